import CanonicalJSON
import Model
import Storage

/// The table of values outside events, and of those that were erased. The first is not made from events: an erased value
/// must be gone. The second is, so that a replay knows what must be absent.
struct PrivateValues: Projection {
    var migrations: [Migration] {
        [
            Migration(
                id: "journal-0004-private",
                statements: [
                    """
                    CREATE TABLE private_values (id TEXT NOT NULL PRIMARY KEY, unit TEXT NOT NULL, sealed TEXT NOT NULL)
                    """,
                    "CREATE TABLE erased_values (id TEXT NOT NULL PRIMARY KEY, at BIGINT NOT NULL)",
                ])
        ]
    }

    var tables: [StaticString] { ["erased_values"] }

    /// - Throws: `Fault` (`journal.bad-erasure`) where an event does not say what is erased.
    func apply(_ events: [Event], in transaction: any Transaction) throws {
        for event in events where event.kind == JournalEvent.valueErased.rawValue {
            guard let id = event.body["ref"]?.text else { throw Fault("journal.bad-erasure", ["id": event.id]) }
            try transaction.execute("DELETE FROM private_values WHERE id = \(id)")
            try transaction.execute(
                """
                INSERT INTO erased_values (id, at) VALUES (\(id), \(event.at.microseconds))
                ON CONFLICT (id) DO NOTHING
                """)
        }
    }

    /// A value as it is kept.
    struct Entry: Sendable {
        let id: String
        let unit: String
        let sealed: String
    }

    /// Keeps values.
    ///
    /// - Throws: `Fault` (`journal.erased-before`) where one with that id was erased: it would come back.
    static func insert(_ entries: [Entry], _ transaction: any Transaction) throws {
        for entry in entries {
            guard try transaction.rows("SELECT id FROM erased_values WHERE id = \(entry.id)").isEmpty else {
                throw Fault("journal.erased-before", ["id": entry.id])
            }
            try transaction.execute(
                "INSERT INTO private_values (id, unit, sealed) VALUES (\(entry.id), \(entry.unit), \(entry.sealed))")
        }
    }

    /// A value; nil where it was erased or never was.
    static func entry(_ id: String, _ transaction: any Transaction) throws -> Entry? {
        try transaction.rows("SELECT unit, sealed FROM private_values WHERE id = \(id)").first.map { row in
            Entry(id: id, unit: row.text("unit"), sealed: row.text("sealed"))
        }
    }

    /// The values of some departments, by id.
    static func entries(of units: [String], _ transaction: any Transaction) throws -> [Entry] {
        try transaction.rows(
            "SELECT id, unit, sealed FROM private_values WHERE unit IN \(list: units) ORDER BY id"
        ).map { Entry(id: $0.text("id"), unit: $0.text("unit"), sealed: $0.text("sealed")) }
    }

    /// Fails where a value is there that an event erased.
    ///
    /// - Throws: `Fault` (`journal.not-erased`).
    static func checkErased(_ transaction: any Transaction) throws {
        let left = try transaction.rows(
            "SELECT id FROM private_values WHERE id IN (SELECT id FROM erased_values) ORDER BY id LIMIT 1")
        if let id = left.first?.text("id") { throw Fault("journal.not-erased", ["id": id]) }
    }
}
