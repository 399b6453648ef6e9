public import CanonicalJSON
import Model

extension Tightening {
    /// The tightening as JSON: the overlay's namespace, and each change with what the centre says where it says something.
    public var json: JSONValue {
        ["overlay": .string(overlay.namespace), "changes": .array(changes.map(\.json))]
    }
}

extension Tightening.Change {
    var json: JSONValue {
        switch self {
        case .force(let from, let to):
            ["field": "force", "centre": .string(from.rawValue), "overlay": .string(to.rawValue)]
        case .freshness(let kind, let from, let to):
            [
                "field": "needs.fresh-days", "kind": .string(kind), "centre": .integer(Int64(from)),
                "overlay": .integer(Int64(to)),
            ]
        case .endpoints(let kind, let added):
            ["field": "needs.endpoints", "kind": .string(kind), "added": .strings(added)]
        case .encryptedToo(let kind): ["field": "needs.unless-encrypted", "kind": .string(kind), "overlay": false]
        case .need(let kind, let days):
            ["field": "needs", "kind": .string(kind), "overlay": .integer(Int64(days))]
        case .scope(let key, let added): ["field": .string("applies." + key), "added": .strings(added)]
        case .rule(let id): ["field": "rules", "added": [.string(id)]]
        }
    }
}
