import CanonicalJSON
import HTTPTypes
import Identity
import Model
import Programme
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(10))) struct APISystemTests {
    private static func entry(_ tier: Int64 = 1, unit: String = "marine") -> JSONValue {
        [
            "unit": .string(unit), "name": ["en": "Tides", "zh-Hant": "潮汐", "zh-Hans": "潮汐"],
            "tier": .integer(tier), "grade": "unclassified", "exposure": "intranet", "personalData": false,
        ]
    }

    @Test func aSystemIsEnteredAndChanged() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let made = try await client.send(.put, "/systems/tides", Self.entry(), headers: [.ifNoneMatch: "*"])
        #expect(made.status == 201 && made.headers[.location] == "/api/v1/systems/tides", "\(made.text)")
        #expect(made.json?["posture"] == "never" && made.json?["department"] == "marine")
        let again = try await client.send(.put, "/systems/tides", Self.entry(), headers: [.ifNoneMatch: "*"])
        #expect(again.status == 412)
        let read = try await client.get("/systems/tides")
        #expect(read.json == made.json && read.tag == made.tag)
        let tag = try #require(read.tag)
        let changed = try await client.send(.put, "/systems/tides", Self.entry(2), headers: [.ifMatch: tag])
        #expect(changed.status == 200 && changed.json?["tier"] == 2 && changed.tag != tag)
        // Another one read it before the change.
        let late = try await client.send(.put, "/systems/tides", Self.entry(3), headers: [.ifMatch: tag])
        #expect(late.status == 412 && late.field == "If-Match")
        let blind = try await client.send(.put, "/systems/tides", Self.entry(3))
        #expect(blind.status == 428)
        #expect(try await client.get("/systems/tides").json?["tier"] == 2)
        let both = try await client.send(
            .put, "/systems/tides", Self.entry(), headers: [.ifMatch: tag, .ifNoneMatch: "*"])
        #expect(both.status == 400)
    }

    @Test func anIdOfAnotherDepartmentCannotBeTakenOver() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let taken = try await client.send(.put, "/systems/police-permits", Self.entry(), headers: [.ifNoneMatch: "*"])
        #expect(taken.status == 409 && !taken.text.contains("police"))
        let system = try #require(await fixture.estate.programme.system("police-permits", .everything)).system
        #expect(system.unit == "police" && system.tier == 2)
    }

    @Test func whoDoesNotChangeSystemsIsTold() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let auditor = try await fixture.client(.auditor, in: "marine")
        let answer = try await auditor.send(.put, "/systems/tides", Self.entry(), headers: [.ifNoneMatch: "*"])
        #expect(answer.status == 403)
        // The owner of one system enters no other.
        let owner = try await fixture.client(.systemOwner, in: "marine", subject: "marine-permits")
        let other = try await owner.send(.put, "/systems/tides", Self.entry(), headers: [.ifNoneMatch: "*"])
        #expect(other.status == 422 && other.field == "unit")
    }
}
