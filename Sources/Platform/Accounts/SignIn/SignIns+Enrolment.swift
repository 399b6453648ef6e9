public import CanonicalJSON
public import Credentials
public import Model
import Storage

extension SignIns {
    /// Makes a secret for an authenticator app, where one must be enrolled before the person is signed in.
    ///
    /// - Throws: `Fault` (`accounts.sign-in-over`).
    public func prepareTOTP(_ token: SignInToken, at instant: Instant) async throws -> TOTP {
        try await SecondFactors(context).prepareTOTP(enrolling(token, at: instant))
    }

    /// Lets the app's secret hold, and ends the sign-in.
    ///
    /// - Throws: `Fault` (`accounts.sign-in-over`, `accounts.nothing-to-confirm`).
    public func confirmTOTP(
        _ token: SignInToken, _ code: String, replacing old: SessionToken? = nil, _ client: Client,
        at instant: Instant
    ) async throws -> SignInStep {
        let person = try await enrolling(token, at: instant)
        let key = try await nameKey(person)
        let device = client.device(of: key, keys: context.keys.device, at: instant)
        let attempt = SharedThrottle.Attempt(account: key, client: client, device: device?.device)
        let source = client.fingerprint(context.seal)
        if let wait = try await admit(attempt, factors, at: instant, person: person, source: source) { return wait }
        let codes: [String]?
        do {
            codes = try await SecondFactors(context).confirmTOTP(code, person, at: instant)
        } catch let fault as Fault where fault.message.id.hasPrefix("credentials.") {
            return .refused
        }
        try await factors.succeed(attempt, at: instant)
        return try await open(person, ending: token, replacing: old, client, codes: codes, at: instant)
    }

    /// What to hand to the browser, where a passkey is to be enrolled before the person is signed in.
    ///
    /// - Throws: `Fault` (`accounts.sign-in-over`).
    public func preparePasskey(_ token: SignInToken, at instant: Instant) async throws -> JSONValue {
        let person = try await enrolling(token, at: instant)
        return try await context.database.write { transaction in
            try SignInTable(context: context, transaction: transaction).registrationOptions(token, person, at: instant)
        }
    }

    /// Keeps the passkey that the browser made, and ends the sign-in.
    ///
    /// - Throws: `Fault` (`accounts.sign-in-over`, `accounts.bad-label`, `credentials.passkey-…`).
    public func addPasskey(
        _ token: SignInToken, _ answer: JSONValue, label: String, replacing old: SessionToken? = nil, _ client: Client,
        at instant: Instant
    ) async throws -> SignInStep {
        let (person, codes) = try await SecondFactors(context).register(
            token, .enrolment, answer, label: label, at: instant)
        return try await open(person, ending: token, replacing: old, client, codes: codes, at: instant)
    }

    private func enrolling(_ token: SignInToken, at instant: Instant) async throws -> String {
        let found = try await context.database.read { transaction in
            try SignInTable(context: context, transaction: transaction).find(token, [.enrolment], at: instant)
        }
        guard let person = found.person else { throw Fault("accounts.sign-in-over") }
        return person
    }
}
