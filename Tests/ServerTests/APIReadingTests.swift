import Assurance
import CanonicalJSON
import HTTPTypes
import Identity
import Model
import Programme
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(10))) struct APIReadingTests {
    @Test func everyResourceIsThereForAnOfficerOfTheDepartment() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let finding = try await fixture.finding("marine")
        for (path, member, value) in [
            ("/overview", "systems", 1), ("/departments", "items", nil), ("/departments/marine", "systems", 1),
            ("/systems", "items", nil), ("/systems/marine-permits", "tier", 2),
            ("/systems/marine-permits/assessments", "items", nil), ("/findings", "items", nil),
            ("/findings/\(finding.id)", "matches", nil),
            ("/observations/\(finding.sighting.observation)", "facts", nil),
            ("/controls", "items", nil), ("/controls/CRY-01", "rules", nil), ("/results", "items", nil),
            ("/events", "items", nil), ("/ledger/checkpoint", "checkpoint", nil), ("/people", "items", nil),
            ("/queues", "queues", nil), ("/search?q=permits", "items", nil), ("/key", "actions", nil),
            ("/systems/marine-permits/observations", "items", nil),
        ] as [(String, String, JSONValue?)] {
            let answer = try await client.get(path)
            #expect(answer.status == 200, "\(path): \(answer.text)")
            #expect(answer.headers[.contentType] == "application/json", "\(path)")
            let found = answer.json?[member]
            #expect(found != nil && (value == nil || found == value), "\(path): \(answer.text)")
            if member == "items" { #expect(!answer.items.isEmpty, "\(path)") }
        }
        let receipt = try await client.get("/ledger/receipts/\(finding.id)")
        #expect(receipt.status == 200 && receipt.text.hasPrefix("c2sp.org/tlog-proof"))
    }

    @Test func numbersAreThoseOfWhatIsSeen() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let own = try await fixture.client(.ditso, in: "marine").get("/overview").json
        let all = try await fixture.client(.centreOfficer, in: "gov").get("/overview").json
        #expect(own?["departments"] == 1 && all?["departments"] == 2)
        #expect(own?["controls"] == ["held": 1, "broken": 1, "unknown": 1, "waived": 0])
        #expect(all?["controls"] == ["held": 2, "broken": 2, "unknown": 2, "waived": 0])
        #expect(own?["findings"] == ["critical": 0, "high": 1, "medium": 0, "low": 0])
        #expect(own?["postures"] == ["held": 0, "fallsShort": 1, "unknown": 0, "never": 0])
        let top = try await fixture.client(.centreOfficer, in: "marine").get("/departments/gov").json
        #expect(top?["systems"] == 2 && top?["parent"] == nil)
    }

    @Test func listsAreWalkedThroughToTheirEnd() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let system = try #require(await fixture.estate.programme.system("marine-permits", .everything)).system
        let more = (1...7).map { number in
            var copy = system
            copy.id = "marine-\(number)"
            return copy
        }
        try await fixture.estate.programme.register(more, at: fixture.now, actor: "test")
        let client = try await fixture.client(.ditso, in: "marine")
        for (list, count) in [
            ("/systems?limit=3", 8), ("/results?limit=2", 3),
            ("/controls?limit=7", fixture.estate.catalogue.controls.count),
        ] {
            var path = list
            var seen: [String] = []
            var pages = 0
            while true {
                let answer = try await client.get(path)
                #expect(answer.status == 200)
                seen += answer.items.map { ($0["id"]?.text ?? "") + ($0["control"]?.text ?? "") }
                pages += 1
                let link = answer.headers[try #require(HTTPField.Name("Link"))]
                #expect((link == nil) == (answer.next == nil))
                guard let link else { break }
                try #require(link.hasPrefix("</api/v1") && link.hasSuffix(">; rel=\"next\""))
                path = String(link.dropFirst("</api/v1".count).prefix { $0 != ">" })
                try #require(pages < 100)
            }
            #expect(seen.count == count && Set(seen).count == count && pages > 1, "\(list): \(seen)")
        }
    }

    @Test func filtersNarrowLists() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.centreOfficer, in: "gov")
        for (path, count) in [
            ("/systems?posture=falls-short", 2), ("/systems?posture=never", 0), ("/systems?department=marine", 1),
            ("/systems?department=nobody", 0), ("/systems?tier=1", 0), ("/systems?q=police", 1), ("/systems?q=%25", 0),
            ("/findings?state=open", 2), ("/findings?state=closed", 0),
            ("/findings?severity=high&system=marine-permits", 1),
            ("/findings?control=CRY-01", 2), ("/findings?family=CLS", 0), ("/findings?step=answer&sort=-opened", 2),
            ("/findings?department=police", 1), ("/findings?overdue=true", 0), ("/results?status=broken", 2),
            ("/results?status=broken&department=police", 1), ("/results?family=CRY&system=marine-permits", 2),
            ("/controls?family=NONE", 0),
        ] {
            let answer = try await client.get(path)
            #expect(answer.status == 200 && answer.items.count == count, "\(path): \(answer.text)")
        }
        fixture.advance(seconds: 400 * 86_400)
        let later = try await fixture.client(.director, in: "marine").get("/findings?overdue=true")
        #expect(later.items.count == 1)
    }

    @Test func whatAClientHasIsNotSentAgain() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let first = try await client.get("/systems/marine-permits")
        let tag = try #require(first.tag)
        let again = try await client.get("/systems/marine-permits", headers: [.ifNoneMatch: "\"x\", \(tag)"])
        #expect(again.status == 304 && again.text.isEmpty && again.tag == tag)
        let other = try await client.get("/systems/marine-permits", headers: [.ifNoneMatch: "\"x\""])
        #expect(other.status == 200)
    }

    @Test func theFeedGoesOnFromWhereTheClientIs() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let all = try await client.get("/events")
        #expect(
            all.items.compactMap { $0["kind"]?.text }
                == ["SystemRegistered", "ObservationRecorded", "AssessmentConcluded", "FindingOpened"])
        #expect(Set(all.items.compactMap { $0["system"]?.text }) == ["marine-permits"])
        let first = try await client.get("/events?limit=1")
        let place = try #require(first.json?["next"]?.integer)
        let rest = try await client.get("/events?after=\(place)")
        #expect(first.items + rest.items == all.items)
        let end = try #require(all.json?["next"]?.integer)
        let nothing = try await client.get("/events?after=\(end)")
        #expect(nothing.items.isEmpty && nothing.json?["next"]?.integer == end)
        // Who does not see findings does not learn of them here.
        let drills = try await fixture.client(.drillController, in: "marine").get("/events")
        #expect(drills.items.compactMap { $0["kind"]?.text } == ["SystemRegistered", "AssessmentConcluded"])
    }

    @Test func withoutAGoodKeyThereIsNothing() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine", days: 1)
        #expect(try await client.get("/systems").status == 200)
        fixture.advance(seconds: 2 * 86_400)
        let wrong = APIClient(browser: client.browser, key: "swk_nothing")
        for stranger in [client, wrong] {
            for operation in APIRoutes(estate: fixture.estate).operations {
                let path = operation.path.dropFirst(APIRoutes.base.count).replacing("{id}", with: "marine-permits")
                let answer = try await stranger.send(operation.method, String(path), nil)
                #expect(answer.status == 401, "\(operation.path)")
                #expect(answer.headers[.wwwAuthenticate] == "Bearer")
                #expect(answer.headers[.contentType] == "application/problem+json")
            }
        }
    }

    @Test func aKeyDoesOnlyWhatItWasMadeFor() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine", only: [.seeSystems])
        #expect(try await client.get("/systems/marine-permits").status == 200)
        for path in ["/findings", "/overview", "/results", "/ledger/checkpoint", "/departments"] {
            #expect(try await client.get(path).status == 403, "\(path)")
        }
        #expect(try await client.get("/systems/marine-permits/assessments").status == 404)
        let events = try await client.get("/events")
        #expect(events.items.compactMap { $0["kind"]?.text } == ["SystemRegistered"])
    }
}
