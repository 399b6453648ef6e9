import BaseEncoding
import CanonicalJSON
import Credentials
import Identity
import Model
import Storage

/// The table of sign-ins that are under way: its statements.
struct SignInTable {
    let context: AccountContext
    let transaction: any Transaction

    /// What is waited for.
    enum Stage: String, Sendable {
        /// A second factor of a person whose first proof was right.
        case factor
        /// A first second factor of a person whose first proof was right.
        case enrolment
        /// A passkey of somebody who has not said who they are.
        case passkey
        /// A further passkey of a person who is signed in.
        case registration
    }

    /// Sign-ins of people who have not said who they are; those begun first go first.
    private static let strangers: Int64 = 10_000

    /// Begins a sign-in, or another ceremony.
    ///
    /// - Parameters:
    ///   - person: who it is; nil where they have not said so.
    ///   - proof: what it rests on, where a session is to follow.
    func insert(
        _ person: String?, _ stage: Stage, resting proof: FirstProof? = nil, at instant: Instant
    ) throws -> SignInToken {
        var generator = SystemRandomNumberGenerator()
        let token = SignInToken(using: &generator)
        try transaction.execute("DELETE FROM sign_ins WHERE expires <= \(instant.microseconds)")
        if person == nil {
            try transaction.execute(
                """
                DELETE FROM sign_ins WHERE digest IN (
                  SELECT digest FROM (
                    SELECT digest, ROW_NUMBER() OVER (ORDER BY expires DESC, digest) AS place FROM sign_ins
                    WHERE person IS NULL) AS ranked
                  WHERE place >= \(Self.strangers))
                """)
        }
        let expires = instant.microseconds + context.limits.signInLifetime * 1_000_000
        try transaction.execute(
            """
            INSERT INTO sign_ins (digest, person, stage, challenge, challenge_expires, expires, way, evidence)
            VALUES (\(token.digest.description), \(person), \(stage.rawValue), NULL, NULL, \(expires),
            \(proof?.way.text), \(proof?.evidence))
            """)
        return token
    }

    /// Whose sign-in it is, and what it waits for.
    ///
    /// - Throws: `Fault` (`accounts.sign-in-over`) where there is none, or it waits for something else.
    func find(_ token: SignInToken, _ stages: [Stage], at instant: Instant) throws -> (person: String?, stage: Stage) {
        let rows = try transaction.rows(
            """
            SELECT person, stage FROM sign_ins
            WHERE digest = \(token.digest.description) AND expires > \(instant.microseconds)
            """)
        guard let row = rows.first, let stage = Stage(rawValue: row.text("stage")), stages.contains(stage) else {
            throw Fault("accounts.sign-in-over")
        }
        return (row.textIfAny("person"), stage)
    }

    /// Ends a sign-in, which only one of several at once can do.
    ///
    /// - Returns: what it rested on; nil where the person had not said who they are.
    /// - Throws: `Fault` (`accounts.sign-in-over`).
    func finish(_ token: SignInToken) throws -> FirstProof? {
        let ended = try transaction.rows(
            "DELETE FROM sign_ins WHERE digest = \(token.digest.description) RETURNING person, way, evidence")
        guard let row = ended.first else { throw Fault("accounts.sign-in-over") }
        guard let person = row.textIfAny("person") else { return nil }
        // One that was begun by an older release does not say what it rests on.
        guard let way = row.textIfAny("way").flatMap(SignInWay.init(text:)), let evidence = row.textIfAny("evidence")
        else { throw Fault("accounts.sign-in-over") }
        return FirstProof(person: person, way: way, evidence: evidence)
    }

    func delete(_ token: SignInToken) throws {
        try transaction.execute("DELETE FROM sign_ins WHERE digest = \(token.digest.description)")
    }

    /// Makes a challenge in the place of any earlier one.
    func challenge(_ token: SignInToken, at instant: Instant) throws -> PasskeyChallenge {
        var generator = SystemRandomNumberGenerator()
        let challenge = PasskeyChallenge(at: instant, using: &generator)
        try transaction.execute(
            """
            UPDATE sign_ins SET challenge = \(Base64.url.encode(challenge.bytes)),
            challenge_expires = \(challenge.expires.microseconds) WHERE digest = \(token.digest.description)
            """)
        return challenge
    }

    /// The challenge, which is forgotten from now on.
    ///
    /// - Throws: `Fault` (`accounts.sign-in-over`) where there is none.
    func takeChallenge(
        _ token: SignInToken, _ stages: [Stage], at instant: Instant
    ) throws -> (person: String?, challenge: PasskeyChallenge) {
        let person = try find(token, stages, at: instant).person
        let digest = token.digest.description
        let row = try transaction.rows(
            "SELECT challenge, challenge_expires FROM sign_ins WHERE digest = \(digest)"
        ).first
        guard let text = row?.textIfAny("challenge"), let bytes = Base64.url.decode(text.utf8),
            let expires = row?.integerIfAny("challenge_expires")
        else { throw Fault("accounts.sign-in-over") }
        let taken = try transaction.rows(
            "UPDATE sign_ins SET challenge = NULL WHERE digest = \(digest) AND challenge = \(text) RETURNING digest")
        guard !taken.isEmpty else { throw Fault("accounts.sign-in-over") }
        return (person, PasskeyChallenge(bytes: bytes, expires: Instant(microseconds: expires)))
    }

    /// What to hand to the browser for a new passkey of a person.
    func registrationOptions(_ token: SignInToken, _ person: String, at instant: Instant) throws -> JSONValue {
        let passkeys = PasskeyTable(context: context, transaction: transaction)
        return PasskeyRegistration(
            party: context.party, challenge: try challenge(token, at: instant), user: try passkeys.user(person),
            existing: try passkeys.all(person), requiresVerification: true
        ).options
    }
}
