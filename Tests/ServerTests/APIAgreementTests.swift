import CanonicalJSON
import HTTPTypes
import Identity
import Model
import TestSupport
import Testing

@testable import Server

/// Programs that decide for a body what others see of it: as its director does on the page, and nobody else.
@Suite(.timeLimit(.minutes(10))) struct APIAgreementTests {
    private static let path = "/departments/school/agreements"
    private static let counts: JSONValue = [
        "shows": ["posture": "counts", "findings": "counts"], "withheld": ["tls.certificate"],
    ]

    private static func fixture() async throws -> ServerFixture {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        try await fixture.body("school")
        return fixture
    }

    private static func with(_ member: String, _ value: JSONValue?, in document: JSONValue) -> JSONValue {
        var members = document.members ?? [:]
        members[member] = value
        return .object(members)
    }

    @Test func anAgreementIsMadeSeenAndEnded() async throws {
        let fixture = try await Self.fixture()
        let director = try await fixture.client(.director, in: "school")
        let officer = try await fixture.client(.centreOfficer, in: "gov")
        let none = try await director.get(Self.path)
        let tag = try #require(none.tag)
        #expect(none.status == 200 && none.items.isEmpty && none.next == nil)
        #expect(try await director.get(Self.path, headers: [.ifNoneMatch: tag]).status == 304)
        #expect(try await officer.get(Self.path).status == 404)
        #expect(try await director.send(.post, Self.path, Self.counts).status == 428)

        let made = try await director.send(.post, Self.path, Self.counts, headers: [.ifMatch: tag])
        let id = try #require(made.json?["id"]?.text, "\(made.text)")
        #expect(
            made.status == 201
                && made.json == [
                    "id": .string(id), "from": .string(fixture.now.description), "inForce": true, "by": "person",
                    "withheld": ["tls.certificate"],
                    "shows": [
                        "posture": "counts", "systems": "none", "observations": "none", "findings": "counts",
                        "evidence": "none",
                    ],
                ], "\(made.text)")
        #expect(try await director.get(Self.path, headers: [.ifNoneMatch: tag]).items == [try #require(made.json)])
        // Two who agree at once: the second is told, and nothing is agreed over the head of the first.
        let late = try await director.send(
            .post, Self.path, Self.with("shows", [:], in: Self.counts), headers: [.ifMatch: tag])
        #expect(late.status == 412 && late.field == "If-Match")
        // Who sees what is agreed may read it, and decides nothing of it.
        #expect(try await officer.get(Self.path).items == [try #require(made.json)])
        #expect(try await officer.get("/departments/school").status == 200)
        let any: HTTPFields = [.ifMatch: "*"]
        #expect(try await officer.send(.post, Self.path, Self.counts, headers: any).status == 403)
        #expect(try await officer.send(.post, "\(Self.path)/\(id)/end", nil).status == 403)
        #expect(try await director.send(.post, "\(Self.path)/\(ULID(fixture.now))/end", nil).status == 404)

        fixture.advance(seconds: 10)
        let ended = try await director.send(.post, "\(Self.path)/\(id)/end", nil)
        #expect(ended.status == 200 && ended.json?["until"] == .string(fixture.now.description))
        #expect(ended.json?["inForce"] == false)
        #expect(try await director.send(.post, "\(Self.path)/\(id)/end", nil).status == 409)
        #expect(try await officer.get(Self.path).status == 404)
        #expect(try await officer.get("/departments/school").status == 404)
        #expect(try await fixture.estate.identity.agreements.all(of: "school").count == 1)
    }

    @Test func aRepeatAgreesNothingTwice() async throws {
        let fixture = try await Self.fixture()
        let director = try await fixture.client(.director, in: "school")
        let name = try #require(HTTPField.Name("Idempotency-Key"))
        // The answer was lost: the program sends the same again, with the tag that it saw then.
        let headers: HTTPFields = [name: "once", .ifMatch: try #require(await director.get(Self.path).tag)]
        let first = try await director.send(.post, Self.path, Self.counts, headers: headers)
        let again = try await director.send(.post, Self.path, Self.counts, headers: headers)
        #expect(first.status == 201 && again.status == 200 && again.json == first.json)
        let other = try await director.send(
            .post, Self.path, Self.with("withheld", nil, in: Self.counts), headers: headers)
        #expect(other.status == 422 && other.field == "Idempotency-Key")
        #expect(try await fixture.estate.identity.agreements.all(of: "school").count == 1)
        // It shows how the agreement stands by now.
        fixture.advance(seconds: 10)
        _ = try await director.send(.post, "\(Self.path)/\(first.json?["id"]?.text ?? "")/end", nil)
        let ended = try await director.send(.post, Self.path, Self.counts, headers: headers)
        #expect(ended.status == 200 && ended.json?["until"] != nil)
    }

    @Test(
        arguments: [
            ("shows", ["systems": "counts"], "shows.systems"), ("shows", ["colours": "all"], "shows.colours"),
            ("shows", nil, "shows"), ("withheld", ["TLS!"], "withheld"), ("withheld", [""], "withheld.0"),
            ("from", "1999-01-01", "from"), ("until", "1999-01-01", "until"), ("until", "soon", "until"),
            ("body", "marine", "body"),
        ] as [(String, JSONValue?, String)])
    func whatIsWrongIsToldAtItsMember(member: String, value: JSONValue?, field: String) async throws {
        let fixture = try await Self.fixture()
        let director = try await fixture.client(.director, in: "school")
        let answer = try await director.send(
            .post, Self.path, Self.with(member, value, in: Self.counts), headers: [.ifMatch: "*"])
        #expect(answer.status == 422 && answer.field == field, "\(answer.status) \(answer.text)")
        #expect(try await fixture.estate.identity.agreements.all(of: "school").isEmpty)
    }

    @Test func agreementsAreListedPageByPageAsTheyWereMade() async throws {
        let fixture = try await Self.fixture()
        let director = try await fixture.client(.director, in: "school")
        var made: [JSONValue] = []
        // What is made later may begin earlier: a day to come first, then today.
        for from in ["2027-06-01", nil, nil] as [JSONValue?] {
            fixture.advance(seconds: 1)
            let tag = try #require(await director.get("\(Self.path)?limit=1").tag)
            let answer = try await director.send(
                .post, Self.path, Self.with("from", from, in: Self.counts), headers: [.ifMatch: tag])
            made.append(try #require(answer.json?["id"], "\(answer.text)"))
        }
        var (seen, path): ([JSONValue], String?) = ([], "\(Self.path)?limit=2")
        while let next = path {
            let page = try await director.get(next)
            seen += page.items
            path = page.next.map { "\(Self.path)?limit=2&after=\($0)" }
        }
        #expect(seen.compactMap { $0["id"] } == made)
        #expect(seen.compactMap { $0["inForce"] } == [false, false, true])
        let before = fixture.database.statements
        _ = try await director.get(Self.path)
        // Who asks takes four; the unit, its agreements, and who made them, whatever there is to show.
        #expect(fixture.database.statements - before == 7)
    }

    @Test(arguments: [
        (Office.director, "school", 200, true), (.ditso, "school", 200, false), (.auditor, "school", 200, false),
        (.staff, "school", 404, false), (.director, "marine", 404, false), (.director, "gov", 404, false),
        (.centreOfficer, "gov", 404, false), (.administrator, "gov", 404, false),
    ])
    func whoReadsAndWhoDecides(office: Office, unit: String, status: Int, decides: Bool) async throws {
        let fixture = try await Self.fixture()
        let client = try await fixture.client(office, in: unit)
        #expect(try await client.get(Self.path).status == status)
        let answer = try await client.send(.post, Self.path, Self.counts, headers: [.ifMatch: "*"])
        #expect(answer.status == (decides ? 201 : status == 404 ? 404 : 403))
        #expect(try await fixture.estate.identity.agreements.all(of: "school").isEmpty != decides)
        // Of a unit that is governed there is nothing to agree to.
        #expect(try await client.get("/departments/marine/agreements").status == 404)
    }

    @Test func aKeyAgreesOnlyWhereItWasMadeForThat() async throws {
        let fixture = try await Self.fixture()
        let reader = try await fixture.client(.director, in: "school", only: [.seePosture])
        #expect(try await reader.get(Self.path).status == 200)
        let refused = try await reader.send(.post, Self.path, Self.counts, headers: [.ifMatch: "*"])
        #expect(refused.status == 403)
        let browser = try await fixture.signedIn("head", .director, in: "school")
        let made = try await browser.post(
            "/settings/keys", ["name": "agree", "scope": "agree", "days": "30"], on: browser.get("/settings"))
        let client = APIClient(browser: Browser(fixture), key: try #require(made.code))
        #expect(try await client.get("/systems").status == 403)
        #expect(try await client.send(.post, Self.path, Self.counts, headers: [.ifMatch: "*"]).status == 201)
    }
}
