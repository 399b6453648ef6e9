import Model
import Storage

/// Which systems a list shows.
public struct SystemFilter: Sendable, Hashable {
    /// `held`, `falls-short`, `unknown`, or `never` for those never assessed; any where nil.
    public var posture: String?
    /// 1 to 3; any where nil.
    public var tier: Int?
    /// A unit's path: that unit and all below it; any where nil.
    public var under: String?
    /// Part of a name in any language, or of the id; any where nil.
    public var text: String?

    /// All systems.
    public init(posture: String? = nil, tier: Int? = nil, under: String? = nil, text: String? = nil) {
        self.posture = posture
        self.tier = tier
        self.under = under
        self.text = text
    }

    func condition(_ scope: UnitScope) -> SQL {
        var condition = scope.condition(subject: "id")
        if let under { condition = "\(condition) AND \(UnitScope(under: under).condition(subject: nil))" }
        if let posture { condition = "\(condition) AND posture = \(posture == "never" ? "" : posture)" }
        if let tier { condition = "\(condition) AND tier = \(Int64(tier))" }
        if let text { condition = "\(condition) AND search LIKE \(Self.pattern(text)) ESCAPE '!'" }
        return condition
    }

    /// A text as a part of another, whatever signs of LIKE it holds.
    static func pattern(_ text: String) -> String {
        var pattern = "%"
        for character in text.lowercased() {
            if character == "%" || character == "_" || character == "!" { pattern.append("!") }
            pattern.append(character)
        }
        return pattern + "%"
    }
}
