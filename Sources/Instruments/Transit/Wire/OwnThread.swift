import Glibc

/// Runs work that waits on threads of its own, so that nothing of the shared pools is held up.
enum OwnThread {
    private static let stackBytes = 512 << 10

    /// The work of one thread, handed over by address.
    private final class Work {
        let run: () -> Void

        init(_ run: @escaping () -> Void) { self.run = run }
    }

    /// Runs work and gives what it returns.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            let finish: @Sendable () -> Void = { continuation.resume(returning: work()) }
            // Without a thread of its own the work must still be done.
            if let thread = start(finish) { pthread_detach(thread) } else { finish() }
        }
    }

    /// Runs the same work on so many threads, this one included, until all are done.
    static func together(_ count: Int, _ work: @escaping @Sendable () -> Void) {
        let threads = (1..<max(1, count)).compactMap { _ in start(work) }
        work()
        for thread in threads { pthread_join(thread, nil) }
    }

    private static func start(_ work: @escaping @Sendable () -> Void) -> pthread_t? {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackBytes)
        var thread = pthread_t()
        let handle = Unmanaged.passRetained(Work(work))
        let code = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, handle.toOpaque())
        guard code == 0 else {
            handle.release()
            return nil
        }
        return thread
    }
}
