import Dispatch
import Synchronization

/// Lets all go on once as many have come as it waits for.
final class Barrier: Sendable {
    private let missing: Mutex<Int>
    private let gate = DispatchSemaphore(value: 0)

    init(count: Int) { missing = Mutex(count) }

    func wait() {
        let isLast = missing.withLock { missing in
            missing -= 1
            return missing == 0
        }
        if isLast { gate.signal() }
        gate.wait()
        gate.signal()
    }
}
