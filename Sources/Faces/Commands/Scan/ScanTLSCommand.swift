public import ArgumentParser
public import Assurance
import CanonicalJSON
import CertificateFacts
import ContentFiles
import Model
import Transit
import Usage

/// `seawall scan tls`: what services offer on the wire.
struct ScanTLSCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tls",
        abstract: "See what services offer: TLS versions, suites, groups, certificate, headers, SSH.",
        discussion: """
            States facts and judges only what needs no policy: exit status 1 where a weakness is listed, the \
            certificate is not trusted or something could not be assessed, 2 where it could not be done.
            """)

    @Argument(help: "HOST:PORT or [ADDRESS]:PORT.")
    var targets: [String]

    @Option(help: "What the service speaks.")
    var kind: SystemFile.Endpoint.Kind = .tls

    @Option(help: ArgumentHelp("Name the certificate must bear; the host where absent.", valueName: "name"))
    var serverName: String?

    @Option(help: ArgumentHelp("PEM file of trusted roots; Debian's where absent.", valueName: "file"))
    var trust: String?

    @OptionGroup var scan: ScanOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let probe = try TransitProbe(content: session.content.path)
            let anchors = kind == .ssh ? [] : try CertificateAnchor.roots(of: trust)
            var readings: [(String, Reading)] = []
            for target in targets {
                guard let (host, port) = HostAndPort.split(target) else {
                    throw Fault("assurance.not-address", ["value": target])
                }
                session.terminal.progress(session.say("commands.looking-at", ["object": target]))
                let endpoint = EndpointTarget(
                    kind: EndpointTarget.Kind(kind), host: host, port: port, serverName: serverName ?? host,
                    plainHTTPPort: nil,
                    anchors: anchors)
                readings += await probe.readings(of: endpoint, at: session.now).map { (target, $0) }
            }
            session.terminal.endProgress()
            try ReadingReport(readings: readings, session: session).write(scan.format)
            return readings.allSatisfy { Self.isClean($0.1) } ? .held : .fallsShort
        }
    }

    private static func isClean(_ reading: Reading) -> Bool {
        guard reading.completeness == .complete else { return false }
        let empty = ["tls.weaknesses", "ssh.weak", "certificate.causes"].allSatisfy { name in
            reading.facts[name]?.elements?.isEmpty ?? true
        }
        return empty && reading.facts["tls.plaintext"] != .bool(true) && reading.facts["ssh.terrapin"] != .bool(true)
    }
}

extension SystemFile.Endpoint.Kind: ExpressibleByArgument {}
