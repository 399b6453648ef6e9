public import Model

/// A weakness of a system, from the first time it was seen until a later look shows that it is gone.
public struct Finding: Sendable, Hashable, Identifiable {
    /// Whether it is there.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// The weakness is there, as far as anybody looked.
        case open
        /// A later look showed that it is gone.
        case closed
    }

    /// What it waits for.
    public enum Step: String, Sendable, Hashable, CaseIterable {
        /// The owner has to say how it will be mended, or ask that it be accepted.
        case answer
        /// The owner has to mend it as planned.
        case fix
        /// An office has to decide whether it is accepted for a time.
        case decide
        /// It is accepted until a date.
        case accepted
        /// Nothing: it is closed.
        case done
    }

    /// How it is to be mended.
    public struct Plan: Sendable, Hashable {
        /// The office that mends it.
        public var office: String
        /// Until when.
        public var due: Instant
        /// What will be done.
        public var note: String
    }

    /// A request that it be accepted for a time, and the answer.
    public struct Acceptance: Sendable, Hashable {
        /// Why.
        public var reason: String
        /// Until when.
        public var until: Instant
        /// Who asked: a person's opaque id.
        public var askedBy: String
    }

    /// A ULID.
    public var id: String
    /// The system.
    public var subject: String
    /// The path of the system's unit.
    public var path: String
    /// The weakness as it was seen last.
    public var sighting: Sighting
    /// Whether it is there.
    public var state: State
    /// What it waits for.
    public var step: Step
    /// When it was first seen.
    public var opened: Instant
    /// When it was last seen.
    public var seen: Instant
    /// When it was closed.
    public var closed: Instant?
    /// Until when it has to be mended: by its severity, or by its plan.
    public var due: Instant
    /// The plan.
    public var plan: Plan?
    /// What was asked, while it waits for the decision or is accepted.
    public var acceptance: Acceptance?
}
