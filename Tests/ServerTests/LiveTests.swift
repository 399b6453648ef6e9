import Accounts
import Credentials
import HTTPTypes
import Hummingbird
import Identity
import Journal
import Model
import NIOCore
import Synchronization
import Testing
import Work

@testable import Server

@Suite(.timeLimit(.minutes(10))) struct LiveTests {
    /// Keeps what a stream writes.
    private final class Page: ResponseBodyWriter, Sendable {
        private let text = Mutex("")
        var all: String { text.withLock { $0 } }
        func write(_ buffer: ByteBuffer) async throws { text.withLock { $0 += String(buffer: buffer) } }
        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}

        /// Waits until a text is there.
        func holds(_ part: String) async throws {
            while !all.contains(part) { try await Task.sleep(for: .milliseconds(2)) }
        }
    }

    /// A stream of a browser that runs, what it wrote, and its end.
    private struct Listening {
        let page: Page
        let seat: LiveListeners.Seat
        let task: Task<Void, any Error>
    }

    private static func listen(
        _ fixture: ServerFixture, _ browser: Browser, _ topics: Set<LiveTopic>, from place: UInt64? = nil
    ) async throws -> Listening {
        let token = try SessionToken(#require(browser.cookie(Cookies.session)))
        let (session, standing) = try #require(await fixture.estate.identity.sessions.glance(token, at: fixture.now))
        let seat = try #require(fixture.estate.live.listeners.join(session.person))
        let stream = try await LiveStream(fixture.estate, token, standing, topics, from: place)
        let page = Page()
        let task = Task {
            var stream = stream
            var writer: any ResponseBodyWriter = page
            try await stream.run(&writer, seat.wakes)
        }
        try await page.holds("event: beat")
        return Listening(page: page, seat: seat, task: task)
    }

    @Test func nothingOfAnotherDepartmentEverArrives() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let live = fixture.estate.live
        try await live.look()
        let topics = Set(LiveTopic.allCases)
        let marine = try await Self.listen(fixture, fixture.signedIn("ditso", .ditso, in: "marine"), topics)
        let police = try await Self.listen(fixture, fixture.signedIn("inspector", .ditso, in: "police"), topics)
        let clerk = try await Self.listen(fixture, fixture.signedIn("clerk", .staff, in: "marine"), topics)
        let quiet = marine.page.all
        try await fixture.assessAgain("police")
        _ = try await fixture.estate.jobs.add("scan", department: "police", at: fixture.now)
        try await live.look()
        try await police.page.holds("data: heat\n")
        try await police.page.holds("data: jobs\n")
        // Once the own change has arrived, whatever came before it would have.
        try await fixture.assessAgain("marine")
        try await live.look()
        try await marine.page.holds("data: runs\n")
        let told = marine.page.all.dropFirst(quiet.count)
        let place = try await fixture.estate.journal.position() - 1
        #expect(told.contains("id: \(place)\n"))
        #expect(told.matches(of: #/id: (\d+)/#).allSatisfy { $0.1 == "\(place)" }, "\(told)")
        #expect(!told.contains("jobs"))
        for listening in [marine, police, clerk] {
            listening.seat.leave()
            try await listening.task.value
        }
        // What a stream was woken for is written before it ends.
        #expect(!clerk.page.all.contains("changed"))
        #expect(live.listeners.count == 0)
    }

    @Test func whoComesBackHearsWhatWasMissed() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let place = try await fixture.estate.journal.position()
        try await fixture.assessAgain("police")
        try await fixture.assessAgain("marine")
        try await fixture.estate.live.look()
        // The node was started after that: what was missed comes from the record.
        let back = try await Self.listen(fixture, browser, [.runs], from: place)
        try await back.page.holds("event: changed\ndata: runs\n")
        let current = try await Self.listen(fixture, browser, [.runs], from: fixture.estate.journal.position())
        current.seat.leave()
        try await current.task.value
        #expect(!current.page.all.contains("changed"))
        // A place that no event has yet is none to wait for.
        let ahead = try await Self.listen(fixture, browser, [.runs], from: .max)
        try await fixture.assessAgain("marine")
        try await fixture.estate.live.look()
        try await ahead.page.holds("data: runs\n")
        for listening in [back, ahead] { listening.seat.leave() }
    }

    @Test func aSessionThatEndedHearsNothingMore() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        try await fixture.estate.live.look()
        let listening = try await Self.listen(fixture, browser, [.runs])
        let page = try await browser.get("/settings")
        _ = try await browser.post("/sign-out", [:], on: page)
        try await fixture.assessAgain("marine")
        try await fixture.estate.live.look()
        // The stream ends by itself.
        try await listening.task.value
        #expect(!listening.page.all.contains("changed"))
    }

    @Test func anOfficeThatWasTakenAwayTellsNothingMore() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        try await fixture.estate.live.look()
        let listening = try await Self.listen(fixture, browser, [.runs])
        let id = try await fixture.id(of: "ditso")
        let office = try #require(await fixture.estate.identity.offices.all(of: id).first)
        fixture.advance(seconds: 1)
        try await fixture.estate.identity.offices.end(office.id, of: id, at: fixture.now, actor: "test")
        try await fixture.assessAgain("marine")
        try await fixture.estate.live.look()
        fixture.advance(seconds: 20)
        let before = listening.page.all
        fixture.estate.live.listeners.wake()
        // A beat is due, or the stream ends: either says that the stream has looked.
        while listening.page.all == before, fixture.estate.live.listeners.count > 0 {
            try await Task.sleep(for: .milliseconds(2))
        }
        listening.seat.leave()
        try await listening.task.value
        #expect(!listening.page.all.contains("changed"))
    }

    @Test func aQuietStreamBeats() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        try await fixture.estate.live.look()
        let listening = try await Self.listen(fixture, browser, [.runs])
        let first = listening.page.all
        fixture.advance(seconds: 15)
        fixture.estate.live.listeners.wake()
        while listening.page.all == first { try await Task.sleep(for: .milliseconds(2)) }
        #expect(listening.page.all.dropFirst(first.count) == "event: beat\ndata: 1\n\n")
        listening.seat.leave()
    }

    @Test func aPersonHasSoManyStreamsAndNoMore() async throws {
        let listeners = LiveListeners()
        var seats = (0..<LiveListeners.limitEach).map { _ in listeners.join("one") }
        #expect(seats.allSatisfy { $0 != nil })
        #expect(listeners.join("one") == nil)
        #expect(listeners.join("other") != nil)
        // A seat that nobody holds any more is free, also where its answer was never written.
        seats.removeLast()
        #expect(listeners.join("one") != nil)
        #expect(listeners.count == LiveListeners.limitEach - 1)
        seats.first??.leave()
        #expect(listeners.count == LiveListeners.limitEach - 2)
    }

    @Test func onlyPartsThatThereAreCanBeListenedTo() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        for query in ["", "?parts=", "?parts=passwords"] {
            #expect(try await browser.get("/live\(query)").status == 400)
        }
        let home = try await browser.get("/")
        #expect(home.text(between: "data-live=\"", and: "\"")?.hasPrefix("/live?parts=queues") == true)
    }
}
