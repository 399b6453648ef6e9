/// The port to a database: transactions whose bodies are synchronous, so that none can wait in the middle.
///
/// A body may run more than once, where the first attempt met another transaction: it changes nothing but the
/// database. Both engines behave as if transactions ran one after another.
///
/// Adapters throw `Fault`: `storage.full`, `storage.read-only`, `storage.busy`, `storage.corrupt`,
/// `storage.constraint`, `storage.refused`, `storage.denied`, `storage.nul`, `storage.not-a-number`,
/// `storage.nested`, `storage.misplaced-lock`, `storage.unavailable`, `storage.unconfirmed`, `storage.other-order`; and
/// `CancellationError` where the task was cancelled.
public protocol Database: Sendable {
    /// Runs a body over one consistent state.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value

    /// Runs a body whose changes are made durable together, or not at all where it throws.
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value
}
