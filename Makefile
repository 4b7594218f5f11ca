# larkcast. `make demo` and `make test` are all a newcomer needs.
SHELL := /bin/bash
BUILD := swift build --explicit-target-dependency-import-check error
PREFIX ?= /usr/local
SEEDS ?= 10000
COMBINATIONS ?= 10000
SEED ?= 1
VECTORS ?= 60000
AUDIENCES ?= 200

# Swift Testing starts every test at once, and with some thousands of them on Swift's pool, which has a thread a core, a sandbox
# answers minutes late: what waits for an answer then takes its own way out, which is not what is tested. This many run
# at a time; they mostly wait for programs, so it is more than the cores.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= 16

.PHONY: demo test lint format build release install setup interop browser-test screenshots audience-differential cron-differential mutations fuzz sanitize simulate torture bench

## Set up what is missing, build, and play one campaign against the sandbox.
demo: setup
	@packaging/demo

## Build and pass every test.
test: setup
	$(BUILD) --build-tests
	@packaging/run-tests

## Play SEEDS simulated worlds in memory, or one SEED and print what happened in it.
simulate: setup
	$(BUILD) --build-tests
	SWIFT_BACKTRACE=enable=no SIMULATION_SEEDS=$(SEEDS) SIMULATION_SEED=$(if $(findstring command,$(origin SEED)),$(SEED)) \
	    swift test --skip-build --filter SimulationTests.SimulationTests

## Fail on anything the formatter would change or complains about.
lint:
	swift format lint --strict --parallel --recursive Sources Tests Package.swift

## Let the formatter change what it can.
format:
	swift format --in-place --parallel --recursive Sources Tests Package.swift

## Build everything for debugging, with undeclared imports as errors.
build: setup
	$(BUILD)

## Build the two programs as they are installed.
release: setup
	swift build -c release --static-swift-stdlib --product larkcast
	swift build -c release --static-swift-stdlib --product feishu-sandbox
	@! grep -q LARKCAST_CRASH .build/release/larkcast || { echo "the release binary knows how to crash on purpose"; exit 1; }

## Install the two programs below PREFIX.
install: release
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 0755 .build/release/larkcast .build/release/feishu-sandbox $(DESTDIR)$(PREFIX)/bin

## Crash the real binary at every point in every way, and look who got what; COMBINATIONS=2000 takes a few minutes.
torture: setup
	$(BUILD) --build-tests
	@.build/debug/larkcast-torture --combinations $(COMBINATIONS) --seed $(SEED)

## Open the report and every page of the dashboard in headless Chromium: read, use, approve and recall by keyboard.
browser-test: setup
	$(BUILD) --product larkcast
	$(BUILD) --product feishu-sandbox
	Tests/Browser/run.sh .build/debug

## Make the pictures in docs/pictures anew, from real campaigns of the sandbox's company.
screenshots: setup
	$(BUILD) --product larkcast
	$(BUILD) --product feishu-sandbox
	Tests/Browser/run.sh .build/debug --screenshots

## Drive the sandbox with the official Python SDK, in a throw-away virtual environment.
interop: setup
	swift build --product feishu-sandbox
	Tests/Interop/run.sh .build/debug/feishu-sandbox

## Compare whom runs reach with an independent recount of the company, for AUDIENCES (200) random inclusions and exclusions.
audience-differential: setup
	swift build --product larkcast
	swift build --product feishu-sandbox
	Tests/Interop/audience.sh .build/debug $(AUDIENCES) $(SEED)

## Compare cron with croniter over VECTORS (60000) random expressions, zones and instants, in a throw-away environment.
cron-differential: setup
	$(BUILD) --build-tests
	Tests/Interop/cron.sh $(VECTORS) $(SEED)

## Remove each guard of sending in turn, in a copy, and show that the suite goes red.
mutations: setup
	Tests/Mutations/check

## Feed every reader hostile inputs for SECONDS (60) each; a seed that fails is printed, one that crashes is in .build/fuzz.
fuzz: setup
	$(BUILD) --build-tests
	FUZZ_SECONDS=$(or $(SECONDS),60) FUZZ_DIR=.build/fuzz SWIFT_BACKTRACE=enable=no \
		swift test --skip-build --no-parallel --filter FuzzTests

## The suite under the address sanitizer, then under the thread sanitizer; each is a whole build of its own.
sanitize: setup
	packaging/sanitize address
	packaging/sanitize thread

## Send to 500,000 people beside the official Python SDK: batches/s, CPU and memory. Needs nginx.
bench: release
	Benchmarks/send .build/release/larkcast

## Install the system libraries that are missing.
setup:
	@packaging/setup
