import Dispatch

/// Runs work that waits for disks, locks, other programs or peers off the threads that Swift's tasks share.
public enum Blocking {
    private static let queue = DispatchQueue(label: "seawall.blocking", attributes: .concurrent)

    /// Runs work on a thread of its own, and waits for it as a task does.
    ///
    /// - Throws: what the work throws.
    public static func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, Failure>, Never>) in
            queue.async { continuation.resume(returning: Result(catching: work)) }
        }
        return try result.get()
    }
}
