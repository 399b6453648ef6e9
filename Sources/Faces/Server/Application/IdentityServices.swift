import Accounts
import Identity

/// Who people are, what they may do, and how they sign in.
struct IdentityServices: Sendable {
    let units: Units
    let people: People
    let offices: Offices
    let invitations: Invitations
    let signIns: SignIns
    let sessions: Sessions
    let factors: SecondFactors
    let keys: APIKeys
}
