import Glibc

/// The scan that several threads take hellos from and bring answers to.
///
/// `@unchecked`: the scan is touched only while the mutex is held.
final class ScanBoard: @unchecked Sendable {
    private var scan: TLSScan
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ scan: TLSScan) {
        self.scan = scan
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// What was found, once no thread is at it.
    var findings: TLSFindings {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return scan.finished()
    }

    /// Brings an answer, and takes the next hello, waited for where it depends on other answers; nil once all is done.
    func next(after answer: TLSWire.Answer?, of offer: TLSOffer?) -> TLSOffer? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        if let answer, let offer { scan.learn(answer, of: offer) }
        while true {
            if let next = scan.next() {
                // Another thread is woken only for a hello of its own: most answers lead to one.
                if scan.hasNext { pthread_cond_signal(condition) }
                return next
            }
            if scan.isDone {
                pthread_cond_broadcast(condition)
                return nil
            }
            pthread_cond_wait(condition, mutex)
        }
    }
}
