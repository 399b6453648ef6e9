public import ArgumentParser
import Identity
import Model

extension Office: ExpressibleByArgument {}

extension Action: ExpressibleByArgument {}

extension OrgUnit.Relation: ExpressibleByArgument {}

extension Agreement.Kind: ExpressibleByArgument {}

extension Language: ExpressibleByArgument {}

extension Grade: ExpressibleByArgument {}

extension Exposure: ExpressibleByArgument {}

/// Where the server is that a link leads to.
struct LinkOption: ParsableArguments {
    @Option(help: ArgumentHelp("Address of the server that the link leads to.", valueName: "address"))
    var url = "https://localhost:8443"
}

/// How a list is written.
enum ListFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// When an office begins or ends.
enum Moment {
    /// Reads a day, which begins at midnight UTC, or a moment (RFC 3339).
    ///
    /// - Throws: `Fault` (`commands.not-moment`).
    static func read(_ text: String) throws(Fault) -> Instant {
        guard let instant = Instant(text) else { throw Fault("commands.not-moment", ["value": text]) }
        return instant
    }
}
