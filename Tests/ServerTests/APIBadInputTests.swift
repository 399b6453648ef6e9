import CanonicalJSON
import HTTPTypes
import Identity
import Model
import Testing

@testable import Server

/// Whatever is wrong with a request: a problem document that names it.
@Suite(.timeLimit(.minutes(10))) struct APIBadInputTests {
    @Test(arguments: [
        ("/systems?limit=0", "limit"), ("/systems?limit=201", "limit"), ("/systems?limit=%2B5", "limit"),
        ("/systems?limit=5&limit=6", "limit"), ("/systems?limit=", "limit"), ("/systems?tier=4", "tier"),
        ("/systems?posture=good", "posture"), ("/systems?after=x", "after"), ("/systems?after=%2B1.a", "after"),
        ("/systems?after=0.%C3%A9", "after"), ("/systems?after=9999999999999999999.a", "after"),
        ("/systems?colour=red", "colour"), ("/systems/marine-permits?x=1", "x"), ("/findings?state=shut", "state"),
        ("/findings?severity=9", "severity"), ("/findings?overdue=yes", "overdue"), ("/findings?sort=up", "sort"),
        ("/findings?overdue=true&state=closed", "overdue"), ("/results?after=0.nospace", "after"),
        ("/results?status=good", "status"), ("/events?after=1.5", "after"), ("/events?after=-2", "after"),
        ("/events?after=99999999999999999999", "after"), ("/departments?q=x", "q"), ("/controls?limit=x", "limit"),
        ("/overview?x=", "x"), ("/ledger/checkpoint?x=1", "x"), ("/people?limit=0", "limit"), ("/people?q=x", "q"),
        ("/jobs?state=lost", "state"), ("/jobs?after=x", "after"), ("/search", "q"), ("/search?q=", "q"),
        ("/search?q=a&q=b", "q"), ("/queues?office=", "office"), ("/queues?limit=1", "limit"), ("/key?x=1", "x"),
        ("/systems/marine-permits/observations?kind=x", "kind"), ("/assessments/x?x=1", "x"),
    ])
    func parametersAreReadStrictly(path: String, field: String) async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let answer = try await client.get(path)
        #expect(answer.status == 400 && answer.field == field, "\(path): \(answer.status) \(answer.text)")
        #expect(answer.headers[.contentType] == "application/problem+json")
        #expect(answer.json?["type"]?.text?.hasPrefix("urn:seawall:problem:server.") == true)
    }

    @Test(arguments: [
        ("/systems?posture=good", "held, falls-short, unknown, never"), ("/systems?tier=4", "1–3"),
        ("/results?status=good", "held, broken, waived, unknown, not-applicable"),
        ("/findings?state=shut", "open, closed"),
        ("/findings?overdue=yes", "true"), ("/jobs?state=lost", "waiting, running, done, dead"),
    ])
    func whatAFilterTakesIsTold(path: String, accepted: String) async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let answer = try await client.get(path)
        let detail = answer.json?["detail"]?.text ?? ""
        #expect(answer.status == 400 && detail.contains(accepted), "\(detail)")
    }

    @Test func unreadableAddressesAreRefused() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        for path in ["/systems?q=%00", "/systems?q=%FF", "/systems?q=%zz"] {
            #expect(try await client.get(path).status == 400, "\(path)")
        }
        #expect(try await client.get("/nothing").status == 404)
        #expect(try await client.get("/systems/\(String(repeating: "x", count: 5000))").status == 404)
        #expect(try await client.get("/systems/%00").status == 404)
    }

    @Test func otherMethodsAreNotAllowed() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let removed = try await client.send(.delete, "/systems/marine-permits", nil)
        #expect(removed.status == 405 && removed.headers[.allow] == "GET, PUT")
        #expect(removed.json?["status"] == 405)
        #expect(try await client.send(.post, "/overview", [:]).status == 405)
        #expect(try await client.send(#require(HTTPRequest.Method("QUERY")), "/overview", [:]).status == 405)
    }

    private static let entry: JSONValue = [
        "unit": "marine", "name": ["en": "Tides", "zh-Hant": "潮汐", "zh-Hans": "潮汐"], "tier": 1,
        "grade": "unclassified", "exposure": "intranet", "personalData": false,
    ]

    @Test(
        arguments: [
            ("tier", 4, "tier"), ("tier", "1", "tier"), ("tier", nil, "tier"), ("grade", "open", "grade"),
            ("personalData", 1, "personalData"), ("unit", "Marine", "unit"), ("unit", "nobody", "unit"),
            ("unit", "police", "unit"), ("name", "Tides", "name"), ("colour", "red", "colour"),
            ("name", ["en": "Tides", "zh-Hant": "潮汐"], "name.zh-Hans"),
            ("name", ["en": "Ti\u{0}des", "zh-Hant": "潮汐", "zh-Hans": "潮汐"], "name.en"),
            ("name", ["en": "", "zh-Hant": "潮汐", "zh-Hans": "潮汐"], "name.en"),
            ("name", ["en": "Tides", "zh-Hant": "潮汐", "zh-Hans": "潮汐", "fr": "Marées"], "name.fr"),
        ] as [(String, JSONValue?, String)])
    func membersAreReadStrictly(member: String, value: JSONValue?, field: String) async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        var members = try #require(Self.entry.members)
        members[member] = value
        let answer = try await client.send(.put, "/systems/tides", .object(members), headers: [.ifNoneMatch: "*"])
        #expect(answer.status == 422 && answer.field == field, "\(answer.status) \(answer.text)")
        #expect(try await client.get("/systems/tides").status == 404)
    }

    @Test func bodiesThatAreNoDocumentsAreRefused() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        func put(_ bytes: [UInt8], _ type: String? = "application/json") async throws -> Int {
            var headers: HTTPFields = [.ifNoneMatch: "*"]
            headers[.contentType] = type
            return try await client.send(.put, "/systems/tides", bytes: bytes, headers: headers).status
        }
        #expect(try await put(Array("{".utf8)) == 400)
        #expect(try await put([]) == 400)
        #expect(try await put(Array("{\"a\":1,\"a\":2}".utf8)) == 400)
        #expect(try await put(Array("\"\\ud800\"".utf8)) == 400)
        #expect(try await put(Array(String(repeating: "[", count: 1000).utf8)) == 400)
        #expect(try await put(Array("[]".utf8)) == 422)
        #expect(try await put(Self.entry.canonicalBytes, "text/plain") == 415)
        #expect(try await put(Self.entry.canonicalBytes, nil) == 415)
        #expect(try await put([UInt8](repeating: 0x20, count: 65_537)) == 413)
        #expect(try await put(Self.entry.canonicalBytes, "application/json; charset=utf-8") == 201)
    }

    @Test func problemsAreToldInTheLanguageThatIsAskedFor() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let answer = try await client.get("/systems?colour=red", headers: [.acceptLanguage: "zh-Hant-HK"])
        #expect(answer.json?["detail"]?.text?.contains("沒有「colour」這個參數") == true, "\(answer.text)")
    }
}
