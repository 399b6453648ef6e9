import Dispatch

/// Runs work that blocks (reading files, waiting for children) off the threads that Swift's tasks share.
enum Blocking {
    private static let queue = DispatchQueue(label: "seawall.blocking", attributes: .concurrent)

    static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}
