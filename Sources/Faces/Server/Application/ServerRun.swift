import Accounts
import Assurance
import AtRest
import CanonicalJSON
import ContentFiles
import Credentials
import Crypto
import Discovery
import Files
import Glibc
import Hummingbird
import Identity
import Journal
import Logging
import Model
import Phrases
import Programme
import Sealing
import Secrets
import Storage
import Transit
import UnixSignals
import Work

/// One run of a server: opens what it needs, serves, and ends.
struct ServerRun {
    let command: ServerCommand
    let adapters: ServerAdapters

    private static let commonPasswordLimit = 4 << 20

    func run() async throws {
        let language = Language(locale: command.lang ?? Self.environmentLocale())
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
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let logger = Logger(label: "seawall")
        let listen = try ListenAddress(command.listen)
        let folder = try DataFolder(command.data)
        let estate = try await estate(content, phrases, folder, listen, logger)
        let files: ServerTLS.Pair
        if let certificate = command.tlsCertificate, let key = command.tlsKey {
            files = ServerTLS.Pair(certificate: certificate, key: key)
        } else {
            let own = try ServerTLS.own(in: folder.path, names: Self.names(listen), now: Self.now())
            files = own.files
            if own.isNew { logger.notice("made a certificate of its own", metadata: ["file": "\(files.certificate)"]) }
        }
        let tls = try ServerTLS(files)
        let options = ServerOptions(
            listen: listen, data: folder.path, content: content.path, hosts: Set(command.host.map { $0.lowercased() }),
            zoneMinutes: command.zone, version: adapters.version)
        let housekeeping = Housekeeping(tls: tls, sealer: estate.sealer, logger: logger)
        let application = try ServerApplication(estate: estate.estate, options: options).application(
            tls, logger: logger, services: [housekeeping]
        ) { port in
            logger.notice("listening", metadata: ["address": "https://\(listen.host):\(port)"])
        }
        try await application.runService(gracefulShutdownSignals: [UnixSignal.sigterm, .sigint])
    }

    private func estate(
        _ content: ContentFolder, _ phrases: PhraseBook, _ folder: DataFolder, _ listen: ListenAddress, _ logger: Logger
    ) async throws -> (estate: Estate, sealer: Sealer) {
        let keys = try Keys(folder)
        let database = try command.database.map { try adapters.openURL($0) } ?? adapters.openFolder(folder.path)
        let journal = try await Journal(
            folder: folder, keys: keys, database: database,
            projections: [IdentityProjection(), ProgrammeProjection()],
            alongside: Sealer.migrations + JobQueue.migrations)
        let ring = try KeySource.folder(folder.path + "/keys").ring([.master], mayMake: true, department: "local")
        let masters = ring.generations(.master)
        let sealer = try await Sealer(
            database: database, masters: masters.map { MasterKey(id: $0.id, bytes: $0.bytes) })
        let catalogue = try CatalogueReader(schemas: Self.schemas).read(content: content.path)
        let clock = try RemediationClock(content: content.path)
        let services = try identity(content, database, journal, keys, sealer, masters[0].bytes, listen, logger)
        return (
            Estate(
                programme: Programme(journal: journal, database: database, clock: clock), overview: Overview(database),
                journal: journal, identity: services, unitNames: UnitNames(services.units), catalogue: catalogue,
                families: try ControlFamily.all(content: content.path, for: catalogue), phrases: phrases,
                assets: try WebAssets(content: content.path), version: adapters.version, isDemonstration: false,
                zoneMinutes: command.zone, now: { Self.now() }), sealer
        )
    }

    private func identity(
        _ content: ContentFolder, _ database: any Database, _ journal: Journal, _ keys: Keys, _ sealer: Sealer,
        _ master: [UInt8], _ listen: ListenAddress, _ logger: Logger
    ) throws -> IdentityServices {
        let seal = PersonalSeal(
            seal: { try sealer.seal($0, unit: $1.unit, context: $1.context) },
            open: { try sealer.open($0, unit: $1.unit, context: $1.context) },
            fingerprint: { value in value.withUnsafeBytes { keys.fingerprint($0) } })
        func derived(_ use: String) -> Secret {
            let key = HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: master), info: Array("seawall \(use)".utf8), outputByteCount: 32)
            return Secret(key.withUnsafeBytes { Array($0) })
        }
        let origins = (command.host.isEmpty ? ["localhost:\(listen.port)"] : command.host).map { "https://\($0)" }
        let name = String((command.host.first ?? "localhost").prefix { $0 != ":" })
        let context = AccountContext(
            database: database, seal: seal,
            keys: AccountKeys(device: derived("device cookie"), recovery: derived("recovery code")),
            party: try RelyingParty(id: name, name: "Seawall", origins: origins),
            log: { event in logger.notice("security", metadata: ["event": "\(event.json.canonical)"]) })
        let common = content.path + "/credentials/common-passwords.txt"
        let policy = PasswordPolicy(
            common: try CommonPasswords(BoundedFile.read(common, limit: Self.commonPasswordLimit), file: common))
        let hasher = PasswordHasher(cost: .standard, atOnce: 2, waiting: 32, share: 8)
        return IdentityServices(
            units: Units(journal: journal, database: database),
            people: People(journal: journal, database: database, seal: seal),
            offices: Offices(journal: journal, database: database), invitations: Invitations(database: database),
            signIns: SignIns(context, hasher: hasher, policy: policy), sessions: Sessions(context),
            factors: SecondFactors(context), keys: APIKeys(context))
    }

    /// What instruments and the system file state: what rules may name.
    private static let schemas: [FactSchema] =
        TransitSchemas.all + [InventorySchema.schema, StorageProbe.schema] + DeclaredSchemas.all

    private static func names(_ listen: ListenAddress) -> [String] {
        var buffer = [CChar](repeating: 0, count: 256)
        let own = gethostname(&buffer, buffer.count - 1) == 0 ? String(cString: buffer) : ""
        return ["localhost"] + [own, listen.host].filter { name in
            !name.isEmpty && name != "localhost" && !name.contains(":") && !name.allSatisfy { $0.isNumber || $0 == "." }
        }
    }

    private static func environmentLocale() -> String {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let value = getenv(name), value.pointee != 0 { return String(cString: value) }
        }
        return "en"
    }

    static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    private static func fail(_ line: String) -> Never {
        let bytes = Array("seawall-server: \(line)\n".utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        exit(2)
    }
}

extension PersonalSeal.Place {
    /// What a sealed value is bound to.
    fileprivate var context: String { "\(table).\(column).\(row)" }
}
