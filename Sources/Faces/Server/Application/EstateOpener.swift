import Accounts
import Assurance
import AtRest
import CanonicalJSON
import CertificateFacts
import ContentFiles
import Credentials
import Discovery
import Files
import Identity
import Journal
import Logging
import Model
import Phrases
import Programme
import Sealing
import Secrets
import Storage
import Threads
import Transit
import Work

/// Opens all that the routes answer from: the record, the people, the catalogue.
struct EstateOpener {
    let content: ContentFolder
    let phrases: PhraseBook
    let folder: DataFolder
    /// Where all keys come from; the data folder where nil.
    var keys: KeySource?
    let database: any Database
    /// Where the log is kept: with the database, where other nodes may serve it too.
    let log: LogPlace
    /// The host names, with ports, by which browsers know the server; the first is the one that passkeys are made for.
    let hosts: [String]
    /// The networks whose services may be looked at from here.
    var networks: [AddressBlock] = []
    let zoneMinutes: Int
    let version: String
    let logger: Logger
    let now: @Sendable () -> Instant

    private static let commonPasswordLimit = 4 << 20

    /// - Throws: `Fault`.
    func open() async throws -> (estate: Estate, sealer: Sealer) {
        let keys = try Keys(folder, source: self.keys)
        let journal = try await Journal(
            folder: folder, keys: keys, database: database,
            projections: [IdentityProjection(), ProgrammeProjection()],
            alongside: Sealer.migrations + JobQueue.migrations, log: log)
        let masterKey = self.keys ?? .folder(folder.path + "/keys")
        let sealer = try await Sealer(database: database) {
            try await Blocking.run { try masterKey.ring([.master], mayMake: true, department: "local") }
                .generations(.master).map { MasterKey(id: $0.id, bytes: $0.bytes) }
        }
        let catalogue = try CatalogueReader(schemas: Self.schemas).read(content: content.path)
        let clock = try RemediationClock(content: content.path)
        let programme = Programme(journal: journal, database: database, clock: clock)
        let services = try identity(journal, keys, sealer)
        let jobs = JobQueue(database: database)
        let estate = Estate(
            programme: programme, overview: Overview(database), journal: journal, identity: services,
            providers: SignInProviders(try ProviderFile(folder: folder.path).read(), hosts: hosts),
            unitNames: UnitNames(services.units), jobs: jobs,
            schedule: Schedule(database: database),
            live: LiveHub(
                journal: journal, programme: programme, units: services.units, jobs: jobs, logger: logger),
            catalogue: catalogue,
            families: try ControlFamily.all(content: content.path, for: catalogue), phrases: phrases,
            assets: try WebAssets(content: content.path), api: try APIDescription(content: content.path),
            requests: AnsweredRequests(database), look: try look(programme, catalogue), version: version,
            isDemonstration: try await programme.marks().contains(.demonstration),
            zoneMinutes: zoneMinutes, now: now)
        return (estate, sealer)
    }

    private func look(_ programme: Programme, _ catalogue: Catalogue) throws(Fault) -> ServiceLook? {
        guard !networks.isEmpty else { return nil }
        var limits = TransitLimits()
        limits.networks = networks
        return ServiceLook(
            programme: programme, catalogue: catalogue,
            probe: try TransitProbe(content: content.path, limits: limits), roots: try CertificateAnchor.roots(),
            tool: "seawall-server \(version)")
    }

    private func identity(
        _ journal: Journal, _ keys: Keys, _ sealer: Sealer
    ) throws -> IdentityServices {
        let seal = PersonalSeal(sealer, keys)
        let accountKeys: @Sendable () -> AccountKeys = {
            AccountKeys(
                device: RotatedSecret(sealer.derivedKeys(for: "device cookie").map { Secret($0) }),
                recovery: RotatedSecret(sealer.derivedKeys(for: "recovery code").map { Secret($0) }))
        }
        let logger = logger
        let log: @Sendable (SecurityEvent) -> Void = { event in
            logger.notice("security", metadata: event.json.members?.mapValues { Logger.MetadataValue($0) })
        }
        let name = String((hosts.first ?? "localhost").prefix { $0 != ":" })
        let context = AccountContext(
            database: database, seal: seal,
            keys: accountKeys,
            party: try RelyingParty(id: name, name: "Seawall", origins: hosts.map { "https://\($0)" }),
            log: log)
        let common = content.path + "/credentials/common-passwords.txt"
        let policy = PasswordPolicy(
            common: try CommonPasswords(BoundedFile.read(common, limit: Self.commonPasswordLimit), file: common))
        let hasher = PasswordHasher(cost: .standard, atOnce: 2, waiting: 32, share: 8)
        return IdentityServices(
            units: Units(journal: journal, database: database),
            people: People(journal: journal, database: database, seal: seal),
            offices: Offices(journal: journal, database: database),
            agreements: Agreements(journal: journal, database: database), invitations: Invitations(database: database),
            signIns: SignIns(context, hasher: hasher, policy: policy), sessions: Sessions(context),
            factors: SecondFactors(context), links: Links(context), keys: APIKeys(context),
            states: AccountStates(context), log: log, prepareKeys: { try await sealer.prepare([$0], at: $1) },
            refreshKeys: { try await sealer.refresh() })
    }

    /// What instruments and the system file state: what rules may name.
    private static let schemas: [FactSchema] =
        TransitSchemas.all + [InventorySchema.schema, StorageProbe.schema] + DeclaredSchemas.all
}
