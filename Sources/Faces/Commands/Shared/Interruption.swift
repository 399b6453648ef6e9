import Dispatch
import Glibc
import Model

/// Lets work that is asked to stop (Ctrl-C, SIGTERM) take away what it had begun.
enum Interruption {
    /// Runs work, and cancels it where this process is asked to stop.
    ///
    /// - Throws: what the work throws; `Fault` (`commands.interrupted`) where it was cancelled.
    static func handled<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let (requests, feed) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGINT, SIGTERM].map { number in
            // Until the source watches, a signal is lost rather than the end of this process.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { feed.yield() }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                for await _ in requests { throw Fault("commands.interrupted") }
                return nil
            }
            // The group waits for the work to end before it hands on what was thrown.
            guard let value = try await group.next() ?? nil else { throw CancellationError() }
            group.cancelAll()
            return value
        }
    }
}
