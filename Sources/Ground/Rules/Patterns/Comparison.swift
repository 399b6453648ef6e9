import Model

/// What a field's value is held against.
enum Comparison: Sendable, Hashable {
    /// How two numbers are compared.
    enum Order: String, Sendable, Hashable {
        case less = "lt"
        case lessOrEqual = "lte"
        case greater = "gt"
        case greaterOrEqual = "gte"
    }

    /// Where another field's value must stand.
    enum Placement: Sendable, Hashable {
        case whole, start, end, anywhere
    }

    case text(TextMatcher)
    case expression(ExpressionReference)
    case block(AddressBlock)
    case order(Order, Double)
    case null
    case exists(Bool)
    case field(String, Placement, cased: Bool)
    case time(TimePart, Int)
}

/// An expression, equal to itself alone.
struct ExpressionReference: Sendable, Hashable {
    let expression: RegularExpression
    /// The source with its flags: equal sources are one.
    let source: String

    static func == (left: Self, right: Self) -> Bool { left.source == right.source }
    func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
