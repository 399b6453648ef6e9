public import CanonicalJSON
public import Model

/// A piece of work that is done at least once: whoever does it must not mind doing it twice.
public struct Job: Sendable, Hashable, Identifiable {
    /// How it stands.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// It waits for its time, or for a worker.
        case waiting
        /// A worker has it, until its lease ends.
        case running
        /// It is done.
        case done
        /// It failed too often: a person has to look at it.
        case dead
    }

    /// How far it is.
    public struct Progress: Sendable, Hashable {
        /// What is being done, by the id of its text.
        public var step: String
        /// How many parts are done.
        public var done: Int64
        /// How many there are; nil while that is not known.
        public var whole: Int64?

        /// A stage of the work.
        public init(step: String, done: Int64, whole: Int64?) {
            self.step = step
            self.done = done
            self.whole = whole
        }
    }

    /// A ULID.
    public var id: String
    /// What is to be done, such as `assess`.
    public var kind: String
    /// The department whose work it is; none waits for ever because another has much.
    public var department: String
    /// What it needs to know; never personal data.
    public var payload: JSONValue
    /// How it stands.
    public var state: State
    /// When it may be begun.
    public var after: Instant
    /// How often it was begun.
    public var attempts: Int64
    /// How far it is.
    public var progress: Progress?
    /// Why it failed last.
    public var problem: Message?
    /// When it was asked for.
    public var created: Instant
    /// When it was done, or given up.
    public var finished: Instant?
}
