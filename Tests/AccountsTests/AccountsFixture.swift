import Accounts
import BaseEncoding
import CanonicalJSON
import Credentials
import Engines
import Identity
import Journal
import Model
import Storage
import Synchronization
import TestSupport
import Testing

/// A government with two departments, and the accounts of its people.
struct AccountsFixture {
    static let origin = "https://seawall.example.gov.hk"
    static let now = Instant(seconds: 1_800_000_000)
    static let password = "correct horse battery staple"

    let temporary = TemporaryFolder()
    let store = TestDatabase()
    let database: CountingDatabase
    let journal: Journal
    private(set) var context: AccountContext
    let heard = Heard()

    init() async throws {
        let folder = try DataFolder(temporary.path + "/data")
        database = CountingDatabase(try store.open())
        journal = try await Journal(
            folder: folder, keys: Keys(folder), database: database, projections: [IdentityProjection()])
        context = try Self.context(
            database,
            AccountKeys(device: RotatedSecret([Self.key(1)]), recovery: RotatedSecret([Self.key(2)])),
            heard)
        let units = Units(journal: journal, database: database)
        for (id, parent) in [("gov", nil), ("harbour", "gov"), ("health", "gov")] as [(String, String?)] {
            try await units.add(
                id, under: parent, name: LocalizedText(en: id, zhHant: id, zhHans: id), relation: .governed,
                at: Self.now, actor: "test")
        }
    }

    private static func context(
        _ database: any Database, _ keys: AccountKeys, _ heard: Heard
    ) throws -> AccountContext {
        AccountContext(
            database: database, seal: seal, keys: { keys },
            party: try RelyingParty(id: "example.gov.hk", name: "Seawall", origins: [origin]), log: { heard.add($0) })
    }

    private static func key(_ byte: UInt8) -> Secret { Secret([UInt8](repeating: byte, count: 32)) }

    /// The same accounts after the server's keys were rotated, where the old ones are kept, and where they are destroyed.
    func rotated(keepingOld: Bool) throws -> AccountsFixture {
        var fixture = self
        fixture.context = try Self.context(
            database,
            AccountKeys(
                device: RotatedSecret([Self.key(3)] + (keepingOld ? [Self.key(1)] : [])),
                recovery: RotatedSecret([Self.key(4)] + (keepingOld ? [Self.key(2)] : []))), heard)
        return fixture
    }

    var people: People { People(journal: journal, database: database, seal: Self.seal) }
    var offices: Offices { Offices(journal: journal, database: database) }
    var invitations: Invitations { Invitations(database: database) }
    var sessions: Sessions { Sessions(context) }
    var keys: APIKeys { APIKeys(context) }
    var factors: SecondFactors { SecondFactors(context) }

    /// Sign-ins as a node of its own does them.
    var signIns: SignIns {
        SignIns(
            context, hasher: PasswordHasher(cost: .standard, atOnce: 2, waiting: 64, share: 64),
            policy: PasswordPolicy(common: CommonPasswords()))
    }

