import Model
import Storage

/// What a sign-in rests on, from the first proof until its session is opened. A password may be changed in between, a
/// passkey or a link removed, a person disabled: then nothing is opened.
struct FirstProof: Sendable {
    /// The person's opaque id.
    let person: String
    let way: SignInWay
    /// The stamp of the password, the passkey's id, or the link's key.
    let evidence: String

    /// Whether it still holds: to be asked in the transaction that opens the session. The use of a link is written down.
    func holds(at instant: Instant, _ transaction: any Transaction) throws -> Bool {
        let statement: SQL =
            switch way {
            case .password: "SELECT person FROM passwords WHERE person = \(person) AND stamp = \(evidence)"
            case .passkey: "SELECT person FROM passkeys WHERE person = \(person) AND id = \(evidence)"
            case .provider:
                """
                UPDATE links SET used = \(instant.microseconds) WHERE person = \(person) AND identity_key = \(evidence)
                RETURNING person
                """
            }
        return try !transaction.rows("SELECT id FROM persons WHERE id = \(person) AND disabled IS NULL").isEmpty
            && !transaction.rows(statement).isEmpty
    }
}
