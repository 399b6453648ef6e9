import BaseEncoding
import Credentials
import Model
import Storage

/// The table of passwords: its statements.
enum PasswordTable {
    /// An account that may sign in.
    struct Account: Sendable {
        let person: String
        /// Nil where there is no password.
        let hash: PasswordHash?
        /// Another with every password that is set.
        let stamp: String
    }

    private static let stampSize = 16

    /// The person with a name's fingerprint who may sign in, and the password's hash where there is one: one statement.
    static func account(_ nameKey: String, _ transaction: any Transaction) throws -> Account? {
        let rows = try transaction.rows(
            """
            SELECT persons.id AS id, passwords.hash AS hash, passwords.stamp AS stamp
            FROM people JOIN persons ON persons.id = people.person AND persons.disabled IS NULL
            LEFT JOIN passwords ON passwords.person = people.person WHERE people.name_key = \(nameKey)
            """)
        guard let row = rows.first else { return nil }
        guard let text = row.textIfAny("hash") else { return Account(person: row.text("id"), hash: nil, stamp: "") }
        guard let hash = PasswordHash(text) else { throw Fault("storage.corrupt") }
        return Account(person: row.text("id"), hash: hash, stamp: row.text("stamp"))
    }

    /// Sets a password. What rested on the one before does so no more.
    ///
    /// - Returns: its stamp.
    @discardableResult
    static func set(
        _ hash: PasswordHash, of person: String, at instant: Instant, _ transaction: any Transaction
    ) throws -> String {
        var generator = SystemRandomNumberGenerator()
        let stamp = Hexadecimal.encode(Secret(count: stampSize, using: &generator).bytes)
        try transaction.execute(
            """
            INSERT INTO passwords (person, hash, changed, stamp)
            VALUES (\(person), \(hash.description), \(instant.microseconds), \(stamp))
            ON CONFLICT (person) DO UPDATE
            SET hash = excluded.hash, changed = excluded.changed, stamp = excluded.stamp
            """)
        return stamp
    }

    /// Sets a password in the place of the one that a stamp is of.
    ///
    /// - Throws: `Fault` (`accounts.password-wrong`) where another was set or taken away since, or the person disabled.
    static func change(
        _ hash: PasswordHash, of person: String, was stamp: String, at instant: Instant,
        _ transaction: any Transaction
    ) throws {
        let proof = FirstProof(person: person, way: .password, evidence: stamp)
        guard try proof.holds(at: instant, transaction) else { throw Fault("accounts.password-wrong") }
        try set(hash, of: person, at: instant, transaction)
    }

    /// Keeps a new hash of the same password, unless another was set since the old hash was read.
    static func renew(
        _ hash: PasswordHash, of person: String, was old: PasswordHash, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE passwords SET hash = \(hash.description)
            WHERE person = \(person) AND hash = \(old.description)
            """)
    }
}
