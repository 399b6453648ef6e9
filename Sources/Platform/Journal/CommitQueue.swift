import Model

/// Gathers calls that come while others are being written, and writes them together: one transaction, one flush and
/// one checkpoint for all of them.
actor CommitQueue {
    private struct Call {
        let pending: PendingEvents
        let done: CheckedContinuation<UInt64, any Error>
    }

    /// The most events of one transaction, unless a single call has more.
    static let batchLimit = 5_000
    private let appender: Appender
    private let waitingLimit: Int
    private var waiting: [Call] = []
    /// How many events wait.
    private(set) var waitingEvents = 0
    private var isWriting = false

    /// - Parameter waitingLimit: the most events that may wait.
    init(appender: Appender, waitingLimit: Int) {
        self.appender = appender
        self.waitingLimit = waitingLimit
    }

    /// Writes events, with those of others.
    ///
    /// - Returns: the position of the first one.
    /// - Throws: `Fault` (`journal.busy`) where too many wait.
    func record(_ pending: PendingEvents) async throws -> UInt64 {
        guard waiting.isEmpty || waitingEvents + pending.events.count <= waitingLimit else {
            throw Fault("journal.busy", ["limit": String(waitingLimit)])
        }
        return try await withCheckedThrowingContinuation { continuation in
            waiting.append(Call(pending: pending, done: continuation))
            waitingEvents += pending.events.count
            guard !isWriting else { return }
            isWriting = true
            Task { await drain() }
        }
    }

    private func drain() async {
        while !waiting.isEmpty { await write(nextBatch()) }
        isWriting = false
    }

    private func nextBatch() -> [Call] {
        var count = 0
        var events = 0
        for call in waiting {
            guard count == 0 || events + call.pending.events.count <= Self.batchLimit else { break }
            count += 1
            events += call.pending.events.count
        }
        let batch = Array(waiting[..<count])
        waiting.removeFirst(count)
        waitingEvents -= events
        return batch
    }

    private func write(_ batch: [Call]) async {
        var written: [(call: Call, first: UInt64)] = []
        do {
            var first = try await appender.append(batch.map(\.pending))
            for call in batch {
                written.append((call, first))
                first += UInt64(call.pending.events.count)
            }
        } catch  where batch.count > 1 {
            // One of them cannot be recorded: it must not take the others with it.
            for call in batch {
                do {
                    written.append((call, try await appender.append([call.pending])))
                } catch {
                    call.done.resume(throwing: error)
                }
            }
        } catch {
            batch[0].done.resume(throwing: error)
        }
        guard !written.isEmpty else { return }
        do {
            try await appender.integrate()
            for (call, first) in written { call.done.resume(returning: first) }
        } catch {
            for (call, _) in written { call.done.resume(throwing: error) }
        }
    }
}
