import BaseEncoding
import CanonicalJSON
import Model
import Storage

/// The table of events: its statements.
enum EventTable {
    static let migration = Migration(
        id: "journal-0001-events",
        statements: [
            """
            CREATE TABLE events (seq BIGINT NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
            subject TEXT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL, body TEXT NOT NULL, nonce TEXT NOT NULL,
            commitment_key TEXT NOT NULL, commitment TEXT NOT NULL)
            """
        ])

    static let bySubject = Migration(
        id: "journal-0002-by-subject", statements: ["CREATE INDEX events_subject ON events (subject, seq)"])

    private static let columns: SQL = "seq, id, kind, subject, at, actor, body, nonce, commitment_key, commitment"

    /// How many events there are.
    static func count(_ transaction: any Transaction) throws -> UInt64 {
        UInt64(clamping: try transaction.rows("SELECT COUNT(*) AS n FROM events").first?.integer("n") ?? 0)
    }

    /// The number that the next event gets: they run from 0 without a gap.
    static func next(_ transaction: any Transaction) throws -> UInt64 {
        let last = try transaction.rows("SELECT MAX(seq) AS n FROM events").first?.integerIfAny("n") ?? -1
        return UInt64(clamping: last + 1)
    }

    /// Inserts events in their places.
    ///
    /// - Throws: `Fault` (`journal.too-large`) where one has a body of more bytes than the limit.
    static func insert(_ events: [StoredEvent], _ transaction: any Transaction, limit: Int) throws {
        var rows: [[SQLValue]] = []
        rows.reserveCapacity(events.count)
        for stored in events {
            let body = stored.event.body.canonical
            guard body.utf8.count <= limit else {
                throw Fault("journal.too-large", ["id": stored.event.id, "limit": String(limit)])
            }
            rows.append([
                .integer(Int64(clamping: stored.sequence)), .text(stored.event.id), .text(stored.event.kind),
                .text(stored.event.subject), .integer(stored.event.at.microseconds), .text(stored.event.actor),
                .text(body), .text(stored.nonce), .text(stored.commitmentKey),
                .text(Hexadecimal.encode(stored.commitment)),
            ])
        }
        try transaction.insert(
            into: "events",
            columns: [
                "seq", "id", "kind", "subject", "at", "actor", "body", "nonce", "commitment_key", "commitment",
            ], rows: rows)
    }

    /// Commitments from a sequence number on, in order and without a gap.
    static func commitments(
        from first: UInt64, limit: Int64, _ transaction: any Transaction
    ) throws -> [[UInt8]] {
        var commitments: [[UInt8]] = []
        try transaction.forEachRow(
            of: """
                SELECT seq, id, commitment FROM events WHERE seq >= \(Int64(clamping: first))
                ORDER BY seq LIMIT \(limit)
                """
        ) { row in
            let expected = first + UInt64(commitments.count)
            guard row.integer("seq") == Int64(clamping: expected),
                let commitment = Hexadecimal.decode(row.text("commitment"))
            else { throw changed(row.text("id"), expected) }
            commitments.append(commitment)
        }
        return commitments
    }

    /// Events from a sequence number on, in order and without a gap.
    ///
    /// - Throws: `Fault` (`journal.event-changed`) at the first that cannot be read.
    static func page(from first: UInt64, limit: Int64, _ transaction: any Transaction) throws -> [StoredEvent] {
        var page: [StoredEvent] = []
        try transaction.forEachRow(
            of: "SELECT \(columns) FROM events WHERE seq >= \(Int64(clamping: first)) ORDER BY seq LIMIT \(limit)"
        ) { row in
            let expected = first + UInt64(page.count)
            guard let stored = stored(row), stored.sequence == expected else {
                throw changed(row.text("id"), expected)
            }
            page.append(stored)
        }
        return page
    }

    /// What events from a sequence number on are about, in order, up to the first gap.
    static func marks(from first: UInt64, limit: Int64, _ transaction: any Transaction) throws -> [EventMark] {
        var marks: [EventMark] = []
        var isWhole = true
        try transaction.forEachRow(
            of:
                "SELECT seq, kind, subject FROM events WHERE seq >= \(Int64(clamping: first)) ORDER BY seq LIMIT \(limit)"
        ) { row in
            isWhole = isWhole && UInt64(clamping: row.integer("seq")) == first + UInt64(marks.count)
            guard isWhole else { return }
            marks.append(
                EventMark(
                    sequence: UInt64(clamping: row.integer("seq")), kind: row.text("kind"), subject: row.text("subject")
                ))
        }
        return marks
    }

