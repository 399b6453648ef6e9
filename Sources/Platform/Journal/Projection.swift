public import Storage

/// Tables that are made from events, and from nothing else.
public protocol Projection: Sendable {
    /// The schema of the tables. A step that is new to a record has all of its tables made anew from the events; where
    /// the same events give something else than before, that is a step too, with no statements.
    var migrations: [Migration] { get }

    /// The tables, each with its key in its first column or first two, so that they can be compared after a replay.
    var tables: [StaticString] { get }

    /// Takes events in, in their order; what comes out does not depend on where one batch ends and the next begins.
    func apply(_ events: [Event], in transaction: any Transaction) throws
}
