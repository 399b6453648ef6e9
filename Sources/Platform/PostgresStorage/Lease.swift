import Glibc
import Synchronization

/// Tells the one who uses a connection that the task it works for was cancelled, also while it waits for the server.
final class Lease: Sendable {
    private struct State {
        var number: UInt64 = 0
        var isCancelled = false
    }

    /// Becomes readable on cancellation, so that a wait for the server ends.
    let wake: Int32
    private let waker: Int32
    private let state = Mutex(State())

    init() {
        var ends: [Int32] = [-1, -1]
        let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        // Without them cancellation is seen between statements only.
        if socketpair(AF_UNIX, Int32(type), 0, &ends) != 0 { ends = [-1, -1] }
        wake = ends[0]
        waker = ends[1]
    }

    deinit {
        if wake >= 0 { close(wake) }
        if waker >= 0 { close(waker) }
    }

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Begins the work for a task; the number is how that task names it when it is cancelled.
    func begin() -> UInt64 {
        state.withLock { state in
            state.number += 1
            if state.isCancelled { drain() }
            state.isCancelled = false
            return state.number
        }
    }

    /// Cancels that work; nothing happens where the connection works for another by now.
    func cancel(_ number: UInt64) {
        state.withLock { state in
            guard state.number == number, !state.isCancelled else { return }
            state.isCancelled = true
            _ = [UInt8(0)].withUnsafeBytes { write(waker, $0.baseAddress, 1) }
        }
    }

    private func drain() {
        var byte: UInt8 = 0
        while read(wake, &byte, 1) == 1 {}
    }
}
