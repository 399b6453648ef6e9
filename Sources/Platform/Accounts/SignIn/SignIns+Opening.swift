import Credentials
import Identity
import Model
import Storage

extension SignIns {
    /// What comes after the first proof.
    func proceed(
        _ proof: FirstProof, hasSecondFactor: Bool, replacing old: SessionToken?, _ client: Client, at instant: Instant
    ) async throws -> SignInStep {
        if !hasSecondFactor, let step = try await secondStep(proof, at: instant) { return step }
        return try await open(
            proof.person, hasSecondFactor: hasSecondFactor, replacing: old, client, at: instant,
            resting: { _ in proof })
    }

    /// What is asked for after the first proof; nil where nothing is.
    private func secondStep(_ proof: FirstProof, at instant: Instant) async throws -> SignInStep? {
        let person = proof.person
        return try await context.database.write { transaction in
            let table = SignInTable(context: context, transaction: transaction)
            let enrolled = try FactorTable(context: context, transaction: transaction).enrolled(person)
            guard enrolled.isEmpty else {
                return .secondFactor(try table.insert(person, .factor, resting: proof, at: instant), enrolled)
            }
            guard try Standing(of: person, transaction).isPrivileged(at: instant) else { return nil }
            return .enrolment(try table.insert(person, .enrolment, resting: proof, at: instant))
        }
    }

    /// Opens the session that a sign-in ends with; refuses where the first proof no longer holds.
    ///
    /// - Parameters:
    ///   - factor: whether a factor of ours was proved. A provider may vouch without asking the person anything.
    ///   - proof: ends the sign-in, in the transaction that opens the session, and says what it rested on.
    func open(
        _ person: String, hasSecondFactor: Bool, proving factor: Bool = false, replacing old: SessionToken?,
        _ client: Client,
        codes: [String]? = nil, at instant: Instant,
        resting proof: @escaping @Sendable (SignInTable) throws -> FirstProof
    ) async throws -> SignInStep {
        let opened = try await context.database.write { transaction -> (token: SessionToken, way: SignInWay)? in
            let proof = try proof(SignInTable(context: context, transaction: transaction))
            guard proof.person == person, try proof.holds(at: instant, transaction) else { return nil }
            if let old {
                try transaction.execute("DELETE FROM sessions WHERE digest = \(old.digest.description)")
            }
            let token = try Sessions.open(
                person, by: proof.way, hasSecondFactor: hasSecondFactor, proves: factor || !proof.way.isProvider,
                client, context.limits, at: instant,
                transaction)
            return (token, proof.way)
        }
        let source = client.fingerprint(context.seal)
        guard let opened else {
            context.log(
                SecurityEvent(
                    .signIn, isSuccess: false, at: instant, person: person, source: source,
                    detail: "changed-meanwhile"))
            return .refused
        }
        let key = try await nameKey(person)
        var generator = SystemRandomNumberGenerator()
        let device =
            client.device(of: key, keys: context.keys.device, at: instant)
            ?? DeviceCookie(account: key, key: context.keys.device.current, at: instant, using: &generator)
        context.log(
            SecurityEvent(
                .signIn, isSuccess: true, at: instant, person: person, name: key, source: source,
                detail: opened.way.detail + (hasSecondFactor ? "two-factor" : "one-factor")))
        return .signedIn(
            SignInStep.SignedIn(person: person, session: opened.token, device: device, recoveryCodes: codes))
    }

    /// The same for a sign-in that was under way.
    func open(
        _ person: String, ending token: SignInToken, replacing old: SessionToken?, _ client: Client,
        codes: [String]? = nil, at instant: Instant
    ) async throws -> SignInStep {
        try await open(
            person, hasSecondFactor: true, proving: true, replacing: old, client, codes: codes, at: instant,
            resting: { table in
                guard let proof = try table.finish(token) else { throw Fault("accounts.sign-in-over") }
                return proof
            })
    }
}

extension SignInWay {
    fileprivate var isProvider: Bool {
        if case .provider = self { true } else { false }
    }

    /// What the log says before the number of factors.
    fileprivate var detail: String {
        switch self {
        case .password, .passkey: ""
        case .provider: "provider-"
        }
    }
}
