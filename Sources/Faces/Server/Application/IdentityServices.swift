import Accounts
import Identity
import Model

/// Who people are, what they may do, and how they sign in.
struct IdentityServices: Sendable {
    let units: Units
    let people: People
    let offices: Offices
    let agreements: Agreements
    let invitations: Invitations
    let signIns: SignIns
    let sessions: Sessions
    let factors: SecondFactors
    let links: Links
    let keys: APIKeys
    let states: AccountStates
    /// Tells monitoring.
    let log: @Sendable (SecurityEvent) -> Void
    /// Makes the keys that a unit's personal data is sealed under, where it has none yet.
    let prepareKeys: @Sendable (_ unit: String, _ now: Instant) async throws -> Void
    /// Reads the keys of units that others made or erased meanwhile.
    let refreshKeys: @Sendable () async throws -> Void
}
