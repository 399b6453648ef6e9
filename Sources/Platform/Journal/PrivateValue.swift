public import CanonicalJSON

/// Personal data that an event speaks of, but does not hold: the event has `{"ref": ID}` in its place.
public struct PrivateValue: Sendable {
    /// What the event names it by: a ULID, which says nothing of the value.
    public let id: String
    /// The department whose it is.
    public let unit: String
    /// The value.
    public let value: [UInt8]

    /// A value.
    public init(id: String, unit: String, value: [UInt8]) {
        self.id = id
        self.unit = unit
        self.value = value
    }

    /// What stands in an event's body in the place of the value.
    public static func reference(_ id: String) -> JSONValue { ["ref": .string(id)] }

    /// The ids that a body refers to.
    static func references(in body: JSONValue) -> Set<String> {
        switch body {
        case .object(let members):
            if members.count == 1, let id = members["ref"]?.text { return [id] }
            return members.values.reduce(into: []) { $0.formUnion(references(in: $1)) }
        case .array(let elements): return elements.reduce(into: []) { $0.formUnion(references(in: $1)) }
        default: return []
        }
    }
}
