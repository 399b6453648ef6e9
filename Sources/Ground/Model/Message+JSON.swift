public import CanonicalJSON

extension Message {
    /// The message as JSON; `init(json:)` reads it back.
    public var json: JSONValue {
        ["id": .string(id), "arguments": .object(arguments.mapValues(JSONValue.string))]
    }

    /// Reads what `json` wrote; nil where it is something else.
    public init?(json: JSONValue) {
        guard let id = json["id"]?.text else { return nil }
        self.init(id, (json["arguments"]?.members ?? [:]).compactMapValues(\.text))
    }
}
