import Engines
import Glibc
import Journal
import Model
import SQLiteStorage
import Secrets
import TestSupport
import Testing
import TransparencyLog

/// What a machine that the log's keepers do not hold has seen shows a fork and a log that was cut short.
@Suite(.timeLimit(.minutes(10))) struct WitnessTests {
    private let fixture = JournalFixture()
    private let now = Instant(seconds: 1_795_000_000)

    private func witness() throws -> WitnessFolder { try WitnessFolder(fixture.temporary.path + "/witness") }

    private func compare(
        _ fixture: JournalFixture, _ notes: [SignedNote], _ witnesses: [CosignatureVerifier], _ place: LogPlace = .files
    ) async -> Fault? {
        await faultOf {
            let journal = try await fixture.journal(log: place)
            _ = try await journal.verify(scratch: SQLiteDatabase())
            try await journal.compare(with: notes, by: witnesses)
        }
    }

    private func copy(_ from: JournalFixture) -> JournalFixture {
        let copy = JournalFixture()
        #expect(Run(["cp", "-a", from.path, copy.path]).status == 0)
        return copy
    }

    @Test(arguments: [LogPlace.files, .database])
    func aForkAndATruncatedLogAreFoundOut(place: LogPlace) async throws {
        try await fixture.journal(log: place).record(JournalFixture.events(300))
        let other = copy(fixture)
        let journal = try await fixture.journal(log: place)
        let witness = try witness()
        try witness.trust(try await journal.verifier())
        var notes = [try witness.cosign(try #require(try await journal.request(since: 0)), at: now)]
        // Both grow by themselves from here.
        try await journal.record(JournalFixture.events(20, from: 300))
        try await other.journal(log: place).record(JournalFixture.events(40, from: 310))
        let fork = try #require(try await other.journal(log: place).request(since: 300))
        #expect(await compare(fixture, notes, [witness.verifier], place) == nil)
        #expect(await compare(other, notes, [witness.verifier], place) == nil)
        let truncated = copy(fixture)
        try await journal.record(JournalFixture.events(15, from: 320))
        notes.append(try witness.cosign(try #require(try await journal.request(since: 300)), at: now))

        #expect(await compare(fixture, notes, [witness.verifier], place) == nil)
        let forked = await compare(other, notes, [witness.verifier], place)
        #expect(forked?.message.id == "journal.forked" && forked?.message.arguments["size"] == "335")
        let short = await compare(truncated, notes, [witness.verifier], place)
        #expect(short?.message.id == "journal.truncated")
        #expect(short?.message.arguments["seen"] == "335" && short?.message.arguments["size"] == "320")
        // And the witness does not cosign the fork.
        #expect(await faultOf { _ = try witness.cosign(fork, at: now) }?.message.id == "journal.witness-conflict")
        let grown = try #require(try await other.journal(log: place).request(since: 335))
        #expect(
            await faultOf { _ = try witness.cosign(grown, at: now) }?.message.id
                == "journal.witness-inconsistent")
    }

    @Test(.onEveryEngine) func aWitnessRemembersAndFollowsRotations() async throws {
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(3))
        let request = try #require(try await journal.request(since: 0))
        let unknown = try witness()
        #expect(
            await faultOf { _ = try unknown.cosign(request, at: now) }?.message.id
                == "journal.witness-unknown-log")
        try unknown.trust(try await journal.verifier())
        let first = try unknown.cosign(request, at: now)
        _ = try await journal.rotate(.signing, at: now, actor: "test")
        let later = try #require(try await journal.request(since: 3))
        let again = try witness()
        #expect(again.verifier == unknown.verifier)
        let second = try again.cosign(later, at: now)
        #expect(await compare(fixture, [first, second], [again.verifier]) == nil)
        #expect(
            await faultOf { _ = try again.cosign(later, at: now) }?.message.arguments["size"] == "4")
        #expect(Run(["find", fixture.temporary.path + "/witness", "-perm", "/077"]).text.isEmpty)
    }

    @Test(.onEveryEngine) func aWitnessThatSawNothingAndAStrangersCheckpointAreNamed() async throws {
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(3))
        let witness = try witness()
        let bare = try #require(try await journal.checkpoint())
        #expect(await compare(fixture, [bare], [witness.verifier])?.message.id == "journal.not-witnessed")
        let stranger = JournalFixture()
        let other = try await stranger.journal()
        try witness.trust(try await other.verifier())
        let note = try witness.cosign(try #require(try await other.request(since: 0)), at: now)
        #expect(await compare(fixture, [note], [witness.verifier])?.message.id == "journal.witnessed-other")
        #expect(try await journal.request(since: 4) == nil)
    }
}
