import CanonicalJSON
import HTTPTypes
import Identity
import Model
import TestSupport
import Testing

@testable import Server

/// Programs that look after people: what they may, what they are told, and what they are never handed.
@Suite(.timeLimit(.minutes(10))) struct APIPeopleTests {
    private static let clerk: JSONValue = [
        "signIn": "new.clerk", "name": "陳大文", "email": "chan@example.gov.hk", "language": "zh-Hant", "unit": "marine",
    ]

    private static func key(_ value: String) throws -> HTTPFields {
        [try #require(HTTPField.Name("Idempotency-Key")): value]
    }

    private static func with(_ member: String, _ value: JSONValue?, in document: JSONValue) -> JSONValue {
        var members = document.members ?? [:]
        members[member] = value
        return .object(members)
    }

    @Test func aPersonIsAddedChangedDisabledAndErased() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let added = try await client.send(.post, "/people", Self.clerk)
        let id = try #require(added.json?["id"]?.text)
        let path = "/people/\(id)"
        #expect(added.status == 201 && added.headers[.location] == "/api/v1\(path)")
        #expect(added.json?["unit"] == "marine" && added.json?["offices"] == [] && added.json?["disabled"] == false)
        // No answer to a program holds a way in.
        #expect(!added.text.contains("swn_") && !added.text.contains("welcome"))
        #expect(try await client.get(path).json == added.json)

        let entry: JSONValue = ["name": "Chan Tai Man", "language": "en"]
        #expect(try await client.send(.put, path, entry).status == 428)
        let tag = try #require(added.tag)
        let changed = try await client.send(.put, path, entry, headers: [.ifMatch: tag])
        #expect(changed.status == 200 && changed.json?["name"] == "Chan Tai Man" && changed.json?["email"] == nil)
        let late = try await client.send(.put, path, Self.with("name", "C", in: entry), headers: [.ifMatch: tag])
        #expect(late.status == 412 && late.field == "If-Match")
        #expect(try await client.get(path).json == changed.json)

        let current = try #require(changed.tag)
        let reset = try await client.send(.post, "\(path)/reset", nil, headers: [.ifMatch: current])
        #expect(reset.status == 200 && !reset.text.contains("swn_") && reset.json == changed.json)
        #expect(try await client.send(.post, "\(path)/disable", nil).status == 428)
        let disabled = try await client.send(.post, "\(path)/disable", nil, headers: [.ifMatch: current])
        #expect(disabled.status == 200 && disabled.json?["disabled"] == true)
        for act in ["disable", "reset"] {
            let again = try await client.send(.post, "\(path)/\(act)", nil, headers: [.ifMatch: "*"])
            #expect(again.status == 409, "\(act)")
        }
        #expect(try await client.send(.post, "\(path)/enable", nil).status == 428)
        let gone = try #require(disabled.tag)
        let enabled = try await client.send(.post, "\(path)/enable", nil, headers: [.ifMatch: gone])
        #expect(enabled.status == 200 && enabled.json == changed.json)
        #expect(try await client.send(.post, "\(path)/enable", nil, headers: [.ifMatch: gone]).status == 412)
        #expect(try await client.send(.post, "\(path)/enable", nil, headers: [.ifMatch: "*"]).status == 409)
        #expect(try await client.send(.delete, path, nil, headers: [.ifMatch: tag]).status == 412)
        let erased = try await client.send(.delete, path, nil, headers: [.ifMatch: "*"])
        #expect(erased.status == 204 && erased.text.isEmpty)
        #expect(try await client.get(path).status == 404)
        #expect(try await client.send(.delete, path, nil, headers: [.ifMatch: "*"]).status == 404)
        #expect(try await !client.get("/people").text.contains("Chan Tai Man"))
    }

    @Test func whatThePeopleSignInWithGoesWithAReset() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let clerk = try await fixture.signedIn("clerk", .staff, in: "marine")
        let client = try await fixture.client(.ditso, in: "marine")
        let path = "/people/\(try await fixture.id(of: "clerk"))"
        #expect(try await clerk.get("/settings").status == 200)
        let tag = try #require(try await client.get(path).tag)
        #expect(try await client.send(.post, "\(path)/reset", nil, headers: [.ifMatch: tag]).status == 200)
        #expect(try await clerk.get("/settings").status == 303)
    }

    @Test(
        arguments: [
            ("signIn", "two words", 422, "signIn"), ("signIn", "DITSO-marine", 409, "signIn"),
            ("name", "", 422, "name"),
            ("name", "a\nb", 422, "name"), ("email", "chan", 422, "email"), ("language", "fr", 422, "language"),
            ("language", nil, 422, "language"), ("unit", "police", 422, "unit"), ("unit", "nobody", 422, "unit"),
            ("office", "director", 422, "office"),
        ] as [(String, JSONValue?, Int, String)])
    func whatIsWrongWithAPersonIsTold(member: String, value: JSONValue?, status: Int, field: String) async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let answer = try await client.send(.post, "/people", Self.with(member, value, in: Self.clerk))
        #expect(answer.status == status && answer.field == field, "\(answer.status) \(answer.text)")
        #expect(try await client.get("/people").items.count == 1)
    }

    @Test func aUnitOfOthersIsNotToldFromNone() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        func detail(_ path: String, _ body: JSONValue) async throws -> JSONValue? {
            try await client.send(.post, path, body).json?["detail"]
        }
        let theirs = try await detail("/people", Self.with("unit", "police", in: Self.clerk))
        #expect(try await detail("/people", Self.with("unit", "nobody", in: Self.clerk)) == theirs)
        let clerk = try await fixture.person("clerk", .staff, in: "marine")
        let office: JSONValue = ["office": "analyst", "unit": "police"]
        let elsewhere = try await detail("/people/\(clerk)/offices", office)
        #expect(try await detail("/people/\(clerk)/offices", Self.with("unit", "nobody", in: office)) == elsewhere)
        let system: JSONValue = ["office": "system-owner", "unit": "marine", "system": "police-permits"]
        let other = try await detail("/people/\(clerk)/offices", system)
        #expect(try await detail("/people/\(clerk)/offices", Self.with("system", "nobody", in: system)) == other)
    }

    @Test func aRepeatAddsNobodyTwice() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let headers = try Self.key("once")
        let first = try await client.send(.post, "/people", Self.clerk, headers: headers)
        let again = try await client.send(.post, "/people", Self.clerk, headers: headers)
        #expect(first.status == 201 && again.status == 200 && again.json == first.json)
        #expect(try await client.send(.post, "/people", Self.clerk).status == 409)
        let other = Self.with("signIn", "other.clerk", in: Self.clerk)
        let reused = try await client.send(.post, "/people", other, headers: headers)
        #expect(reused.status == 422 && reused.field == "Idempotency-Key")
        let path = "/people/\(try #require(first.json?["id"]?.text))"
        let office: JSONValue = ["office": "analyst", "unit": "marine"]
        let given = try await client.send(.post, "\(path)/offices", office, headers: try Self.key("office"))
        let repeated = try await client.send(.post, "\(path)/offices", office, headers: try Self.key("office"))
        #expect(given.status == 201 && repeated.status == 200 && repeated.json == given.json)
        #expect(try await client.get(path).json?["offices"]?.elements?.count == 1)
        // Somebody who was erased is not brought back by a request of before.
        #expect(try await client.send(.delete, path, nil, headers: [.ifMatch: "*"]).status == 204)
        #expect(try await client.send(.post, "/people", Self.clerk, headers: headers).status == 404)
    }

    @Test func anOfficeThatIsGivenManyTimesAtOnceIsHeldOnce() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let clerk = try await fixture.person("clerk", .staff, in: "marine")
        let office: JSONValue = ["office": "analyst", "unit": "marine"]
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask { try await client.send(.post, "/people/\(clerk)/offices", office).status }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses.filter { $0 == 201 }.count == 1 && statuses.filter { $0 == 409 }.count == 5, "\(statuses)")
        #expect(try await fixture.estate.identity.offices.all(of: clerk).count == 2)
    }

    @Test func officesAreGivenWithinTheOwnRightsAndEnded() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let person = try await fixture.person("clerk", .analyst, in: "marine")
        let director = try await fixture.client(.director, in: "marine")
        let path = "/people/\(person)/offices"
        let good: JSONValue = ["office": "staff", "unit": "marine"]
        for (member, value, status, field) in [
            ("office", "king", 422, "office"), ("office", "centre-officer", 403, "office"),
            ("unit", "police", 422, "unit"), ("from", "2020-01-01", 422, "from"), ("from", "soon", 422, "from"),
            ("from", "2900-01-01", 422, "from"), ("until", "2020-01-01", 422, "until"),
            ("until", "9999-12-31", 422, "until"), ("system", "marine-permits", 422, "system"),
            ("office", "system-owner", 422, "system"), ("office", "auditor", 409, nil), ("office", "analyst", 409, nil),
        ] as [(String, JSONValue, Int, String?)] {
            let answer = try await director.send(.post, path, Self.with(member, value, in: good))
            #expect(answer.status == status && answer.field == field, "\(member) \(value): \(answer.text)")
        }
        let given = try await director.send(.post, path, Self.with("until", "2027-03-01", in: good))
        let office = try #require(given.json?["id"]?.text)
        #expect(given.status == 201 && given.json?["until"] == "2027-03-01T16:00:00Z")
        fixture.advance(seconds: 1)
        let ended = try await director.send(.post, "\(path)/\(office)/end", nil)
        #expect(ended.status == 200 && ended.json?["until"] == .string(fixture.now.description), "\(ended.text)")
        #expect(try await director.send(.post, "\(path)/\(office)/end", nil).status == 409)
        #expect(try await director.send(.post, "\(path)/\(ULID(fixture.now))/end", nil).status == 404)
        let own = try await fixture.id(of: "director-marine")
        let toOneself = try await director.send(.post, "/people/\(own)/offices", good)
        #expect(toOneself.status == 403)
    }

    @Test func aKeyLooksAfterPeopleOnlyAsFarAsItWasMadeFor() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let clerk = try await fixture.person("clerk", .staff, in: "marine")
        let path = "/people/\(clerk)"
        let any: HTTPFields = [.ifMatch: "*"]
        let reader = try await fixture.client(.ditso, in: "marine", only: [.seePeople])
        #expect(try await reader.get(path).status == 200)
        #expect(try await reader.send(.post, "/people", Self.clerk).status == 403)
        #expect(try await reader.send(.delete, path, nil, headers: any).status == 403)
        for act in ["reset", "disable", "enable"] {
            #expect(try await reader.send(.post, "\(path)/\(act)", nil, headers: any).status == 403, "\(act)")
        }
        let office: JSONValue = ["office": "analyst", "unit": "marine"]
        #expect(try await reader.send(.post, "\(path)/offices", office).status == 403)
        // Who may manage but not give the office that the person holds could go in as them: not by this key either.
        let manager = try await fixture.client(.administrator, in: "marine", only: [.managePeople])
        #expect(try await manager.send(.post, "\(path)/reset", nil, headers: any).status == 403)
        #expect(try await manager.send(.post, "/people", Self.clerk).status == 201)
        // The administrator reaches everywhere; a key for one unit does not.
        let keeper = try await fixture.client(.administrator, in: "police")
        #expect(try await keeper.get(path).status == 404)
        #expect(try await keeper.send(.delete, path, nil, headers: any).status == 404)
        #expect(try await keeper.send(.post, "/people", Self.clerk).status == 422)
        let nobody = try await fixture.client(.systemOwner, in: "marine", subject: "marine-permits")
        for answer in [
            try await nobody.get("/people"), try await nobody.get(path), try await nobody.send(.delete, path, nil),
        ] { #expect(answer.status == 403) }
        #expect(try await fixture.estate.identity.people.person(clerk)?.isDisabled == false)
    }

    @Test func whoeverIsSeenByAnOfficeAloneShowsNoOtherUnit() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let guest = try await fixture.person("guest", .staff, in: "police")
        _ = try await fixture.estate.identity.offices.assign(
            .analyst, to: guest, in: "marine", from: fixture.now, at: fixture.now, actor: "test")
        let client = try await fixture.client(.ditso, in: "marine")
        let seen = try await client.get("/people/\(guest)")
        #expect(seen.status == 200 && seen.json?["unit"] == nil && !seen.text.contains("police"), "\(seen.text)")
        #expect(seen.json?["offices"]?.elements?.count == 1)
        // The list is of the people of the own units, as the page is.
        #expect(try await client.get("/people").items.allSatisfy { $0["unit"] == "marine" })
    }

    @Test func whoHoldsWhichOfficeIsToldOfTheOwnUnits() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let analyst = try await fixture.person("clerk", .analyst, in: "marine")
        try await fixture.person("inspector", .ditso, in: "police")
        let client = try await fixture.client(.ditso, in: "marine")
        let held = try await client.get("/departments/marine/offices?limit=1")
        let rest = try await client.get("/departments/marine/offices?after=\(try #require(held.next))")
        // What is made in one millisecond is in no order.
        let all = held.items + rest.items
        #expect(held.items.count == 1 && Set(all.compactMap { $0["office"]?.text }) == ["analyst", "ditso"])
        #expect(all.contains { $0["person"] == .string(analyst) } && rest.next == nil)
        for unit in ["police", "gov", "nobody"] {
            #expect(try await client.get("/departments/\(unit)/offices").status == 404, "\(unit)")
        }
        let officer = try await fixture.client(.centreOfficer, in: "gov")
        #expect(try await officer.get("/departments/gov/offices").items.count == 4)
    }

    @Test func peopleAreListedPageByPageAsOnThePage() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        for number in 0..<7 { try await fixture.person("clerk\(number)", .staff, in: "marine") }
        try await fixture.person("inspector", .staff, in: "police")
        let client = try await fixture.client(.ditso, in: "marine")
        var (seen, path): ([String], String?) = ([], "/people?limit=3")
        while let next = path {
            let page = try await client.get(next)
            #expect(page.status == 200)
            seen += page.items.compactMap { $0["signIn"]?.text }
            path = page.next.map { "/people?limit=3&after=\($0)" }
        }
        #expect(seen.sorted() == (0..<7).map { "clerk\($0)" } + ["ditso-marine"])
        let before = fixture.database.statements
        _ = try await client.get("/people")
        // Who asks takes four, the list three, whatever there is to show.
        #expect(fixture.database.statements - before == 7)
    }
}
