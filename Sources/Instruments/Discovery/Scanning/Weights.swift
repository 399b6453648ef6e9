import Glibc

/// What speaks for a value, as log-odds that add up.
struct Weights: Sendable {
    /// A well-formed value by itself.
    let alone: Double
    /// What its own written form adds.
    let formatted: Double
    /// What a word that announces it adds.
    let context: Double
    /// The most that a value says without its surroundings.
    let most: Double
    /// Whether one value stands for one person.
    let isPerson: Bool

    /// A word that speaks against it, nearer than any for it.
    static let against = -3.5
    /// No check digit where there could be one.
    static let unchecked = -2.5
    /// The name of its column or key, beyond what a word in a sentence says.
    static let header = 1.0

    init(_ detector: Detector) {
        let confidence = detector.confidence
        isPerson = detector.identifiesPerson
        alone = Self.logit(confidence.alone)
        formatted = Self.logit(confidence.formatted) - alone
        context = Self.logit(confidence.context) - alone
        most = alone + max(0, formatted)
    }

    static func logit(_ probability: Double) -> Double { log(probability / (1 - probability)) }

    static func probability(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }
}
