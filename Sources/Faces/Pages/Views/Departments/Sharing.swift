public import Model

/// What others see of a body that is not governed, at one moment.
public struct Sharing: Sendable, Hashable {
    /// A kind of fact, and how much of it is seen.
    public struct Sight: Sendable, Hashable {
        /// The kind of fact.
        public var field: Wording
        /// How much is seen.
        public var shown: Wording
        /// Whether anything is.
        public var isSeen: Bool

        /// All that is shown.
        public init(field: Wording, shown: Wording, isSeen: Bool) {
            self.field = field
            self.shown = shown
            self.isSeen = isSeen
        }
    }

    /// By field.
    public var sights: [Sight]
    /// The facts of observations that stay inside.
    public var withheld: [String]
    /// Since when that is agreed; nil without an agreement.
    public var from: Instant?
    /// Until when; nil without end.
    public var until: Instant?
    /// Who agreed to it.
    public var by: Wording?

    /// All that is shown.
    public init(
        sights: [Sight], withheld: [String] = [], from: Instant? = nil, until: Instant? = nil, by: Wording? = nil
    ) {
        self.sights = sights
        self.withheld = withheld
        self.from = from
        self.until = until
        self.by = by
    }
}

extension Sharing: Component {
    /// Writes it: each field with what is seen of it, and the agreement that says so.
    public func write(_ page: inout PageWriter) { page.put(KeyValues(pairs: fields + agreement)) }

    private var fields: [KeyValues.Pair] {
        sights.map { sight in
            KeyValues.Pair(sight.field) { value in
                value.element("span", .class(sight.isSeen ? "strong" : "soft"), words: sight.shown)
            }
        }
    }

    private var agreement: [KeyValues.Pair] {
        guard let from else { return [.init(.say("pages.agreement"), words: .say("pages.agreement-none"))] }
        var pairs: [KeyValues.Pair] = []
        if !withheld.isEmpty {
            pairs.append(.init(.say("pages.withheld"), words: .name(withheld.joined(separator: ", "))))
        }
        pairs.append(.init(.say("pages.since")) { $0.day(from) })
        pairs.append(.init(.say("pages.to")) { $0.end(until) })
        if let by { pairs.append(.init(.say("pages.by"), words: by)) }
        return pairs
    }
}

extension PageWriter {
    /// The last moment of a term, or that there is none.
    mutating func end(_ instant: Instant?) {
        if let instant { day(instant) } else { words(.say("pages.until-ended")) }
    }
}
