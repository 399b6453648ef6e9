public import Storage

/// Tables that are made from events, and from nothing else.
public protocol Projection: Sendable {
    /// The schema of the tables.
    var migrations: [Migration] { get }

    /// The tables, in an order in which they can be compared after a replay.
    var tables: [StaticString] { get }

    /// Takes one event in.
    func apply(_ event: Event, in transaction: any Transaction) throws
}
