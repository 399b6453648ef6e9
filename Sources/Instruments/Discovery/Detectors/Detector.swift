import Model
import PatternEngine

/// One kind of sensitive data: how it is written, what proves it, and what speaks for and against it.
struct Detector: Sendable {
    /// What sort of harm its loss would do.
    enum Category: String, Sendable, CaseIterable {
        case personal, financial, secret, marking
    }

    /// How sure a well-formed value makes, as probabilities.
    struct Confidence: Sendable {
        /// By itself, in a form that other things are written in too.
        var alone: Double
        /// In a written form of its own, such as an identity card number with its brackets.
        var formatted: Double
        /// Beside a word that announces it.
        var context: Double
    }

    /// What reports may show of a value.
    enum Mask: String, Sendable, CaseIterable {
        case none
        case first1 = "first-1"
        case first3 = "first-3"
        case last3 = "last-3"
        case all
    }

    /// How its values are found.
    enum Source: Sendable {
        /// By a recogniser of the digit pass, and where patterns show it further places that hold no run of digits.
        case shape(Shape, locators: [Pattern])
        /// By patterns, through Vectorscan.
        case patterns(PatternSource)
    }

    /// What a detector by patterns looks for.
    struct PatternSource: Sendable {
        var patterns: [Pattern]
        var check: ValueCheck
        var value: ValuePlace
        /// Whether the value must not touch other letters and digits.
        var isBounded: Bool
    }

    /// Which bytes are the value of a match.
    enum ValuePlace: String, Sendable, CaseIterable {
        /// The match itself.
        case match
        /// What follows it.
        case following
        /// What follows it behind a colon or an equals sign, as after `password`.
        case assigned
    }

    var id: String
    var name: LocalizedText
    var category: Category
    var gradeFloor: Grade
    /// Whether one value stands for one person.
    var identifiesPerson: Bool
    var source: Source
    var confidence: Confidence
    /// Words that announce it, in any language.
    var context: [String]
    /// Words that speak against it.
    var negative: [String]
    /// Names of columns and keys that hold it, beside the context words.
    var headers: [String]
    var mask: Mask
    var place: SourcePlace
}
