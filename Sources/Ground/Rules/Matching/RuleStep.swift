/// A step of a condition: a test, and where its answer leads.
///
/// A condition is laid out as a chain of these, so that running it takes one look a test and nothing to return to.
struct RuleStep: Sendable {
    /// Where an answer leads: to a step by its place, or to one of the two ends.
    typealias Target = Int32

    /// The end where the condition holds, and the one where it does not.
    static let holds: Target = -1
    static let fails: Target = -2

    /// The test's number.
    let test: Int32
    let whenTrue: Target
    let whenFalse: Target
}
