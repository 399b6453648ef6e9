public import Model

/// A regular expression in the PCRE subset that Vectorscan reads, with a name for faults.
public struct Pattern: Sendable, Hashable {
    /// What a fault calls it, such as the id of the detector it belongs to.
    public var name: String
    /// The expression; matched on bytes, `\w` and `\b` are ASCII.
    public var expression: String
    /// Whether ASCII letters match in either case.
    public var caseless: Bool
    /// Where it was written, for faults.
    public var place: SourcePlace?

    /// A pattern.
    public init(_ expression: String, name: String, caseless: Bool = false, place: SourcePlace? = nil) {
        self.name = name
        self.expression = expression
        self.caseless = caseless
        self.place = place
    }
}
