import Foundation
import JobEngine
import JobModel
import JobStore

/// Time and chance as the operating system gives them: the only file that asks for them.
enum SystemClock {
    /// The instant on both clocks.
    ///
    /// `CLOCK_BOOTTIME` counts suspended time, so a laptop that slept knows it.
    static func now() -> Moment {
        var wall = timespec()
        clock_gettime(CLOCK_REALTIME, &wall)
        var boot = timespec()
        #if os(Linux)
            clock_gettime(CLOCK_BOOTTIME, &boot)
        #else
            clock_gettime(CLOCK_MONOTONIC, &boot)
        #endif
        return Moment(
            wallMilliseconds: milliseconds(wall), monotonicMilliseconds: milliseconds(boot), bootID: bootID)
    }

    /// The engine's live dependencies.
    static let dependencies = EngineDependencies(
        now: now,
        sleep: { try await Task.sleep(for: $0) },
        randomUnit: { Double.random(in: 0..<1) },
        randomBits: { UInt64.random(in: .min ... .max) },
        identity: RunnerIdentity(
            processID: ProcessInfo.processInfo.processIdentifier, host: hostName, machineID: MachineID.live))

    private static let bootID: String = {
        let path = "/proc/sys/kernel/random/boot_id"
        let text = try? String(contentsOfFile: path, encoding: .utf8)
        return text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown"
    }()

    /// The host's own name, without asking any name service.
    private static let hostName: String = {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }()

    private static func milliseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
