import Identity
import Journal
import Logging
import Model
import Programme
import ServiceLifecycle
import Synchronization
import Work

/// Looks once a second at what was recorded, on whichever node that was, and wakes those who listen.
final class LiveHub: Service, Sendable {
    private struct State {
        /// The place that the next event gets; nil before the first look.
        var next: UInt64?
        /// From which place on `recent` holds all changes.
        var heldFrom: UInt64 = 0
        var recent: [LiveChange] = []
        var activity: [String: [Int64]] = [:]
        /// The look in which the jobs of a department changed last, and the department's place in the tree.
        var jobs: [String: (look: UInt64, unit: UnitPath)] = [:]
        var looks: UInt64 = 0
    }

    /// The most changes that are held; whoever missed more asks the database.
    private static let heldLimit = 4096
    /// The most events that one look, or one who was away, takes in.
    private static let batch: Int64 = 4000
    private static let pause = Duration.seconds(1)
    /// Looks between two beats.
    private static let looksEach: UInt64 = 15

    let listeners = LiveListeners()
    private let journal: Journal
    private let programme: Programme
    private let units: Units
    private let jobs: JobQueue
    private let logger: Logger
    private let state = Mutex(State())

    init(journal: Journal, programme: Programme, units: Units, jobs: JobQueue, logger: Logger) {
        self.journal = journal
        self.programme = programme
        self.units = units
        self.jobs = jobs
        self.logger = logger
    }

    /// The place that the next event gets, as far as was looked; nil before the first look.
    var next: UInt64? { state.withLock { $0.next } }

    func run() async throws {
        var looks: UInt64 = 0
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                try await look()
            } catch let fault as Fault {
                // The database is away: who listens is told by the next look that succeeds.
                logger.warning("no look at what changed", metadata: ["fault": "\(fault)"])
            }
            looks += 1
            if looks % Self.looksEach == 0 { listeners.wake() }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
        }
        listeners.end()
    }

    /// Takes in what was recorded since the last look.
    func look() async throws {
        guard let first = next else {
            let next = try await journal.position()
            let activity = try await jobs.activity()
            state.withLock { ($0.next, $0.heldFrom, $0.activity) = (next, next, activity) }
            return
        }
        let marks = try await journal.marks(from: first, limit: Self.batch)
        let changes = try await changes(marks)
        let activity = try await jobs.activity()
        let before = state.withLock { $0.activity }
        var places: [String: UnitPath] = [:]
        for department in Set(activity.keys).union(before.keys) where activity[department] != before[department] {
            // Work of the installation itself is of the whole tree.
            places[department] = department.isEmpty ? .root : try await units.unit(department)?.path
        }
        state.withLock { state in
            state.looks += 1
            state.next = first + UInt64(marks.count)
            state.recent += changes
            if state.recent.count > Self.heldLimit {
                let dropped = state.recent.count - Self.heldLimit
                state.heldFrom = state.recent[dropped - 1].sequence + 1
                state.recent.removeFirst(dropped)
            }
            state.activity = activity
            for (department, unit) in places { state.jobs[department] = (state.looks, unit) }
        }
        if !changes.isEmpty || !places.isEmpty { listeners.wake() }
    }

    /// What changed from a place on.
    func changes(from place: UInt64) async throws -> LiveChanges {
        let held: LiveChanges? = state.withLock { state in
            guard let next = state.next, state.heldFrom <= place else { return nil }
            return LiveChanges(
                changes: state.recent.filter { $0.sequence >= place }, next: max(next, place), isWhole: true)
        }
        if let held { return held }
        let marks = try await journal.marks(from: place, limit: Self.batch)
        let isWhole = marks.count < Self.batch
        // Whoever missed more than that reads all anew, and goes on from here.
        let next = isWhole ? place + UInt64(marks.count) : try await journal.position()
        return LiveChanges(changes: try await changes(marks), next: next, isWhole: isWhole)
    }

    /// The places in the tree whose jobs changed after a look, and the newest look.
    func jobs(after look: UInt64) -> (units: [UnitPath], look: UInt64) {
        state.withLock { state in (state.jobs.values.filter { $0.look > look }.map(\.unit), state.looks) }
    }

    /// The newest look.
    var looks: UInt64 { state.withLock { $0.looks } }

    private func changes(_ marks: [EventMark]) async throws -> [LiveChange] {
        let told = marks.compactMap { mark -> (EventMark, Set<LiveTopic>)? in
            guard let kind = EventKind(rawValue: mark.kind) else { return nil }
            let topics = LiveTopic.changed(by: kind)
            return topics.isEmpty ? nil : (mark, topics)
        }
        guard !told.isEmpty else { return [] }
        let systems = try await programme.systems(named: told.map(\.0.subject))
        return told.compactMap { mark, topics in
            guard let system = systems[mark.subject], let unit = UnitPath(system.path) else { return nil }
            return LiveChange(
                sequence: mark.sequence, topics: topics, target: Target(unit: unit, subject: system.id))
        }
    }
}