    /// Seals so that a value opens only where it was sealed, and does not lie open.
    static let seal = PersonalSeal(
        seal: { value, place in Hexadecimal.encode(value.map { $0 ^ 0x5A }) + " " + bound(place) },
        open: { sealed, place in
            let parts = sealed.split(separator: " ")
            guard parts.count == 2, parts[1] == bound(place), let bytes = Hexadecimal.decode(String(parts[0])) else {
                throw Fault("test.sealed-elsewhere")
            }
            return bytes.map { $0 ^ 0x5A }
        },
        fingerprint: { value in
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in value { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            return "k\(hash)"
        })

    private static func bound(_ place: PersonalSeal.Place) -> String {
        "\(place.unit)/\(place.table)/\(place.column)/\(place.row)"
    }

    static func client(_ address: String = "192.0.2.7", cookie: String? = nil) -> Client {
        Client(address: address, network: "192.0.2.0/24", agent: "Browser 1", cookie: cookie)
    }

    func invited(_ name: String, _ held: [Office] = []) async throws -> String {
        let person = try await people.add(
            PersonDetails(signIn: name, display: name, email: nil, language: .english, unit: "harbour"), at: Self.now,
            actor: "test")
        for office in held { try await assign(office, to: person) }
        return person
    }

    func assign(_ office: Office, to person: String) async throws {
        _ = try await offices.assign(
            office, to: person, in: "harbour", from: Self.now.adding(days: -1), at: Self.now, actor: "test")
    }

    /// Adds a person of the harbour who has set a password.
    func joined(_ name: String, _ held: [Office]) async throws -> (person: String, step: SignInStep) {
        let person = try await invited(name, held)
        let token = try await invitations.make(for: person, resetting: false, at: Self.now)
        let step = try await signIns.accept(token, password: Self.password, Self.client(), at: Self.now)
        return (person, step)
    }

    /// Adds a member of the harbour's staff.
    @discardableResult
    func staff(_ name: String = "tai-man") async throws -> String { try await joined(name, [.staff]).person }

    /// Adds a security officer with an authenticator app, and signs them in with both factors.
    func officer(_ name: String = "ditso") async throws -> (SignInStep.SignedIn, TOTP) {
        let token = try #require(try await joined(name, [.ditso]).step.enrolment)
        let totp = try await signIns.prepareTOTP(token, at: Self.now)
        let code = Self.code(totp, at: Self.now)
        let done = try await signIns.confirmTOTP(token, code, Self.client(), at: Self.now)
        return (try #require(done.signedIn), totp)
    }

    func begin(
        _ name: String, _ password: String = Self.password, _ client: Client = Self.client(), at instant: Instant = now
    ) async throws -> SignInStep {
        try await signIns.begin(name: name, password: password, client, at: instant)
    }

    func rows(_ table: StaticString) async throws -> Int {
        try await database.read { try $0.rows("SELECT * FROM \(raw: table)").count }
    }

    /// The code that an app would show, by Python's own HMAC.
    static func code(_ totp: TOTP, at instant: Instant) -> String {
        let program = """
            import base64,hmac,struct,sys
            key=base64.b32decode(sys.argv[1]+"="*(-len(sys.argv[1])%8))
            tag=hmac.new(key,struct.pack(">Q",int(sys.argv[2])//30),"sha1").digest()
            at=tag[-1]&15
            print("%06d"%((struct.unpack(">I",tag[at:at+4])[0]&0x7fffffff)%1000000),end="")
            """
        return Run(["/usr/bin/python3", "-c", program, totp.typedSecret, String(instant.seconds)]).text
    }

    /// A step of an authenticator that is not ours.
    static func authenticator(_ step: String, _ options: JSONValue, _ more: [String: JSONValue]) throws -> JSONValue {
        let root = String(#filePath.dropLast("Tests/AccountsTests/AccountsFixture.swift".count))
        let program = root + "Tests/CredentialsTests/Independent/authenticator.py"
        var members = more
        members["do"] = .string(step)
        members["options"] = options
        members["origin"] = .string(origin)
        let run = Run(["/usr/bin/python3", program], input: JSONValue.array([.object(members)]).canonicalBytes)
        guard run.status == 0 else { throw Fault("test.authenticator", ["problem": run.error]) }
        return try #require(try JSONValue(parsing: run.output).elements?.first)
    }
}

/// The security events that were heard.
final class Heard: Sendable {
    private let events = Mutex<[SecurityEvent]>([])

    func add(_ event: SecurityEvent) { events.withLock { $0.append(event) } }

    /// Those since the last look.
    func take() -> [SecurityEvent] {
        events.withLock { events in
            defer { events = [] }
            return events
        }
    }
}

extension SignInStep {
    var signedIn: SignedIn? { if case .signedIn(let done) = self { done } else { nil } }
    var enrolment: SignInToken? { if case .enrolment(let token) = self { token } else { nil } }
    var secondFactor: SignInToken? { if case .secondFactor(let token, _) = self { token } else { nil } }
    var wait: Int64? { if case .wait(let seconds) = self { seconds } else { nil } }
    var isRefused: Bool { if case .refused = self { true } else { false } }
}

extension Instant {
    func after(_ seconds: Int64) -> Instant { Instant(microseconds: microseconds + seconds * 1_000_000) }
}

/// The id of the fault that a body throws.
func fault(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? Fault)?.message.id ?? "\(error)"
    }
}
