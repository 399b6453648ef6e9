import CanonicalJSON
import Credentials
import Model
import TestSupport

/// SplitMix64: the same numbers for the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

/// Where the project is.
let root = String(#filePath.dropLast("Tests/CredentialsTests/Support.swift".count))

/// A moment of the tests' own.
let noon = Instant(seconds: 1_795_000_000)

extension Instant {
    static func + (instant: Instant, seconds: Int64) -> Instant {
        Instant(microseconds: instant.microseconds + seconds * 1_000_000)
    }
}

/// The id of the fault that is thrown; nil where none is.
func fault(_ body: () throws -> some Any) -> String? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? Fault)?.message.id ?? "\(error)"
    }
}

/// The same of what takes time.
func fault(_ body: () async throws -> some Any) async -> String? {
    do {
        _ = try await body()
        return nil
    } catch {
        return (error as? Fault)?.message.id ?? "\(error)"
    }
}

/// Runs a program of `Independent` with Debian's Python, JSON in and out.
func independent(_ program: String, _ arguments: [String] = [], input: JSONValue) throws -> JSONValue {
    let path = root + "Tests/CredentialsTests/Independent/" + program
    let run = Run(["/usr/bin/python3", path] + arguments, input: input.canonicalBytes)
    guard run.status == 0 else { throw Fault("test.independent", ["problem": run.error]) }
    return try JSONValue(parsing: run.output)
}
