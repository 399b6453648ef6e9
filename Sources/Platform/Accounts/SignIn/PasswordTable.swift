import Credentials
import Model
import Storage

/// The table of passwords: its statements.
enum PasswordTable {
    /// The person with a name's fingerprint who may sign in, and the password's hash where there is one: one statement.
    static func account(
        _ nameKey: String, _ transaction: any Transaction
    ) throws -> (person: String, hash: PasswordHash?)? {
        let rows = try transaction.rows(
            """
            SELECT persons.id AS id, passwords.hash AS hash
            FROM people JOIN persons ON persons.id = people.person AND persons.disabled IS NULL
            LEFT JOIN passwords ON passwords.person = people.person WHERE people.name_key = \(nameKey)
            """)
        guard let row = rows.first else { return nil }
        guard let text = row.textIfAny("hash") else { return (row.text("id"), nil) }
        guard let hash = PasswordHash(text) else { throw Fault("storage.corrupt") }
        return (row.text("id"), hash)
    }

    static func set(
        _ hash: PasswordHash, of person: String, at instant: Instant, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO passwords (person, hash, changed)
            VALUES (\(person), \(hash.description), \(instant.microseconds))
            ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, changed = excluded.changed
            """)
    }
}
