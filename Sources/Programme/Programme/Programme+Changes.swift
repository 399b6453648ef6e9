public import Journal
import Storage

/// Some kinds of event, on the systems that one who asks may see them of.
public struct SightOfEvents: Sendable {
    /// The kinds.
    public let kinds: [EventKind]
    /// The systems.
    public let scope: UnitScope

    /// A sight.
    public init(_ kinds: [EventKind], of scope: UnitScope) {
        self.kinds = kinds
        self.scope = scope
    }
}

extension Programme {
    /// What was said from a place in the log on, in its order, as far as one who asks may see it.
    ///
    /// - Parameters:
    ///   - first: the index of the first leaf that is looked at.
    ///   - limit: how many at most.
    public func changes(
        from first: UInt64, seeing sights: [SightOfEvents], limit: Int
    ) async throws -> [PlacedEvent] {
        let selections = sights.map { sight in
            EventSelection(
                kinds: sight.kinds.map(\.rawValue),
                subjects: "SELECT id FROM systems WHERE \(sight.scope.condition(subject: "id"))")
        }
        return try await journal.events(from: first, in: selections, limit: Int64(limit))
    }
}
