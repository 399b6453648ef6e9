import Logging
import Model
import ServiceLifecycle
import Work

/// Does the work of the queue, one piece after another, beside the pages; any number of nodes share it.
struct WorkService: Service {
    let estate: Estate
    let logger: Logger
    /// How long it sleeps where there is nothing to do.
    private static let pause = Duration.seconds(2)
    private static let day: Int64 = 86_400
    /// When nights begin to be used, in hours of local time.
    private static let hour: Int64 = 3

    func run() async throws {
        let worker = Worker(
            queue: estate.jobs, handlers: JobHandlers(estate: estate, logger: logger).all, now: estate.now)
        await cancelWhenGracefulShutdown {
            var isPlanned = false
            while !Task.isCancelled {
                do {
                    if !isPlanned { try await plan() }
                    isPlanned = true
                    try await estate.schedule.tick(at: estate.now())
                    while try await worker.step() {}
                } catch let fault as Fault {
                    logger.warning("work failed", metadata: ["fault": "\(fault)"])
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("work failed", metadata: ["problem": "\(type(of: error))"])
                }
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    /// Sets what comes every night; what is set already keeps its time. What is made up is not judged: it would not stay
    /// as it was made.
    func plan() async throws {
        let now = estate.now()
        let midnight = estate.start(of: estate.day(of: now))
        let first = Instant(microseconds: midnight.microseconds + (Self.day + Self.hour * 3600) * 1_000_000)
        for kind in JobKind.allCases where kind.isNightly && !(estate.isDemonstration && kind == .judgeAll) {
            try await estate.schedule.set(
                "nightly \(kind.rawValue)", kind.rawValue, department: "", every: Self.day, first: first)
        }
    }
}
