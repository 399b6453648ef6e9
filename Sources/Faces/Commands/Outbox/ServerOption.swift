import ArgumentParser
import Model

/// The server that results go to, and how it is known.
struct ServerOption: ParsableArguments {
    @Option(help: ArgumentHelp("Server to send the assessment to, https://HOST[:PORT].", valueName: "url"))
    var server: String?

    @Option(help: ArgumentHelp("File of mode 0600 with the key that the server gave out.", valueName: "file"))
    var serverKey: String?

    @Option(
        help: ArgumentHelp(
            "PEM file with the roots that the server is known by; the system's where absent.", valueName: "file"))
    var serverCA: String?

    /// The server; nil where none is named.
    ///
    /// - Throws: `Fault` (`commands.server-…`, `files.…`).
    func target() throws(Fault) -> AssessmentServer? {
        guard let server else { return nil }
        guard let serverKey else { throw Fault("commands.server-without-key") }
        return try AssessmentServer(url: server, keyFile: serverKey, rootsFile: serverCA)
    }
}
