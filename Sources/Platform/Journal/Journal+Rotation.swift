public import Model
public import Secrets
import Threads
import TransparencyLog

extension Journal {
    /// Puts a new key in the place of one in use, and says so in the record.
    ///
    /// Both are kept: what was made with the old one still verifies. The signing key in use signs the statement that
    /// names the new one. A program that is killed in between leaves the old key in use, or the new one named in the
    /// record; whoever opens it next then puts that one first.
    ///
    /// - Returns: the id of the new key.
    /// - Throws: `Fault` (`journal.rotated-meanwhile`, `secrets.…`, `storage.…`).
    public func rotate(_ purpose: KeyPurpose, at: Instant, actor: String) async throws -> String {
        let keys = keys
        let (previous, next) = try await Blocking.run { try keys.successor(purpose) }
        var body = RotationBody(purpose, previous: previous.id, next: next.id)
        if purpose == .signing {
            guard let head = try await head(), let holder = keys.signingKey(after: head), holder.id == previous.id,
                let heir = keys.signingKey(next.id)
            else { throw Fault("journal.rotated-meanwhile", ["purpose": purpose.rawValue]) }
            body = RotationBody(
                purpose, previous: previous.id, next: next.id, verifier: holder.verifier(head.origin),
                rotation: try KeyRotation(to: heir.verifier(head.origin), by: holder.key))
        }
        let event = Event(
            id: ULID(at).description, kind: JournalEvent.keyRotated.rawValue, subject: keys.department, at: at,
            actor: actor, body: body.json)
        try await record([event])
        try await Blocking.run { try keys.promote(next, purpose) }
        return next.id
    }
}
