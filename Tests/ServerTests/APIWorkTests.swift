import Accounts
import CanonicalJSON
import HTTPTypes
import Identity
import Logging
import Model
import Programme
import Synchronization
import Testing
import Work

@testable import Server

/// Work, queues, search, receipts and the key itself, as programs ask for them.
@Suite(.timeLimit(.minutes(10))) struct APIWorkTests {
    @Test func aJobThatWasGivenUpIsTriedAgainAndWhoAskedIsTold() async throws {
        let monitoring = Monitoring()
        let fixture = try await ServerFixture(logger: monitoring.logger())
        try await fixture.fill()
        let id = try await fixture.deadJob("marine")
        _ = try await fixture.estate.jobs.add("scan", department: "police", at: fixture.now)
        let client = try await fixture.client(.ditso, in: "marine")
        let list = try await client.get("/jobs?state=dead")
        #expect(list.items.count == 1 && list.items.first?["id"] == .string(id))
        #expect(
            list.items.first?["department"] == "marine" && list.items.first?["problem"]?["id"] == "work.worker-lost")
        #expect(try await client.get("/jobs").items.count == 1)
        let officer = try await fixture.client(.centreOfficer, in: "gov")
        #expect(try await officer.get("/jobs/\(id)").status == 200)
        #expect(try await officer.send(.post, "/jobs/\(id)/retry", nil).status == 403)
        let reader = try await fixture.client(.ditso, in: "gov", only: [.seeWork])
        #expect(try await reader.send(.post, "/jobs/\(id)/retry", nil).status == 403)
        #expect(try await fixture.estate.jobs.job(id)?.state == .dead && monitoring.events("work-retried").isEmpty)
        let retried = try await client.send(.post, "/jobs/\(id)/retry", nil)
        #expect(retried.status == 200 && retried.json?["state"] == "waiting" && retried.json?["attempts"] == 0)
        #expect(try await client.send(.post, "/jobs/\(id)/retry", nil).status == 409)
        let told = monitoring.events("work-retried")
        #expect(told.count == 1)
        let person = try await fixture.id(of: "ditso-marine")
        let key = try #require(await fixture.estate.identity.keys.all(of: person).first)
        #expect(told.first?["user"] == ["id": "\(person)"])
        #expect(told.first?["labels"] == ["job": "\(id)", "key": "\(key.id)"])
    }

    @Test func whatWaitsIsWhatWaitsOnTheHomePage() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let finding = try await fixture.finding("marine").id
        func totals(_ answer: APIClient.Answer) -> [String: Int64] {
            let queues = answer.json?["queues"]?.elements ?? []
            return Dictionary(
                queues.map { ($0["kind"]?.text ?? "", $0["total"]?.integer ?? -1) }
            ) { first, _ in first }
        }
        let queues = try await client.get("/queues")
        #expect(totals(queues) == ["overdue": 0, "answer": 1, "fix": 0])
        #expect(queues.text.contains(finding))
        let office = try #require(queues.json?["offices"]?.elements?.first?["id"]?.text)
        #expect(try await client.get("/queues?office=\(office)").json == queues.json)
        #expect(try await client.get("/findings?office=\(office)").items.count == 1)
        let director = try await fixture.client(.director, in: "marine")
        #expect(totals(try await director.get("/queues")) == ["decide": 0])
        // A key that was not made for findings sees no queue of them.
        let reader = try await fixture.client(.ditso, in: "gov", only: [.fixFindings])
        #expect(totals(try await reader.get("/queues")).isEmpty)
    }

    @Test func searchFindsWhatThePageFinds() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let (own, theirs) = (try await fixture.finding("marine").id, try await fixture.finding("police").id)
        for (words, kind, id) in [
            ("permits", "system", "marine-permits"), ("marine", "department", "marine"),
            ("cry-01", "control", "CRY-01"),
            (own.lowercased(), "finding", own),
            ("ditso-marine", "person", try await fixture.id(of: "ditso-marine")),
        ] {
            let answer = try await client.get("/search?q=\(words)")
            #expect(answer.items.contains { $0["kind"]?.text == kind && $0["id"]?.text == id }, "\(answer.text)")
        }
        try await fixture.person("inspector", .staff, in: "police")
        for words in [theirs, "police-permits", "inspector", "%25", "_"] {
            #expect(try await client.get("/search?q=\(words)").items.isEmpty, "\(words)")
        }
        let systems = try await fixture.client(.ditso, in: "gov", only: [.seeSystems]).get("/search?q=permits&limit=1")
        #expect(systems.items.count == 1 && systems.next != nil)
    }

    @Test func aReceiptIsVerified() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let receipt = try await client.get("/ledger/receipts/\(fixture.finding("marine").id)").text
        let good = try await client.send(.post, "/ledger/verify", ["receipt": .string(receipt)])
        #expect(good.status == 200 && good.json?["holds"] == true && good.json?["leaf"]?.integer != nil)
        for bad in ["no receipt", receipt.replacing("index ", with: "index 1")] {
            let answer = try await client.send(.post, "/ledger/verify", ["receipt": .string(bad)])
            #expect(answer.status == 200 && answer.json?["holds"] == false, "\(answer.text)")
            #expect(answer.json?["problem"]?["id"]?.text?.hasPrefix("journal.receipt-") == true)
        }
        #expect(try await client.send(.post, "/ledger/verify", [:]).field == "receipt")
        let analyst = try await fixture.client(.analyst, in: "marine")
        #expect(try await analyst.send(.post, "/ledger/verify", ["receipt": "x"]).status == 403)
    }

    @Test func aKeyKnowsAndRevokesItselfAndNothingElse() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine", only: [.seeSystems])
        let key = try await client.get("/key")
        #expect(key.json?["actions"] == ["systems.see"] && key.json?["units"] == ["marine"])
        #expect(key.json?["offices"]?.elements?.first?["office"] == "ditso")
        #expect(!key.text.contains("swk_"))
        // What an account is signed in with is for its person, in a browser: no operation speaks of it.
        let paths = APIRoutes(estate: fixture.estate).operations.map(\.path)
        for word in ["session", "password", "passkey", "code", "link", "invitation", "keys"] {
            #expect(!paths.contains { $0.contains(word) }, "\(word)")
        }
        for path in ["/settings/keys", "/settings/sessions", "/sign-in"] {
            #expect(try await client.get(path).status == 404, "\(path)")
        }
        #expect(
            try await client.browser.get("/settings", headers: [.authorization: "Bearer \(client.key)"]).status == 303)
        #expect(try await client.send(.delete, "/key", nil).status == 204)
        #expect(try await client.get("/key").status == 401)
        #expect(try await client.get("/systems").status == 401)
    }

    @Test func whatWasSeenAndConcludedOfASystemIsThere() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        fixture.advance(seconds: 3600)
        let upload = APIAssessmentTests.upload(at: fixture.now)
        let taken = try await client.send(.post, "/systems/marine-permits/assessments", .object(upload))
        let id = try #require(taken.json?["id"]?.text, "\(taken.text)")
        let concluded = try await client.get("/assessments/\(id)")
        #expect(concluded.status == 200 && concluded.json?["statuses"] == taken.json?["statuses"])
        let steps = concluded.json?["nextSteps"]?.elements ?? []
        #expect(steps.contains { $0["control"] == "CRY-01" && $0["kind"] == "mend" })
        #expect(concluded.json?["missing"]?.members?.isEmpty == false && concluded.json?["system"] == "marine-permits")
        let observations = try await client.get("/systems/marine-permits/observations").items
        #expect(observations.count == 1 && observations.first?["kind"] == "transit.tls")
        #expect(observations.first?["actor"] == "seawall 1")
        let events = try await client.get("/events?system=marine-permits")
        #expect(events.items == (try await client.get("/events")).items && !events.items.isEmpty)
        // Who does not see observations sees none of the system either.
        let analyst = try await fixture.client(.analyst, in: "marine")
        #expect(try await analyst.get("/systems/marine-permits/observations").status == 404)
        #expect(try await analyst.get("/assessments/\(id)").status == 200)
        let owner = try await fixture.client(.systemOwner, in: "marine", subject: "marine-permits")
        #expect(try await owner.get("/events?system=marine-permits").items.count == events.items.count)
    }
}
