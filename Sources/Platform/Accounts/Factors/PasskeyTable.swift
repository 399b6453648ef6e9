import BaseEncoding
import CanonicalJSON
import Credentials
import Identity
import Model
import Storage

/// The table of passkeys: its statements.
struct PasskeyTable {
    let context: AccountContext
    let transaction: any Transaction

    /// The most passkeys of a person.
    private static let limit = 20

    func all(_ person: String) throws -> [Passkey] {
        try transaction.rows("SELECT content FROM passkeys WHERE person = \(person) ORDER BY id").map { row in
            try Self.passkey(row)
        }
    }

    /// A passkey and whose it is; nil where there is none of that id.
    func passkey(_ id: [UInt8]) throws -> (passkey: Passkey, person: String, content: String)? {
        let rows = try transaction.rows(
            "SELECT person, content FROM passkeys WHERE id = \(Base64.url.encode(id))")
        return try rows.first.map { (try Self.passkey($0), $0.text("person"), $0.text("content")) }
    }

    func add(_ passkey: Passkey, label: String, _ person: String, at instant: Instant) throws {
        let id = Base64.url.encode(passkey.id)
        guard try self.passkey(passkey.id) == nil else { throw Fault("credentials.passkey-known") }
        guard try all(person).count < Self.limit else {
            throw Fault("accounts.many-passkeys", ["limit": String(Self.limit)])
        }
        try transaction.execute(
            """
            INSERT INTO passkeys (id, person, label, content, added, used) VALUES (\(id), \(person), \(label),
            \(passkey.json.canonical), \(instant.microseconds), NULL)
            """)
    }

    /// Keeps a passkey as it is after a use, unless another use came first.
    func use(_ passkey: Passkey, before content: String, at instant: Instant) throws {
        let kept = try transaction.rows(
            """
            UPDATE passkeys SET content = \(passkey.json.canonical), used = \(instant.microseconds)
            WHERE id = \(Base64.url.encode(passkey.id)) AND content = \(content) RETURNING id
            """)
        guard !kept.isEmpty else { throw Fault("credentials.passkey-cloned") }
    }

    /// Whose passkey is to be made.
    func user(_ person: String) throws -> PasskeyUser {
        let rows = try transaction.rows("SELECT sign_in, display, handle, unit FROM people WHERE person = \(person)")
        guard let row = rows.first else { throw Fault("identity.no-person", ["person": person]) }
        func open(_ column: String) throws -> String {
            let place = PersonalSeal.Place(table: "people", column: column, row: person, unit: row.text("unit"))
            return String(decoding: try context.seal.open(row.text(column), place), as: UTF8.self)
        }
        guard let handle = Base64.url.decode(row.text("handle").utf8),
            let user = PasskeyUser(handle: handle, name: try open("sign_in"), displayName: try open("display"))
        else { throw Fault("storage.corrupt") }
        return user
    }

    private static func passkey(_ row: Row) throws -> Passkey {
        guard let passkey = (try? JSONValue(parsing: row.text("content"))).flatMap({ Passkey(json: $0) }) else {
            throw Fault("storage.corrupt")
        }
        return passkey
    }
}
