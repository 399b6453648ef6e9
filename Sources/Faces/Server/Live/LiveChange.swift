import Identity
import Model
import Programme

/// Something that changed parts of pages: of which system, and where that stands. It says nothing of what it is now.
struct LiveChange: Sendable {
    /// The place of the event.
    let sequence: UInt64
    /// The parts.
    let topics: Set<LiveTopic>
    /// The system.
    let target: Target
}

/// Changes from a place on.
struct LiveChanges: Sendable {
    /// The changes, in order.
    let changes: [LiveChange]
    /// The place from which on to ask next.
    let next: UInt64
    /// Whether these are all; where not, anything may have changed.
    let isWhole: Bool
}
