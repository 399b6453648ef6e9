import Dispatch

/// Runs work that waits for disks off the threads that Swift's tasks share.
enum Blocking {
    private static let queue = DispatchQueue(label: "backups.blocking", attributes: .concurrent)

    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
