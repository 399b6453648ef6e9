import CanonicalJSON
import HTTPTypes
import Identity
import Model
import Programme
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(10))) struct APIFindingTests {
    @Test func anOwnerPlansAndAsksAndADirectorDecides() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let id = try await fixture.finding("marine").id
        let owner = try await fixture.client(.systemOwner, in: "marine", subject: "marine-permits")
        let director = try await fixture.client(.director, in: "marine")
        let read = try await owner.get("/findings/\(id)")
        let tag = try #require(read.tag)
        #expect(read.json?["matches"] == [["field": "tls.versions", "value": "TLSv1.0"]])
        let plan: JSONValue = ["note": "Turn off TLS 1.0", "due": "2027-03-01"]
        #expect(try await owner.send(.post, "/findings/\(id)/plan", plan).status == 428)
        let planned = try await owner.send(.post, "/findings/\(id)/plan", plan, headers: [.ifMatch: tag])
        #expect(planned.status == 200 && planned.json?["step"] == "fix", "\(planned.text)")
        #expect(planned.json?["plan"]?["note"] == "Turn off TLS 1.0")
        let late = try await owner.send(.post, "/findings/\(id)/plan", plan, headers: [.ifMatch: tag])
        #expect(late.status == 412)
        let ask: JSONValue = ["reason": "Old clients", "until": "2027-03-01"]
        let asked = try await owner.send(
            .post, "/findings/\(id)/ask", ask, headers: [.ifMatch: try #require(planned.tag)])
        #expect(asked.status == 200 && asked.json?["step"] == "decide")
        let decision: JSONValue = ["decision": "accept", "reason": "For a while"]
        let headers: HTTPFields = [.ifMatch: try #require(try await director.get("/findings/\(id)").tag)]
        #expect(try await owner.send(.post, "/findings/\(id)/decide", decision, headers: headers).status == 403)
        let decided = try await director.send(.post, "/findings/\(id)/decide", decision, headers: headers)
        #expect(decided.status == 200 && decided.json?["step"] == "accepted", "\(decided.text)")
        let again = try await director.send(
            .post, "/findings/\(id)/decide", decision, headers: [.ifMatch: try #require(decided.tag)])
        #expect(again.status == 409)
    }

    @Test(
        arguments: [
            (["note": "x", "due": "2020-01-01"], "due"), (["note": "x", "due": "soon"], "due"),
            (["note": "", "due": "2027-03-01"], "note"), (["due": "2027-03-01"], "note"),
            (["note": "x", "due": "2027-03-01", "who": "me"], "who"),
        ] as [(JSONValue, String)])
    func whatIsPlannedIsReadStrictly(plan: JSONValue, field: String) async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let id = try await fixture.finding("marine").id
        let client = try await fixture.client(.ditso, in: "marine")
        let tag = try #require(try await client.get("/findings/\(id)").tag)
        let answer = try await client.send(.post, "/findings/\(id)/plan", plan, headers: [.ifMatch: tag])
        #expect(answer.status == 422 && answer.field == field, "\(answer.text)")
        #expect(try await fixture.finding("marine").step == .answer)
    }

    @Test func whatMatchedIsForThoseWhoSeeObservations() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let id = try await fixture.finding("marine").id
        let analyst = try await fixture.client(.analyst, in: "marine").get("/findings/\(id)")
        #expect(analyst.status == 200 && analyst.json?["matches"] == [])
    }
}
