import Identity
import Model
import Synchronization

/// The glances that were asked for last, by what is visible to the one who asked.
///
/// Each is good until something is recorded, on whichever node, or the minute is over: to count what nobody looked at for
/// long takes a row for each system and family, and officers of one office ask for the same again and again. Those who ask
/// at one time wait for one answer.
final class Glances: Sendable {
    /// A state of the record, and a minute: the ages of what is in it change with time.
    struct Moment: Hashable {
        /// The place that the next event gets.
        let position: UInt64
        /// Since the epoch.
        let minute: Int64

        init(position: UInt64, at now: Instant) {
            self.position = position
            minute = now.microseconds / 60_000_000
        }
    }

    private struct Held {
        let moment: Moment
        let glance: Task<Glance, any Error>
        var lastAsked: UInt64
    }

    private struct State {
        var held: [Visibility: Held] = [:]
        var asked: UInt64 = 0
    }

    /// More are not held at a time; the one that nobody asked for for longest makes room.
    private static let limit = 32

    private let state = Mutex(State())

    /// The glance of what is visible at a moment: the one that is held, or else a new one.
    ///
    /// - Parameter make: asks the database; its moment must not be before the one given.
    func glance(
        of visibility: Visibility, at moment: Moment, make: @escaping @Sendable () async throws -> Glance
    ) async throws -> Glance {
        let glance = state.withLock { state in
            state.asked += 1
            if let held = state.held[visibility], held.moment == moment {
                state.held[visibility]?.lastAsked = state.asked
                return held.glance
            }
            if state.held.count >= Self.limit, state.held[visibility] == nil,
                let oldest = state.held.min(by: { $0.value.lastAsked < $1.value.lastAsked })
            {
                state.held[oldest.key] = nil
            }
            let glance = Task { try await make() }
            state.held[visibility] = Held(moment: moment, glance: glance, lastAsked: state.asked)
            return glance
        }
        do {
            return try await glance.value
        } catch {
            // What failed once may succeed at once after.
            state.withLock { state in
                if state.held[visibility]?.glance == glance { state.held[visibility] = nil }
            }
            throw error
        }
    }
}
