import Model

/// A kind of sensitive value: what it is called, what it calls for, and what raises or lowers the belief in it.
struct Detector: Sendable {
    /// What a type is grouped under.
    enum Category: String, Sendable, CaseIterable {
        case personal, financial, secret, marking
    }

    /// How its values are found.
    enum Finder: String, Sendable, CaseIterable {
        /// By shapes of digits and letters with a recogniser of our own: the id names it.
        case number
        /// By patterns alone.
        case pattern
        /// By patterns, and only where nothing else stands on the line.
        case line
        /// By a word that names it, followed by the value.
        case label
    }

    let id: String
    let category: Category
    let grade: Grade
    let finder: Finder
    let patterns: [String]
    /// Words that speak for it, in all three languages.
    let context: [String]
    /// Words that speak against it.
    let negative: [String]
    /// Whether a value stands for one person.
    let identifies: Bool
    /// Belief without any neighbour.
    let alone: Double
    /// Belief with a word that speaks for it nearby, or in its column's header.
    let supported: Double
    /// Characters that a mask shows.
    let shown: Int
}
