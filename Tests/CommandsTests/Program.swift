import Glibc
import TestSupport

/// The program as it is built for tests, run as a person runs it.
struct Program {
    static let root = String(#filePath.dropLast("Tests/CommandsTests/Program.swift".count))
    static let binary = (getenv("SEAWALL_BINARIES").map { String(cString: $0) } ?? ".") + "/seawall"

    /// Runs it with the content of the source tree.
    static func run(_ arguments: [String], content: Bool = true, environment: [String: String] = [:]) -> Run {
        let location = content ? ["--content", root + "Content"] : []
        return Run(
            [binary] + arguments + location, environment: environment.merging(["LANG": "C"]) { first, _ in first })
    }
}
