import CanonicalJSON

/// What detectors of overlays add to a reading stands in its facts; what the centre's own detectors alone make of a fact
/// stands beside it, under the fact's name behind `centre.`, where that differs.
extension Reading {
    private static let prefix = "centre."
    /// The fact of judgement records that tells of `completeness`.
    private static let complete = "observation.complete"

    /// Whether something was added to what the centre's own detectors found.
    public var isAddedTo: Bool { facts.keys.contains { $0.hasPrefix(Self.prefix) } }

    /// The facts with what was added.
    public var joinedFacts: Facts { isAddedTo ? facts.filter { !$0.key.hasPrefix(Self.prefix) } : facts }

    /// The facts as they would be, had nothing been added.
    public var centreFacts: Facts {
        guard isAddedTo else { return facts }
        var centre = joinedFacts
        for (name, value) in facts where name.hasPrefix(Self.prefix) {
            let fact = String(name.dropFirst(Self.prefix.count))
            if value == .null { centre.removeValue(forKey: fact) } else { centre[fact] = value }
        }
        centre.removeValue(forKey: Self.complete)
        return centre
    }

    /// Whether all was looked at that the centre's own detectors look at.
    public var isCompleteForCentre: Bool {
        facts[Self.prefix + Self.complete]?.bool ?? (completeness == .complete)
    }

    /// This reading as one that adds to what the centre's own detectors found.
    public func adding(to centre: Reading) -> Reading {
        var joined = self
        for name in Set(facts.keys).union(centre.facts.keys) where facts[name] != centre.facts[name] {
            joined.facts[Self.prefix + name] = centre.facts[name] ?? .null
        }
        if completeness != .complete, centre.completeness == .complete {
            joined.facts[Self.prefix + Self.complete] = true
        }
        return joined
    }
}
