import Engines
import Model
import Storage
import Testing
import Work

@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct AnsweredRequestsTests {
    private static let start = Instant(seconds: 1_795_000_000)

    @Test func aKeyStandsForOneRequestOfOnePersonForAWhile() async throws {
        let store = TestDatabase()
        let database = try store.open()
        try await database.migrate(JobQueue.migrations)
        let requests = AnsweredRequests(database)
        func answered(_ person: String, _ digest: String, days: Int = 0) async throws -> AnsweredRequests.Answered {
            try await requests.answered("k", of: person, digest: digest, at: Self.start.adding(days: days))
        }
        #expect(try await answered("a", "1") == .new)
        try await requests.note("k", of: "a", digest: "1", at: Self.start)
        try await requests.note("k", of: "a", digest: "2", at: Self.start)
        #expect(try await answered("a", "1") == .same)
        #expect(try await answered("a", "2") == .other)
        #expect(try await answered("b", "2") == .new)
        #expect(try await answered("a", "2", days: AnsweredRequests.days) == .other)
        #expect(try await answered("a", "2", days: AnsweredRequests.days + 1) == .new)
        let later = Self.start.adding(days: AnsweredRequests.days + 1)
        try await requests.note("k", of: "a", digest: "2", at: later)
        #expect(try await answered("a", "2", days: AnsweredRequests.days + 1) == .same)
    }
}