    /// Who made events, by the events' ids.
    static func actors(_ ids: [String], _ transaction: any Transaction) throws -> [String: String] {
        let rows = try transaction.rows("SELECT id, actor FROM events WHERE id IN \(list: ids)")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.text("id"), $0.text("actor")) })
    }

    /// The events of a kind with sequence numbers in a range, in order.
    static func events(
        of kind: JournalEvent, in range: Range<UInt64>, _ transaction: any Transaction
    ) throws -> [Event] {
        try transaction.rows(
            """
            SELECT \(columns) FROM events WHERE seq >= \(Int64(clamping: range.lowerBound))
            AND seq < \(Int64(clamping: range.upperBound)) AND kind = \(kind.rawValue) ORDER BY seq
            """
        ).map { row in
            guard let stored = stored(row) else { throw changed(row.text("id"), UInt64(clamping: row.integer("seq"))) }
            return stored.event
        }
    }

    /// The event with an id.
    static func event(_ id: String, _ transaction: any Transaction) throws -> StoredEvent? {
        guard let row = try transaction.rows("SELECT \(columns) FROM events WHERE id = \(id)").first else {
            return nil
        }
        guard let stored = stored(row) else { throw changed(id, UInt64(clamping: row.integer("seq"))) }
        return stored
    }

    /// The newest events about a subject, of some kinds.
    static func newest(
        of subject: String, kinds: [String], limit: Int64, _ transaction: any Transaction
    ) throws -> [StoredEvent] {
        var list: SQL = "\(kinds.first ?? "")"
        for kind in kinds.dropFirst() { list = "\(list), \(kind)" }
        return try transaction.rows(
            """
            SELECT \(columns) FROM events WHERE subject = \(subject) AND kind IN (\(list))
            ORDER BY seq DESC LIMIT \(limit)
            """
        ).map { row in
            guard let stored = stored(row) else { throw changed(row.text("id"), UInt64(clamping: row.integer("seq"))) }
            return stored
        }
    }

    /// Events that one of the selections holds, from a sequence number on, in order.
    static func events(
        from first: UInt64, in selections: [EventSelection], limit: Int64, _ transaction: any Transaction
    ) throws -> [StoredEvent] {
        try transaction.rows(
            """
            SELECT \(columns) FROM events WHERE seq >= \(Int64(clamping: first)) AND (\(held(by: selections)))
            ORDER BY seq LIMIT \(limit)
            """
        ).map(whole)
    }

    /// The sequence numbers of the events that one of the selections holds, in order: for who reads all of them, page by
    /// page. Asked for a page, the database may look for all that come after it, and sort them, for every page.
    static func sequences(
        in selections: [EventSelection], before size: UInt64, _ transaction: any Transaction
    ) throws -> [UInt64] {
        var sequences: [UInt64] = []
        try transaction.forEachRow(
            of: """
                SELECT seq FROM events WHERE seq < \(Int64(clamping: size)) AND (\(held(by: selections))) ORDER BY seq
                """
        ) { sequences.append(UInt64(clamping: $0.integer("seq"))) }
        return sequences
    }

    private static func held(by selections: [EventSelection]) -> SQL {
        selections.reduce("1 = 0") { condition, selection in
            "\(condition) OR (kind IN \(list: selection.kinds) AND subject IN (\(selection.subjects)))"
        }
    }

    /// The events with some sequence numbers, in order.
    static func events(at sequences: [UInt64], _ transaction: any Transaction) throws -> [StoredEvent] {
        let wanted = sequences.map { Int64(clamping: $0) }
        return try transaction.rows("SELECT \(columns) FROM events WHERE seq IN \(list: wanted) ORDER BY seq").map(
            whole)
    }

    private static func whole(_ row: Row) throws -> StoredEvent {
        guard let stored = stored(row) else { throw changed(row.text("id"), UInt64(clamping: row.integer("seq"))) }
        return stored
    }

    static func changed(_ id: String, _ leaf: UInt64) -> Fault {
        Fault("journal.event-changed", ["id": id, "leaf": String(leaf)])
    }

    private static func stored(_ row: Row) -> StoredEvent? {
        guard let sequence = UInt64(exactly: row.integer("seq")), let body = try? JSONValue(parsing: row.text("body")),
            let commitment = Hexadecimal.decode(row.text("commitment"))
        else { return nil }
        return StoredEvent(
            sequence: sequence,
            event: Event(
                id: row.text("id"), kind: row.text("kind"), subject: row.text("subject"),
                at: Instant(microseconds: row.integer("at")), actor: row.text("actor"), body: body),
            nonce: row.text("nonce"), commitmentKey: row.text("commitment_key"), commitment: commitment)
    }
}
