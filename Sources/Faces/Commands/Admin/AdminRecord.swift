import Files
import Identity
import Journal
import Model
import Programme
import Sealing
import Secrets
import Storage

/// The record of a data folder with its people.
struct AdminRecord: Sendable {
    let units: Units
    let people: People
    let offices: Offices
    let invitations: Invitations
    let permissions: Permissions
    let record: Record
    let agreements: Agreements
    let seal: PersonalSeal
    let sealer: Sealer

    private static let fileLimit = 16 << 20

    /// Opens the record and the keys that personal data is sealed under.
    static func open(_ data: DataOption, _ session: Session) async throws -> AdminRecord {
        let record = try await Record.open(data, session)
        let ring = try record.masterKey.ring([.master], mayMake: true, department: "local")
        let masters = ring.generations(.master).map { MasterKey(id: $0.id, bytes: $0.bytes) }
        let sealer = try await Sealer(database: record.database, masters: masters)
        let keys = record.keys
        let seal = PersonalSeal(sealer, keys)
        return AdminRecord(
            units: Units(journal: record.journal, database: record.database),
            people: People(journal: record.journal, database: record.database, seal: seal),
            offices: Offices(journal: record.journal, database: record.database),
            invitations: Invitations(database: record.database),
            permissions: Permissions(database: record.database), record: record,
            agreements: Agreements(journal: record.journal, database: record.database), seal: seal, sealer: sealer)
    }

    /// The person with a sign-in name.
    ///
    /// - Throws: `Fault` (`identity.bad-sign-in-name`, `identity.no-person`).
    func person(_ name: String) async throws -> Person {
        guard let person = try await people.person(named: SignInName(name)) else { throw Fault("identity.no-person") }
        return person
    }

    /// Adds a person, with a key for the unit where it has none.
    func add(_ details: PersonDetails, _ session: Session) async throws -> String {
        guard try await units.unit(details.unit) != nil else {
            throw Fault("identity.no-unit", ["unit": details.unit])
        }
        try await sealer.prepare([details.unit], at: session.now)
        return try await people.add(details, at: session.now, actor: session.tool)
    }

    /// Makes keys for all units, before people are taken in.
    func prepareKeys(_ session: Session) async throws {
        try await sealer.prepare(try await units.all(.everything).map(\.id), at: session.now)
    }

    /// Takes what is recorded of systems to where their units stand in the tree now, also of those that left.
    func followTree(_ session: Session) async throws {
        try await record.programme.follow(try await units.paths(), at: session.now, actor: session.tool)
    }

    /// The link that lets a person in once.
    func invite(_ person: String, resetting: Bool, url: String, _ session: Session) async throws -> String {
        let token = try await invitations.make(for: person, resetting: resetting, at: session.now)
        return session.say(
            "commands.invitation",
            ["link": "\(url)/welcome?token=\(token.text)", "days": String(Invitations.lifetime)]) + "\n"
    }

    /// Reads a file to be imported.
    static func read(_ file: String) throws(Fault) -> [UInt8] { try BoundedFile.read(file, limit: fileLimit) }
}
