/// The kinds of event that identity makes; `docs/events.md` says who hears them.
public enum IdentityEventKind: String, Sendable, CaseIterable {
    /// A unit joined, or joined again.
    case unitAdded = "UnitAdded"
    /// A unit got another name, relation or place.
    case unitChanged = "UnitChanged"
    /// A unit left, with all below it.
    case unitLeft = "UnitLeft"
    /// A person is known from now on, by an opaque id.
    case personAdded = "PersonAdded"
    /// A person belongs to another unit.
    case personMoved = "PersonMoved"
    /// A person can no longer sign in.
    case personDisabled = "PersonDisabled"
    /// A person who was disabled can sign in again.
    case personEnabled = "PersonEnabled"
    /// What was kept about a person is gone.
    case personErased = "PersonErased"
    /// A person got an office.
    case officeAssigned = "OfficeAssigned"
    /// An office ends.
    case officeEnded = "OfficeEnded"
    /// A body said what those outside see of it.
    case agreementMade = "AgreementMade"
    /// An agreement ends.
    case agreementEnded = "AgreementEnded"
}
