import BaseEncoding
import Model
import Storage

/// The table of data keys, each wrapped by a master key: its statements.
enum SealingKeyTable {
    static let migration = Migration(
        id: "sealing-0001-keys",
        statements: [
            """
            CREATE TABLE sealing_keys (unit TEXT NOT NULL, id TEXT NOT NULL, master TEXT NOT NULL, wrapped TEXT NOT NULL,
            made BIGINT NOT NULL, PRIMARY KEY (unit, id))
            """
        ])

    /// A data key as it is kept.
    struct Entry {
        let unit: String
        let id: String
        /// The id of the master key that wraps it.
        let master: String
        let wrapped: [UInt8]
    }

    /// All of them, the newest of each unit last.
    static func all(_ transaction: any Transaction) throws -> [Entry] {
        try transaction.rows("SELECT unit, id, master, wrapped FROM sealing_keys ORDER BY unit, made, id").map { row in
            guard let wrapped = Base64.standard.decode(row.text("wrapped").utf8) else { throw Fault("storage.corrupt") }
            return Entry(unit: row.text("unit"), id: row.text("id"), master: row.text("master"), wrapped: wrapped)
        }
    }

    /// Keeps a key; nothing happens where another node has made one for the unit meanwhile.
    static func add(_ entry: Entry, at now: Instant, _ transaction: any Transaction) throws {
        let there = try transaction.rows("SELECT id FROM sealing_keys WHERE unit = \(entry.unit)")
        guard there.isEmpty else { return }
        try transaction.execute(
            """
            INSERT INTO sealing_keys (unit, id, master, wrapped, made) VALUES (\(entry.unit), \(entry.id),
            \(entry.master), \(Base64.standard.encode(entry.wrapped)), \(now.microseconds))
            """)
    }

    /// Keeps a key in another wrapping.
    static func rewrap(_ entry: Entry, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE sealing_keys SET master = \(entry.master), wrapped = \(Base64.standard.encode(entry.wrapped))
            WHERE unit = \(entry.unit) AND id = \(entry.id)
            """)
    }

    /// Destroys the keys of a unit.
    static func erase(_ unit: String, _ transaction: any Transaction) throws {
        try transaction.execute("DELETE FROM sealing_keys WHERE unit = \(unit)")
    }
}
