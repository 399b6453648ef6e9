import ContentFiles
import Files
import Glibc
import Hummingbird
import Instrumentation
import Journal
import Logging
import Model
import Phrases
import Secrets
import UnixSignals
import Usage

/// One run of a server: opens what it needs, serves, and ends.
struct ServerRun {
    let command: ServerCommand
    let adapters: ServerAdapters

    func run() async throws {
        let language = command.lang.map(Language.init(locale:)) ?? .ofEnvironment()
        let content: ContentFolder
        let phrases: PhraseBook
        do {
            content = try ContentFolder.locate(named: command.content)
            phrases = try content.phrases()
        } catch {
            Self.fail(BareWords.line(error, in: language))
        }
        do {
            try await serve(content, phrases)
        } catch let fault as Fault {
            Self.fail(phrases.line(fault, in: language))
        }
    }

    private func serve(_ content: ContentFolder, _ phrases: PhraseBook) async throws {
        LoggingSystem.bootstrap(
            { JSONLogHandler($0, provider: $1, now: { SystemClock.now() }, sink: JSONLogHandler.standardError) },
            metadataProvider: TraceParent.provider)
        InstrumentationSystem.bootstrap(TraceParent.Reader())
        let logger = Logger(label: "seawall")
        guard (command.tlsCertificate == nil) == (command.tlsKey == nil) else {
            throw Fault("server.certificate-without-key")
        }
        let listen = try ListenAddress(command.listen)
        let folder = try DataFolder(command.data)
        let log: LogPlace = command.database == nil ? .files : .database
        try folder.refuseSecondRecord(log)
        let database = try command.database.map { try adapters.openURL($0) } ?? adapters.openFolder(folder.path)
        let hosts = command.host.isEmpty ? ["localhost:\(listen.port)"] : command.host.map { $0.lowercased() }
        let (estate, sealer) = try await EstateOpener(
            content: content, phrases: phrases, folder: folder,
            keys: try command.keys.map { option throws(Fault) in try KeySource(option: option) }, database: database,
            log: log, hosts: hosts, networks: try Self.networks(command.lookAt), zoneMinutes: command.zone,
            version: adapters.version, logger: logger, now: { SystemClock.now() }
        ).open()
        let files: ServerTLS.Pair
        if let certificate = command.tlsCertificate, let key = command.tlsKey {
            files = ServerTLS.Pair(certificate: certificate, key: key)
        } else {
            let own = try ServerTLS.own(in: folder.path, names: Self.names(listen), now: SystemClock.now())
            files = own.files
            if own.isNew { logger.notice("made a certificate of its own", metadata: ["file": "\(files.certificate)"]) }
        }
        let tls = try ServerTLS(files)
        let options = ServerOptions(
            listen: listen, hosts: Set(command.host.map { $0.lowercased() }))
        let housekeeping = Housekeeping(tls: tls, sealer: sealer, logger: logger)
        let application = try ServerApplication(estate: estate, options: options).application(
            tls, logger: logger, services: [housekeeping, estate.live, WorkService(estate: estate, logger: logger)]
        ) { [version = adapters.version] port in
            logger.notice(
                "listening", metadata: ["address": "https://\(listen.host):\(port)", "version": "\(version)"])
            ServiceManager.tell(.ready)
        }
        try await application.runService(gracefulShutdownSignals: [UnixSignal.sigterm, .sigint])
    }

    private static func networks(_ texts: [String]) throws(Fault) -> [AddressBlock] {
        try texts.map { text throws(Fault) in
            guard let block = AddressBlock(text) else { throw Fault("server.bad-network", ["value": text]) }
            return block
        }
    }

    private static func names(_ listen: ListenAddress) -> [String] {
        var buffer = [CChar](repeating: 0, count: 256)
        let isKnown = gethostname(&buffer, buffer.count - 1) == 0
        let own = String(
            decoding: buffer.prefix { isKnown && $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return ["localhost"]
            + [own, listen.host].filter { name in
                !name.isEmpty && name != "localhost" && !name.contains(":")
                    && !name.allSatisfy { $0.isNumber || $0 == "." }
            }
    }

    private static func fail(_ line: String) -> Never {
        Terminal().error("seawall-server: \(line)")
        exit(2)
    }
}
