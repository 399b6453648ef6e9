import BaseEncoding
public import CanonicalJSON
public import Credentials
import Identity
public import Model
import Storage

/// The second factors of people who are signed in, or who must enrol one before they are.
public struct SecondFactors: Sendable {
    private static let labelLimit = 100

    let context: AccountContext

    /// The second factors.
    public init(_ context: AccountContext) { self.context = context }

    /// What is listed of a passkey.
    public struct ListedPasskey: Sendable, Hashable {
        /// Its id.
        public let id: String
        /// What the person calls it.
        public let label: String
        /// When it was added.
        public let added: Instant
        /// When it was last used; nil where it never was.
        public let used: Instant?
    }

    /// The factors that a person has.
    public func enrolled(_ person: String) async throws -> EnrolledFactors {
        try await context.database.read { try FactorTable(context: context, transaction: $0).enrolled(person) }
    }

    /// Makes a secret for an authenticator app. It holds once a code of it was typed.
    public func prepareTOTP(_ person: String) async throws -> TOTP {
        var generator = SystemRandomNumberGenerator()
        let totp = TOTP(using: &generator)
        try await context.database.write { transaction in
            try FactorTable(context: context, transaction: transaction).prepareTOTP(totp, person)
        }
        return totp
    }

    /// The secret that was made for an authenticator app and of which no code was typed yet; nil where there is none.
    public func pendingTOTP(_ person: String) async throws -> TOTP? {
        try await context.database.read { try FactorTable(context: context, transaction: $0).pendingTOTP(person) }
    }

    /// Lets the app's secret hold.
    ///
    /// - Returns: recovery codes, to be shown once, where the person had none; nil otherwise.
    /// - Throws: `Fault` (`accounts.nothing-to-confirm`, `credentials.totp-wrong`).
    public func confirmTOTP(_ code: String, _ person: String, at instant: Instant) async throws -> [String]? {
        let codes = try await context.database.write { transaction -> [String]? in
            let table = FactorTable(context: context, transaction: transaction)
            try table.confirmTOTP(code, person, at: instant)
            return try table.enrolled(person).recoveryCodes == 0 ? table.makeRecoveryCodes(person) : nil
        }
        context.log(
            SecurityEvent(.factorEnrolled, isSuccess: true, at: instant, person: person, detail: "totp"))
        return codes
    }

    /// Makes recovery codes in the place of those that the person has.
    public func renewRecoveryCodes(_ person: String, at instant: Instant) async throws -> [String] {
        let codes = try await context.database.write { transaction in
            try FactorTable(context: context, transaction: transaction).makeRecoveryCodes(person)
        }
        context.log(
            SecurityEvent(.factorEnrolled, isSuccess: true, at: instant, person: person, detail: "recovery-codes"))
        return codes
    }

    /// Begins to make a passkey for a person who is signed in.
    ///
    /// - Returns: what finishes it, and what to hand to the browser.
    public func preparePasskey(
        _ person: String, at instant: Instant
    ) async throws -> (token: SignInToken, options: JSONValue) {
        try await context.database.write { transaction in
            let table = SignInTable(context: context, transaction: transaction)
            let token = try table.insert(person, .registration, at: instant)
            return (token, try table.registrationOptions(token, person, at: instant))
        }
    }

    /// Keeps the passkey that the browser made, for the person who began to make it and nobody else.
    ///
    /// - Returns: recovery codes, to be shown once, where the person had none; nil otherwise.
    /// - Throws: `Fault` (`accounts.sign-in-over`, `accounts.bad-label`, `credentials.passkey-…`).
    public func addPasskey(
        _ token: SignInToken, _ person: String, _ answer: JSONValue, label: String, at instant: Instant
    ) async throws -> [String]? {
        let codes = try await register(token, .registration, answer, for: person, label: label, at: instant).codes
        try await context.database.write { transaction in
            try SignInTable(context: context, transaction: transaction).delete(token)
        }
        return codes
    }

    /// The passkeys of a person, the oldest first.
    public func passkeys(_ person: String) async throws -> [ListedPasskey] {
        try await context.database.read { transaction in
            try transaction.rows(
                "SELECT id, label, added, used FROM passkeys WHERE person = \(person) ORDER BY added, id"
            ).map { row in
                ListedPasskey(
                    id: row.text("id"), label: row.text("label"), added: Instant(microseconds: row.integer("added")),
                    used: row.integerIfAny("used").map { Instant(microseconds: $0) })
            }
        }
    }

    /// Removes a passkey.
    ///
    /// - Throws: `Fault` (`accounts.last-factor`) where an office asks for a second factor and it is the last.
    public func removePasskey(_ id: String, _ person: String, at instant: Instant) async throws {
        try await remove("DELETE FROM passkeys WHERE id = \(id) AND person = \(person)", person, "passkey", at: instant)
    }

    /// Removes the app's secret.
    ///
    /// - Throws: `Fault` (`accounts.last-factor`) where an office asks for a second factor and it is the last.
    public func removeTOTP(_ person: String, at instant: Instant) async throws {
        try await remove("DELETE FROM totps WHERE person = \(person)", person, "totp", at: instant)
    }

    private func remove(_ statement: SQL, _ person: String, _ detail: String, at instant: Instant) async throws {
        try await context.database.write { transaction in
            try transaction.execute(statement)
            let isLast = try FactorTable(context: context, transaction: transaction).enrolled(person).isEmpty
            let isNeeded = try Standing(of: person, transaction).isPrivileged(at: instant)
            guard !isLast || !isNeeded else { throw Fault("accounts.last-factor") }
            try transaction.execute("UPDATE sessions SET rotate = 1 WHERE person = \(person)")
        }
        context.log(
            SecurityEvent(.factorRemoved, isSuccess: true, at: instant, person: person, detail: detail))
    }

    /// Checks the browser's answer and keeps the passkey.
    func register(
        _ token: SignInToken, _ stage: SignInTable.Stage, _ answer: JSONValue, for expected: String? = nil,
        label: String, at instant: Instant
    ) async throws -> (person: String, codes: [String]?) {
        guard (1...Self.labelLimit).contains(label.utf8.count) else {
            throw Fault("accounts.bad-label", ["limit": String(Self.labelLimit)])
        }
        // The challenge is forgotten with the first answer, even where that is wrong.
        let (person, challenge) = try await context.database.write { transaction in
            try SignInTable(context: context, transaction: transaction).takeChallenge(token, [stage], at: instant)
        }
        guard let person, expected == nil || expected == person else { throw Fault("accounts.sign-in-over") }
        let codes = try await context.database.write { transaction -> [String]? in
            let passkeys = PasskeyTable(context: context, transaction: transaction)
            let registration = PasskeyRegistration(
                party: context.party, challenge: challenge, user: try passkeys.user(person),
                existing: try passkeys.all(person), requiresVerification: true)
            try passkeys.add(registration.verify(answer, at: instant), label: label, person, at: instant)
            let factors = FactorTable(context: context, transaction: transaction)
            return try factors.enrolled(person).recoveryCodes == 0 ? factors.makeRecoveryCodes(person) : nil
        }
        context.log(
            SecurityEvent(.factorEnrolled, isSuccess: true, at: instant, person: person, detail: "passkey"))
        return (person, codes)
    }
}
