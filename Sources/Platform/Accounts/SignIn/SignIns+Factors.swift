import BaseEncoding
public import CanonicalJSON
public import Credentials
import Identity
public import Model
import Storage

extension SignIns {
    /// What a person proves a second factor by.
    public enum Proof: Sendable {
        /// A code of an authenticator app.
        case totp(String)
        /// A recovery code.
        case recoveryCode(String)
        /// A browser's answer to `passkeyOptions`.
        case passkey(JSONValue)

        var name: String {
            switch self {
            case .totp: "totp"
            case .recoveryCode: "recovery-code"
            case .passkey: "passkey"
            }
        }
    }

    /// What to hand to the browser, where a passkey is to be the second factor.
    ///
    /// - Throws: `Fault` (`accounts.sign-in-over`).
    public func passkeyOptions(_ token: SignInToken, at instant: Instant) async throws -> JSONValue {
        try await context.database.write { transaction in
            let table = SignInTable(context: context, transaction: transaction)
            guard let person = try table.find(token, [.factor], at: instant).person else {
                throw Fault("accounts.sign-in-over")
            }
            let allowed = try PasskeyTable(context: context, transaction: transaction).all(person)
            return PasskeySignIn(
                party: context.party, challenge: try table.challenge(token, at: instant), allowed: allowed,
                requiresVerification: false
            ).options
        }
    }

    /// Begins to sign in by a passkey alone.
    ///
    /// - Returns: what goes on with it, and what to hand to the browser.
    public func beginPasskey(at instant: Instant) async throws -> (token: SignInToken, options: JSONValue) {
        try await context.database.write { transaction in
            let table = SignInTable(context: context, transaction: transaction)
            let token = try table.insert(nil, .passkey, at: instant)
            let options = PasskeySignIn(
                party: context.party, challenge: try table.challenge(token, at: instant), allowed: [],
                requiresVerification: true
            ).options
            return (token, options)
        }
    }

    /// Goes on with a proof of the second factor, or of the passkey alone.
    ///
    /// - Throws: `Fault` (`accounts.sign-in-over`) where the sign-in is over: begin it anew.
    public func finish(
        _ token: SignInToken, _ proof: Proof, replacing old: SessionToken? = nil, _ client: Client,
        at instant: Instant
    ) async throws -> SignInStep {
        let known = try await context.database.read { transaction in
            try SignInTable(context: context, transaction: transaction).find(
                token, [.factor, .passkey], at: instant)
        }
        let source = client.fingerprint(context.seal)
        guard let person = known.person else {
            guard case .passkey(let answer) = proof else { throw Fault("accounts.sign-in-over") }
            return try await finishPasskey(token, answer, replacing: old, client, at: instant)
        }
        let key = try await nameKey(person)
        let device = client.device(of: key, keys: context.keys.device, at: instant)
        let attempt = SharedThrottle.Attempt(account: key, client: client, device: device?.device)
        if let wait = try await admit(attempt, factors, at: instant, person: person, source: source) { return wait }
        do {
            try await prove(proof, person, token, at: instant)
        } catch let fault as Fault where fault.message.id.hasPrefix("credentials.") {
            context.log(
                SecurityEvent(
                    .secondFactor, isSuccess: false, at: instant, person: person, source: source, detail: proof.name))
            return .refused
        }
        try await factors.succeed(attempt, at: instant)
        context.log(
            SecurityEvent(
                .secondFactor, isSuccess: true, at: instant, person: person, source: source, detail: proof.name))
        if case .recoveryCode = proof {
            context.log(SecurityEvent(.recoveryCodeUsed, isSuccess: true, at: instant, person: person, source: source))
        }
        return try await open(person, ending: token, replacing: old, client, at: instant)
    }

    private func prove(_ proof: Proof, _ person: String, _ token: SignInToken, at instant: Instant) async throws {
        switch proof {
        case .totp(let code):
            try await context.database.write { transaction in
                try FactorTable(context: context, transaction: transaction).useTOTP(code, person, at: instant)
            }
        case .recoveryCode(let code):
            try await context.database.write { transaction in
                try FactorTable(context: context, transaction: transaction).useRecoveryCode(code, person)
            }
        case .passkey(let answer):
            let proven = try await provePasskey(answer, token, .factor, at: instant)
            guard proven.person == person else { throw Fault("credentials.passkey-other-account") }
        }
    }

    /// A passkey that knows its person is both factors at once.
    private func finishPasskey(
        _ token: SignInToken, _ answer: JSONValue, replacing old: SessionToken?, _ client: Client, at instant: Instant
    ) async throws -> SignInStep {
        let person: String
        let passkey: String
        do {
            (person, passkey) = try await provePasskey(answer, token, .passkey, at: instant)
        } catch let fault as Fault where fault.message.id.hasPrefix("credentials.") {
            context.log(
                SecurityEvent(
                    .signIn, isSuccess: false, at: instant, source: client.fingerprint(context.seal),
                    detail: "passkey"))
            return .refused
        }
        return try await open(
            person, hasSecondFactor: true, replacing: old, client, at: instant,
            resting: { table in
                _ = try table.finish(token)
                return FirstProof(person: person, way: .passkey, evidence: passkey)
            })
    }

    /// Whose passkey an answer is by, and which.
    private func provePasskey(
        _ answer: JSONValue, _ token: SignInToken, _ stage: SignInTable.Stage, at instant: Instant
    ) async throws -> (person: String, passkey: String) {
        // The challenge is forgotten with the first answer, even where that is wrong.
        let (person, challenge) = try await context.database.write { transaction in
            try SignInTable(context: context, transaction: transaction).takeChallenge(token, [stage], at: instant)
        }
        return try await context.database.write { transaction in
            let table = PasskeyTable(context: context, transaction: transaction)
            guard let (passkey, owner, content) = try table.passkey(PasskeySignIn.credentialID(of: answer)),
                try transaction.rows("SELECT id FROM persons WHERE id = \(owner) AND disabled IS NULL").first != nil
            else { throw Fault("credentials.passkey-unknown") }
            let signIn = PasskeySignIn(
                party: context.party, challenge: challenge, allowed: try person.map { try table.all($0) } ?? [],
                requiresVerification: person == nil)
            try table.use(signIn.verify(answer, passkey: passkey, at: instant), before: content, at: instant)
            return (owner, Base64.url.encode(passkey.id))
        }
    }
}
