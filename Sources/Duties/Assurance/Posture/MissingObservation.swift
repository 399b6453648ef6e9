public import Model

/// An observation that a control needs and that is not there.
public struct MissingObservation: Sendable, Hashable {
    /// What it should have been made on.
    public var object: ObjectReference
    /// The kind of observation.
    public var kind: String
    /// Why it is missing: never made, too old, incomplete.
    public var reason: Message

    /// A missing observation.
    public init(object: ObjectReference, kind: String, reason: Message) {
        self.object = object
        self.kind = kind
        self.reason = reason
    }
}
