import Synchronization
import Testing
import Threads

@Suite(.timeLimit(.minutes(10))) struct InOrderTests {
    /// Work that ends in an order of the test's own, and how much of it ran at once.
    private final class Work: Sendable {
        private struct State {
            var running: [Int: CheckedContinuation<Void, Never>] = [:]
            var most = 0
            var begun: [Int] = []
        }
        private let state = Mutex(State())

        /// Waits until it is told to end.
        func run(_ item: Int) async {
            await withCheckedContinuation { continuation in
                state.withLock { state in
                    state.running[item] = continuation
                    state.begun.append(item)
                    state.most = max(state.most, state.running.count)
                }
            }
        }

        /// Ends what began last, once so many run.
        func endLast(of count: Int) async {
            while true {
                let last = state.withLock { state -> CheckedContinuation<Void, Never>? in
                    guard state.running.count == count, let item = state.running.keys.max() else { return nil }
                    return state.running.removeValue(forKey: item)
                }
                if let last { return last.resume() }
                await Task.yield()
            }
        }

        var most: Int { state.withLock { $0.most } }
        var begun: [Int] { state.withLock { $0.begun.sorted() } }
    }

    @Test func resultsComeInTheOrderOfTheItemsWhateverEndsFirst() async {
        let work = Work()
        async let results = inOrder([0, 1, 2, 3, 4], atOnce: 3) { item -> [String] in
            await work.run(item)
            // Any number of results each, none too.
            return (0..<item % 3).map { "\(item).\($0)" }
        }
        for running in [3, 3, 3, 2, 1] { await work.endLast(of: running) }
        #expect(await results == ["1.0", "2.0", "2.1", "4.0"])
        #expect(work.most == 3 && work.begun == [0, 1, 2, 3, 4])
    }

    @Test(arguments: [0, 1, 9]) func noItemIsLeftOut(atOnce: Int) async {
        #expect(await inOrder([1, 2, 3], atOnce: atOnce) { [$0 * 10] } == [10, 20, 30])
        #expect(await inOrder([Int](), atOnce: atOnce) { [$0] }.isEmpty)
    }
}
