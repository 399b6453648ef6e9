import Dispatch
import Model

/// Runs work that blocks (reading files, waiting for children) off the threads that Swift's tasks share.
enum Blocking {
    private static let queue = DispatchQueue(label: "seawall.blocking", attributes: .concurrent)

    /// Runs work that may fail with a fault.
    static func result<Value: Sendable>(_ work: @escaping @Sendable () throws(Fault) -> Value) async throws(Fault)
        -> Value
    {
        let result = await run { () -> Result<Value, Fault> in
            do throws(Fault) {
                return .success(try work())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}
