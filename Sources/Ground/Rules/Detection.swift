import Model

/// What a rule looks for: named searches, and the condition that ties them.
struct Detection: Sendable {
    /// Named searches, by name.
    let searches: [String: Search]
    /// The condition.
    let condition: Condition
}

/// A search: a tree over tests of fields.
indirect enum Search: Sendable {
    case all([Search])
    case any([Search])
    case test(FieldTest)
}

/// One test of one field, or of the whole record where no field is named.
struct FieldTest: Sendable {
    let field: String?
    let comparison: Comparison
    let negated: Bool
    let place: SourcePlace
}

/// A condition over named searches.
indirect enum Condition: Sendable {
    case search(String)
    case all([Condition])
    case any([Condition])
    case not(Condition)
}
