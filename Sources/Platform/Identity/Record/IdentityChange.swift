import CanonicalJSON
import Journal
import Model

/// What an event of identity says.
enum IdentityChange: Sendable, Hashable {
    /// What is said of a unit.
    struct Unit: Sendable, Hashable {
        var id: String
        var parent: String?
        var name: LocalizedText
        var relation: OrgUnit.Relation
    }

    /// An office as it is given; its id is the event's.
    struct Office: Sendable, Hashable {
        var person: String
        var office: Model.Office
        var unit: String
        var subject: String?
        var from: Instant
        var until: Instant?
    }

    case unitAdded(Unit)
    case unitChanged(Unit)
    case unitLeft(String)
    case personAdded(String, unit: String)
    case personMoved(String, unit: String)
    case personDisabled(String)
    case personEnabled(String)
    case personErased(String)
    case officeAssigned(Office)
    case officeEnded(String, person: String, at: Instant)
    /// The id of the agreement is the event's.
    case agreementMade(Agreement)
    case agreementEnded(String, body: String, at: Instant)

    var kind: IdentityEventKind {
        switch self {
        case .unitAdded: .unitAdded
        case .unitChanged: .unitChanged
        case .unitLeft: .unitLeft
        case .personAdded: .personAdded
        case .personMoved: .personMoved
        case .personDisabled: .personDisabled
        case .personEnabled: .personEnabled
        case .personErased: .personErased
        case .officeAssigned: .officeAssigned
        case .officeEnded: .officeEnded
        case .agreementMade: .agreementMade
        case .agreementEnded: .agreementEnded
        }
    }

    /// The unit or person that it is about.
    var subject: String {
        switch self {
        case .unitAdded(let unit), .unitChanged(let unit): unit.id
        case .unitLeft(let id), .personAdded(let id, _), .personMoved(let id, _), .personDisabled(let id),
            .personEnabled(let id), .personErased(let id):
            id
        case .officeAssigned(let office): office.person
        case .officeEnded(_, let person, _): person
        case .agreementMade(let agreement): agreement.body
        case .agreementEnded(_, let body, _): body
        }
    }

    /// The change as an event.
    func event(id: String, at instant: Instant, actor: String) -> Event {
        Event(id: id, kind: kind.rawValue, subject: subject, at: instant, actor: actor, body: body)
    }
}
