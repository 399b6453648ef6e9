/// The facts a kind of observation may carry: what a rule may name, and what `docs/judgement-record.md` is made from.
public struct FactSchema: Sendable, Hashable {
    /// One fact.
    public struct Field: Sendable, Hashable {
        /// The type of a fact's value.
        public enum Kind: String, Sendable, Hashable {
            case text, integer, number, bool, texts, integers
        }

        /// The dotted name; a part `*` stands for any name (`data.counts.*`).
        public var name: String
        /// The type of its value.
        public var kind: Kind
        /// What it says, with its unit.
        public var summary: String

        /// A fact.
        public init(_ name: String, _ kind: Kind, _ summary: String) {
            self.name = name
            self.kind = kind
            self.summary = summary
        }
    }

    /// The kind of observation.
    public var kind: String
    /// Its facts.
    public var fields: [Field]

    /// The facts of a kind.
    public init(kind: String, fields: [Field]) {
        self.kind = kind
        self.fields = fields
    }

    /// Whether a fact of that name may occur.
    public func contains(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return fields.contains { field in
            let pattern = field.name.split(separator: ".", omittingEmptySubsequences: false)
            return pattern.count == parts.count && zip(pattern, parts).allSatisfy { $0 == "*" || $0 == $1 }
        }
    }
}
