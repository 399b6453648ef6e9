import CanonicalJSON
import Engines
import Identity
import Journal
import Model
import SQLiteStorage
import Storage
import TestSupport
import Testing

/// A record of one test's own, with the tree of `Tree` in it.
struct IdentityFixture {
    let temporary = TemporaryFolder()
    let store = TestDatabase()
    let database: CountingDatabase
    let journal: Journal
    let seal = PersonalSeal.forTests

    static let now = Tree.now

    init(tree: Bool = true) async throws {
        let folder = try DataFolder(temporary.path + "/data")
        database = CountingDatabase(try store.open())
        journal = try await Journal(
            folder: folder, keys: Keys(folder), database: database, projections: [IdentityProjection()])
        guard tree else { return }
        for path in Tree.all {
            let parent = path.parent.flatMap { $0 == .root ? nil : $0.id }
            let relation: OrgUnit.Relation = path == Tree.school ? .voluntary : path == Tree.bank ? .partner : .governed
            try await units.add(
                path.id, under: parent, name: Self.name(path.id), relation: relation, at: Self.now, actor: "test")
        }
    }

    var units: Units { Units(journal: journal, database: database) }
    var people: People { People(journal: journal, database: database, seal: seal) }
    var offices: Offices { Offices(journal: journal, database: database) }
    var agreements: Agreements { Agreements(journal: journal, database: database) }
    var permissions: Permissions { Permissions(database: database) }

    static func name(_ text: String) -> LocalizedText {
        LocalizedText(en: text, zhHant: "\(text) 單位", zhHans: "\(text) 单位")
    }

    /// Adds a person of a unit.
    func person(_ name: String, _ unit: UnitPath = Tree.harbour) async throws -> String {
        try await people.add(
            PersonDetails(
                signIn: name, display: "Person \(name)", email: "\(name.prefix { $0 != "@" })@example.hk",
                language: .traditionalChinese,
                unit: unit.id), at: Self.now, actor: "test")
    }

    /// Adds a person with an office.
    func holder(_ office: Office, _ unit: UnitPath, subject: String? = nil) async throws -> String {
        let person = try await person("\(office.rawValue)-\(unit.id)", unit)
        _ = try await offices.assign(
            office, to: person, in: unit.id, subject: subject, from: Tree.yesterday, at: Self.now, actor: "test")
        return person
    }

    /// Makes all tables anew from the events and compares them.
    func verify() async throws { _ = try await journal.verify(scratch: SQLiteDatabase()) }

    /// All that the tables hold of a person, as text.
    func dump(_ table: StaticString) async throws -> [String] {
        try await database.read { try $0.rows("SELECT * FROM \(raw: table)") }.map { "\($0.values)" }
    }
}

extension PersonalSeal {
    /// Seals so that a test can tell where a value was sealed for, and that it does not lie open.
    static var forTests: PersonalSeal {
        @Sendable func bound(_ place: Place) -> String { "\(place.unit)/\(place.table)/\(place.column)/\(place.row)" }
        return PersonalSeal(
            seal: { value, place in
                JSONValue.array([.string(bound(place)), .array(value.map { .integer(Int64($0 ^ 0x5A)) })]).canonical
            },
            open: { sealed, place in
                let parts = try JSONValue(parsing: sealed).elements
                guard parts?.first?.text == bound(place), let bytes = parts?.last?.elements else {
                    throw Fault("test.sealed-elsewhere")
                }
                return bytes.compactMap { $0.integer.map { UInt8($0) ^ 0x5A } }
            },
            fingerprint: { value in
                // FNV-1a: enough to tell values apart in a test.
                var hash: UInt64 = 0xCBF2_9CE4_8422_2325
                for byte in value { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
                return "k\(hash)"
            })
    }
}
