import CanonicalJSON
import Credentials
import Identity
import Model
import Storage

/// The tables of one-time codes and recovery codes: their statements.
struct FactorTable {
    let context: AccountContext
    let transaction: any Transaction

    func enrolled(_ person: String) throws -> EnrolledFactors {
        let row = try transaction.rows(
            """
            SELECT (SELECT COUNT(*) FROM totps WHERE person = \(person) AND secret IS NOT NULL) AS totps,
            (SELECT COUNT(*) FROM passkeys WHERE person = \(person)) AS passkeys,
            (SELECT tags FROM recovery_codes WHERE person = \(person)) AS tags
            """
        ).first
        let tags = row?.textIfAny("tags").flatMap { try? JSONValue(parsing: $0).elements?.count } ?? 0
        return EnrolledFactors(
            hasTOTP: row?.integer("totps") == 1, passkeys: Int(row?.integer("passkeys") ?? 0), recoveryCodes: tags)
    }

    /// Keeps a new secret until a code of it was typed; a secret that holds still holds.
    func prepareTOTP(_ totp: TOTP, _ person: String) throws {
        let sealed = try context.seal.seal(totp.secret.bytes, place("pending", person))
        try transaction.execute(
            """
            INSERT INTO totps (person, secret, pending, last_step) VALUES (\(person), NULL, \(sealed), NULL)
            ON CONFLICT (person) DO UPDATE SET pending = excluded.pending
            """)
    }

    /// The new secret of which no code was typed yet; nil where there is none.
    func pendingTOTP(_ person: String) throws -> TOTP? {
        try transaction.rows("SELECT pending FROM totps WHERE person = \(person)").first?.textIfAny("pending")
            .map { try totp($0, "pending", person) }
    }

    /// Lets the new secret hold, if the code is of it.
    func confirmTOTP(_ code: String, _ person: String, at instant: Instant) throws {
        guard let totp = try pendingTOTP(person) else { throw Fault("accounts.nothing-to-confirm") }
        let step = try totp.accept(code, at: instant, after: nil)
        let sealed = try context.seal.seal(totp.secret.bytes, place("secret", person))
        try transaction.execute(
            """
            UPDATE totps SET secret = \(sealed), pending = NULL, last_step = \(step) WHERE person = \(person)
            """)
    }

    /// Takes a code once.
    ///
    /// - Throws: `Fault` (`credentials.totp-…`).
    func useTOTP(_ code: String, _ person: String, at instant: Instant) throws {
        let rows = try transaction.rows("SELECT secret, last_step FROM totps WHERE person = \(person)")
        guard let row = rows.first, let secret = row.textIfAny("secret") else { throw Fault("credentials.totp-wrong") }
        let step = try totp(secret, "secret", person).accept(
            code, at: instant, after: row.integerIfAny("last_step"))
        // Two nodes may look at one code at once: the row takes it from one of them.
        let taken = try transaction.rows(
            """
            UPDATE totps SET last_step = \(step)
            WHERE person = \(person) AND (last_step IS NULL OR last_step < \(step)) RETURNING last_step
            """)
        guard !taken.isEmpty else { throw Fault("credentials.totp-used") }
    }

    /// Makes recovery codes in the place of any that there are.
    func makeRecoveryCodes(_ person: String) throws -> [String] {
        var generator = SystemRandomNumberGenerator()
        let (shown, kept) = RecoveryCodes.make(account: person, key: context.keys.recovery.current, using: &generator)
        let tags = JSONValue.strings(kept.tags).canonical
        try transaction.execute(
            """
            INSERT INTO recovery_codes (person, tags) VALUES (\(person), \(tags))
            ON CONFLICT (person) DO UPDATE SET tags = excluded.tags
            """)
        return shown
    }

    /// Takes a recovery code once.
    ///
    /// - Throws: `Fault` (`credentials.recovery-wrong`).
    func useRecoveryCode(_ code: String, _ person: String) throws {
        let wrong = Fault("credentials.recovery-wrong")
        guard
            let text = try transaction.rows("SELECT tags FROM recovery_codes WHERE person = \(person)").first?
                .text("tags"), let tags = (try? JSONValue(parsing: text))?.elements,
            var codes = RecoveryCodes(tags: tags.compactMap(\.text))
        else { throw wrong }
        try codes.use(code, account: person, keys: context.keys.recovery.all)
        let taken = try transaction.rows(
            """
            UPDATE recovery_codes SET tags = \(JSONValue.strings(codes.tags).canonical)
            WHERE person = \(person) AND tags = \(text) RETURNING person
            """)
        guard !taken.isEmpty else { throw wrong }
    }

    private func totp(_ sealed: String, _ column: String, _ person: String) throws -> TOTP {
        let secret = Secret(try context.seal.open(sealed, place(column, person)))
        guard let totp = TOTP(secret: secret) else { throw Fault("storage.corrupt") }
        return totp
    }

    /// Secrets are sealed under the key of the unit that the person's other values are.
    private func place(_ column: String, _ person: String) throws -> PersonalSeal.Place {
        guard let unit = try transaction.rows("SELECT unit FROM people WHERE person = \(person)").first?.text("unit")
        else { throw Fault("identity.no-person", ["person": person]) }
        return PersonalSeal.Place(table: "totps", column: column, row: person, unit: unit)
    }
}
