public import Credentials
public import Identity
public import Model
import Storage

extension SignIns {
    /// Begins a visit to a provider.
    ///
    /// - Returns: what the browser must bring along when it comes back, in a cookie of this server's own.
    /// - Throws: `Fault` (`accounts.too-many-attempts`).
    public func begin(_ visit: ProviderVisit, _ client: Client, at instant: Instant) async throws -> SignInToken {
        switch try await providers.begin(attempt(visit.issuer, client), at: instant) {
        case .go: break
        case .slow(let microseconds): try await Task.sleep(for: .microseconds(microseconds))
        case .refuse(let microseconds):
            context.log(
                SecurityEvent(
                    .throttled, isSuccess: false, at: instant, person: visit.person,
                    source: client.fingerprint(context.seal), detail: "provider"))
            throw Fault("accounts.too-many-attempts", ["seconds": "\((microseconds + 999_999) / 1_000_000)"])
        }
        return try await context.database.write { try VisitTable.insert(visit, at: instant, $0) }
    }

    /// Ends a visit with the return from it. It can be returned from once.
    ///
    /// - Parameters:
    ///   - token: what the browser brought along.
    ///   - state: the `state` of the address that it came back to.
    /// - Throws: `Fault` (`credentials.openid-wrong-state`) where it is not on a visit with that state.
    public func end(_ token: SignInToken?, state: String?, at instant: Instant) async throws -> ProviderVisit {
        guard let token, let state else { throw Fault("credentials.openid-wrong-state") }
        let key = OpenIDRequest.key(ofState: state)
        let visit = try await context.database.write { try VisitTable.take(token, stateKey: key, at: instant, $0) }
        guard let visit else { throw Fault("credentials.openid-wrong-state") }
        return visit
    }

    /// Signs in on a provider's word.
    ///
    /// - Parameters:
    ///   - account: the account that the provider vouches for, checked.
    ///   - hasSecondFactor: whether the provider's word stands for a second factor of ours.
    ///   - old: a session of the browser that ends with the new one.
    /// - Returns: `refused` where the account is tied to nobody who may sign in.
    public func begin(
        vouched account: ProviderAccount, hasSecondFactor: Bool, replacing old: SessionToken? = nil, _ client: Client,
        at instant: Instant
    ) async throws -> SignInStep {
        let key = account.key(context.seal)
        guard let person = try await context.database.read({ try LinkTable.person(key, $0) }) else {
            noteRefusal(client, at: instant)
            return .refused
        }
        try await providers.succeed(attempt(account.issuer, client), at: instant)
        let proof = FirstProof(person: person, way: .provider(issuer: account.issuer), evidence: key)
        return try await proceed(proof, hasSecondFactor: hasSecondFactor, replacing: old, client, at: instant)
    }

    /// Notes that an answer of a provider, or what was to pass for one, was not taken.
    public func noteRefusal(_ client: Client, at instant: Instant) {
        context.log(
            SecurityEvent(
                .signIn, isSuccess: false, at: instant, source: client.fingerprint(context.seal), detail: "provider"))
    }

    private func attempt(_ issuer: String, _ client: Client) -> SharedThrottle.Attempt {
        SharedThrottle.Attempt(account: issuer, client: client, device: nil)
    }
}
