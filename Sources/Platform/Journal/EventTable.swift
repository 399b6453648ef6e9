import CanonicalJSON
import Model
import Storage
import TransparencyLog

/// The table of events: its statements.
enum EventTable {
    static let migration = Migration(
        id: "journal-0001-events",
        statements: [
            """
            CREATE TABLE events (seq BIGINT NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
            subject TEXT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL, body TEXT, nonce TEXT,
            commitment TEXT NOT NULL)
            """
        ])

    /// An event as it is stored.
    struct Stored {
        let sequence: UInt64
        let event: Event?
        let id: String
        let nonce: String?
        let commitment: String
    }

    private static let columns: SQL = "seq, id, kind, subject, at, actor, body, nonce, commitment"

    /// How many events there are; their sequence numbers run from 0 without a gap.
    static func count(_ transaction: any Transaction) throws -> UInt64 {
        UInt64(try transaction.rows("SELECT COUNT(*) AS n FROM events").first?.integer("n") ?? 0)
    }

    /// The number that the next event gets.
    static func next(_ transaction: any Transaction) throws -> Int64 {
        (try transaction.rows("SELECT MAX(seq) AS n FROM events").first?.integerIfAny("n") ?? -1) + 1
    }

    static func insert(_ rows: [[SQLValue]], _ transaction: any Transaction) throws {
        try transaction.insert(
            into: "events",
            columns: ["seq", "id", "kind", "subject", "at", "actor", "body", "nonce", "commitment"], rows: rows)
    }

    /// Commitments from a sequence number on, in order.
    static func commitments(
        from sequence: Int64, limit: Int64, _ transaction: any Transaction
    ) throws -> [String] {
        try transaction.rows(
            "SELECT commitment FROM events WHERE seq >= \(sequence) ORDER BY seq LIMIT \(limit)"
        ).map { $0.text("commitment") }
    }

    /// Events from a sequence number on, in order.
    static func page(from sequence: Int64, limit: Int64, _ transaction: any Transaction) throws -> [Stored] {
        try transaction.rows(
            "SELECT \(columns) FROM events WHERE seq >= \(sequence) ORDER BY seq LIMIT \(limit)"
        ).map(stored)
    }

    /// The event with an id.
    static func event(_ id: String, _ transaction: any Transaction) throws -> Stored? {
        try transaction.rows("SELECT \(columns) FROM events WHERE id = \(id)").first.map(stored)
    }

    private static func stored(_ row: Row) -> Stored {
        var event: Event?
        if let body = row.textIfAny("body"), let value = try? JSONValue(parsing: body) {
            event = Event(
                id: row.text("id"), kind: row.text("kind"), subject: row.text("subject"),
                at: Instant(microseconds: row.integer("at")), actor: row.text("actor"), body: value)
        }
        return Stored(
            sequence: UInt64(row.integer("seq")), event: event, id: row.text("id"), nonce: row.textIfAny("nonce"),
            commitment: row.text("commitment"))
    }
}
