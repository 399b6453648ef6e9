public import Model
import Storage

/// Which systems a list shows.
public struct SystemFilter: Sendable, Hashable {
    /// What a list is sorted by.
    public enum Column: String, SortColumn {
        /// Its name in one language.
        case name
        /// How many findings are open.
        case findings
        /// When it was last assessed; those that never were count as the longest ago.
        case seen

        /// Who asks for these wants the most.
        public var beginsWithGreatest: Bool { self == .findings }
    }

    /// `held`, `falls-short`, `unknown`, or `never` for those never assessed; any where nil.
    public var posture: String?
    /// 1 to 3; any where nil.
    public var tier: Int?
    /// A unit's path: that unit and all below it; any where nil.
    public var under: String?
    /// Part of a name in any language, or of the id; any where nil.
    public var text: String?
    /// The order; by id where nil.
    public var order: ListOrder<Column>?
    /// The language that names are sorted in.
    public var language = Language.english

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
