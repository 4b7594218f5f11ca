import LarkcastCLI

await LarkcastProgram.main()
