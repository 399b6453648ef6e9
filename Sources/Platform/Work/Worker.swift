public import Model

/// Does jobs, one after another, until it is told to stop.
public struct Worker: Sendable {
    /// Does one job.
    ///
    /// - Parameter report: says how far the work is; throws `CancellationError` where another worker has the job now.
    /// - Throws: `Fault` where it failed: it is tried again later.
    public typealias Handler =
        @Sendable (_ job: Job, _ report: @escaping @Sendable (Job.Progress) async throws -> Void) async throws -> Void

    private let queue: JobQueue
    private let handlers: [String: Handler]
    private let now: @Sendable () -> Instant

    /// A worker.
    ///
    /// - Parameters:
    ///   - handlers: what it can do, by kind.
    ///   - now: the time.
    public init(queue: JobQueue, handlers: [String: Handler], now: @escaping @Sendable () -> Instant) {
        self.queue = queue
        self.handlers = handlers
        self.now = now
    }

    /// Does the next job.
    ///
    /// - Returns: whether there was one.
    public func step() async throws -> Bool {
        guard let claim = try await queue.claim(handlers.keys.sorted(), at: now()),
            let handler = handlers[claim.job.kind]
        else { return false }
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await handler(claim.job) { progress in
                        guard try await queue.renew(claim, progress, at: now()) else { throw CancellationError() }
                    }
                }
                group.addTask { try await keep(claim) }
                // The first to end is the work, or the loss of the job.
                try await group.next()
                group.cancelAll()
            }
            try await queue.finish(claim, at: now())
        } catch let fault as Fault {
            try await queue.fail(claim, fault.message, at: now())
        } catch is CancellationError {
            // Told to stop: the lease runs out, and another worker takes the job.
            try Task.checkCancellation()
        } catch {
            try await queue.fail(claim, Message("work.failed", ["problem": "\(type(of: error))"]), at: now())
        }
        return true
    }

    /// Renews the lease while the work goes on.
    private func keep(_ claim: JobQueue.Claim) async throws {
        while true {
            try await Task.sleep(for: .seconds(JobQueue.leaseSeconds / 3))
            guard try await queue.renew(claim, nil, at: now()) else { throw CancellationError() }
        }
    }
}
