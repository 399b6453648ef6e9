import Synchronization

/// The streams that are open: how many a person has, and a way to wake each.
final class LiveListeners: Sendable {
    /// The most streams of one person: about as many windows as anyone keeps open.
    static let limitEach = 12
    /// The most streams of a node.
    static let limit = 4000

    private struct Listener {
        let person: String
        let wake: AsyncStream<Void>.Continuation
    }

    private struct State {
        var next = 0
        var all: [Int: Listener] = [:]
    }

    private let state = Mutex(State())

    /// A stream's place among the others. It is given up with the last who holds it, so that an answer that is never
    /// written holds none.
    final class Seat: Sendable {
        /// Brings one element for any number of changes since the last was taken: one who is slow piles up nothing.
        let wakes: AsyncStream<Void>
        private let id: Int
        private let listeners: LiveListeners

        fileprivate init(_ id: Int, _ wakes: AsyncStream<Void>, _ listeners: LiveListeners) {
            self.id = id
            self.wakes = wakes
            self.listeners = listeners
        }

        deinit { leave() }

        /// Gives the place up; whoever waits on it goes on, and finds that it ended.
        func leave() { listeners.leave(id) }
    }

    /// Takes a place; nil where the person, or the node, has as many streams as it may.
    func join(_ person: String) -> Seat? {
        let (wakes, wake) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        return state.withLock { state in
            guard state.all.count < Self.limit,
                state.all.values.count(where: { $0.person == person }) < Self.limitEach
            else { return nil }
            state.next += 1
            state.all[state.next] = Listener(person: person, wake: wake)
            return Seat(state.next, wakes, self)
        }
    }

    private func leave(_ id: Int) { state.withLock { $0.all.removeValue(forKey: id) }?.wake.finish() }

    /// Wakes all.
    func wake() { for listener in state.withLock({ Array($0.all.values) }) { listener.wake.yield() } }

    /// Ends all.
    func end() {
        let all = state.withLock { state in
            defer { state.all = [:] }
            return Array(state.all.values)
        }
        for listener in all { listener.wake.finish() }
    }

    /// How many there are.
    var count: Int { state.withLock { $0.all.count } }
}
