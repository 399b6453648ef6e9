import CanonicalJSON
import Model
import Secrets
import Storage
import TransparencyLog

/// The table of rotations, made from `KeyRotated` events: which key of each purpose is in use.
struct KeyTable: Projection {
    var migrations: [Migration] {
        [
            Migration(
                id: "journal-0002-keys",
                statements: [
                    """
                    CREATE TABLE key_rotations (purpose TEXT NOT NULL, number BIGINT NOT NULL, generation TEXT NOT NULL,
                    verifier TEXT, statement TEXT, at BIGINT NOT NULL, PRIMARY KEY (purpose, number))
                    """
                ])
        ]
    }

    var tables: [StaticString] { ["key_rotations"] }

    /// - Throws: `Fault` (`journal.rotated-meanwhile`) where another key is in use than the one that is replaced.
    func apply(_ events: [Event], in transaction: any Transaction) throws {
        for event in events { try apply(event, in: transaction) }
    }

    private func apply(_ event: Event, in transaction: any Transaction) throws {
        guard event.kind == JournalEvent.keyRotated.rawValue else { return }
        let body = try RotationBody(event)
        let last = try transaction.rows(
            """
            SELECT number, generation FROM key_rotations WHERE purpose = \(body.purpose.rawValue)
            ORDER BY number DESC LIMIT 1
            """
        ).first
        if let last, last.text("generation") != body.previous {
            throw Fault("journal.rotated-meanwhile", ["purpose": body.purpose.rawValue])
        }
        try transaction.execute(
            """
            INSERT INTO key_rotations (purpose, number, generation, verifier, statement, at)
            VALUES (\(body.purpose.rawValue), \((last?.integer("number") ?? 0) + 1), \(body.next), \(body.verifier),
            \(body.line), \(event.at.microseconds))
            """)
    }

    /// The key of a purpose that the record says is in use; nil where none was ever replaced.
    static func current(_ purpose: KeyPurpose, _ transaction: any Transaction) throws -> String? {
        try transaction.rows(
            """
            SELECT generation FROM key_rotations WHERE purpose = \(purpose.rawValue) ORDER BY number DESC LIMIT 1
            """
        ).first?.text("generation")
    }

    /// The id of the fingerprint key that the record began with; nil where it is in use still.
    static func firstFingerprint(_ department: String, _ transaction: any Transaction) throws -> String? {
        guard try current(.fingerprint, transaction) != nil else { return nil }
        let rotations = try EventTable.newest(
            of: department, kinds: [JournalEvent.keyRotated.rawValue], limit: .max, transaction
        ).map { try RotationBody($0.event) }
        return rotations.last { $0.purpose == .fingerprint }?.previous
    }

    /// The public key that a log began with, where it was replaced since.
    static func firstVerifier(_ transaction: any Transaction) throws -> NoteVerifier? {
        try transaction.rows(
            """
            SELECT verifier FROM key_rotations WHERE purpose = \(KeyPurpose.signing.rawValue)
            ORDER BY number LIMIT 1
            """
        ).first.flatMap { NoteVerifier($0.text("verifier")) }
    }
}

/// What a `KeyRotated` event says: ids and public keys, never a secret.
struct RotationBody {
    let purpose: KeyPurpose
    /// The ids of the key that was in use and of the one that is from now on.
    let previous: String
    let next: String
    /// Of a signing key: the public half of the key before, and the statement that it signed.
    let verifier: String?
    let line: String?

    private let id: String

    init(
        _ purpose: KeyPurpose, previous: String, next: String, verifier: NoteVerifier? = nil,
        rotation: KeyRotation? = nil
    ) {
        self.purpose = purpose
        self.previous = previous
        self.next = next
        self.verifier = verifier?.description
        line = rotation?.line
        id = ""
    }

    /// - Throws: `Fault` (`journal.bad-rotation`).
    init(_ event: Event) throws(Fault) {
        guard let purpose = event.body["purpose"]?.text.flatMap(KeyPurpose.init),
            let previous = event.body["previous"]?.text, let next = event.body["next"]?.text,
            purpose != .signing || (event.body["verifier"]?.text != nil && event.body["statement"]?.text != nil)
        else { throw Fault("journal.bad-rotation", ["id": event.id]) }
        self.purpose = purpose
        self.previous = previous
        self.next = next
        verifier = event.body["verifier"]?.text
        line = event.body["statement"]?.text
        id = event.id
        // A statement that nobody made would keep the log from ever being signed again.
        if let verifier = verifier.flatMap({ NoteVerifier($0) }) {
            guard try statement(origin: verifier.name)?.isSigned(by: verifier) == true else {
                throw Fault("journal.bad-rotation", ["id": event.id])
            }
        }
    }

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "purpose": .string(purpose.rawValue), "previous": .string(previous), "next": .string(next),
        ]
        members["verifier"] = verifier.map { .string($0) }
        members["statement"] = line.map { .string($0) }
        return .object(members)
    }

    /// The statement about a log; nil for the other purposes.
    func statement(origin: String) throws(Fault) -> KeyRotation? {
        guard purpose == .signing else { return nil }
        guard let rotation = line.flatMap({ KeyRotation(line: $0, origin: origin) }) else {
            throw Fault("journal.bad-rotation", ["id": id])
        }
        return rotation
    }
}
