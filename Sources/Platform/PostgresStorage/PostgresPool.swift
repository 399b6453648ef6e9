import Dispatch
import Model
import Storage
import Synchronization

/// Connections that are shared: at most so many, handed out first come first served, waited for only so long.
final class PostgresPool: Sendable {
    private struct Waiter {
        let number: UInt64
        let mayOpen: Bool
        let continuation: CheckedContinuation<PostgresConnection, any Error>
    }

    private struct State {
        var idle: [PostgresConnection] = []
        var open = 0
        var waiters: [Waiter] = []
        var numbers: UInt64 = 0
    }

    let address: PostgresAddress
    private let limit: Int
    private let patience: Duration
    private let state = Mutex(State())

    init(address: PostgresAddress, limit: Int, patience: Duration) {
        precondition(limit > 0, "a pool has at least one connection")
        self.address = address
        self.limit = limit
        self.patience = patience
    }

    /// A connection for one's own use until it is given back.
    ///
    /// - Parameter mayOpen: whether a new one may be opened where all are in use.
    /// - Throws: `Fault` (`storage.busy`) where none becomes free in time; `CancellationError`.
    func take(mayOpen: Bool) async throws -> PostgresConnection {
        try Task.checkCancellation()
        let number = state.withLock { state in
            state.numbers += 1
            return state.numbers
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let found: Result<PostgresConnection, any Error>? = state.withLock { state in
                    if let idle = state.idle.popLast() { return .success(idle) }
                    if state.open < limit, mayOpen || state.open == 0 {
                        guard mayOpen else { return .failure(busy) }
                        state.open += 1
                        return .success(PostgresConnection(address: address))
                    }
                    state.waiters.append(Waiter(number: number, mayOpen: mayOpen, continuation: continuation))
                    return nil
                }
                if let found { return continuation.resume(with: found) }
                let deadline = DispatchTime.now() + .milliseconds(Int(patience / .milliseconds(1)))
                DispatchQueue.global().asyncAfter(deadline: deadline) { [weak self] in
                    if let self { giveUp(number, busy) }
                }
                if Task.isCancelled { giveUp(number, CancellationError()) }
            }
        } onCancel: {
            giveUp(number, CancellationError())
        }
    }

    /// Gives a connection back; one that is of no more use makes room for another.
    func giveBack(_ connection: PostgresConnection, isUsable: Bool) {
        let next: (waiter: Waiter, connection: PostgresConnection)? = state.withLock { state in
            if isUsable {
                if !state.waiters.isEmpty { return (state.waiters.removeFirst(), connection) }
                state.idle.append(connection)
                return nil
            }
            state.open -= 1
            // Where the server took no more, those who were told so wait for the ones that are open.
            guard let place = state.waiters.firstIndex(where: { $0.mayOpen || state.open == 0 }) else { return nil }
            state.open += 1
            return (state.waiters.remove(at: place), PostgresConnection(address: address))
        }
        if let next { next.waiter.continuation.resume(returning: next.connection) }
    }

    /// Drops the connections that nobody uses: where one was lost, the others were likely lost with it.
    func dropIdle() {
        state.withLock { state in
            state.open -= state.idle.count
            state.idle.removeAll()
        }
    }

    private var busy: Fault { Fault("storage.busy", at: address.place) }

    private func giveUp(_ number: UInt64, _ error: any Error) {
        let waiter: Waiter? = state.withLock { state in
            guard let place = state.waiters.firstIndex(where: { $0.number == number }) else { return nil }
            return state.waiters.remove(at: place)
        }
        waiter?.continuation.resume(throwing: error)
    }
}
