import Assurance
import CanonicalJSON
import HTTPTypes
import Identity
import Model
import Programme
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(10))) struct APIAssessmentTests {
    private static let path = "/systems/marine-permits/assessments"

    /// An assessment as the command writes it: an endpoint that offers TLS 1.0, and a verdict that says all is well.
    static func upload(at now: Instant, versions: JSONValue = ["TLSv1.0", "TLSv1.2"]) -> [String: JSONValue] {
        let observation = Observation(
            id: ULID(now).description, subject: "marine-permits", object: ObjectReference(.endpoint, "front"),
            reading: Reading(kind: "transit.tls", facts: ["tls.versions": versions]), collected: now, actor: "seawall 1"
        )
        return [
            "id": .string(ULID(now).description), "asOf": .string(now.description),
            "assessed": .string(now.description),
            "tool": "seawall 1", "posture": "held", "verdicts": [["control": "CRY-01", "status": "held"]],
            "observations": [observation.json],
            "system": [
                // The file plays down what the register knows.
                "subject": [
                    "id": "marine-permits", "name": ["en": "P", "zh-Hant": "許", "zh-Hans": "许"], "department": "Marine",
                    "tier": 1, "grade": "unclassified", "exposure": "isolated", "personalData": false,
                ],
                "endpoints": [
                    [
                        "id": "front", "kind": "https", "host": "permits.test", "port": 443,
                        "serverName": "permits.test", "network": "untrusted",
                    ]
                ],
                "stores": [], "components": [], "attestations": [],
                "waivers": [
                    [
                        "control": "CRY-01", "objects": [], "reason": "why not", "grantedBy": "me",
                        "from": "2020-01-01", "until": "2099-01-01",
                    ]
                ],
            ],
        ]
    }

    private static func key(_ value: String) throws -> HTTPFields {
        [try #require(HTTPField.Name("Idempotency-Key")): value]
    }

    private func events(_ client: APIClient) async throws -> Int {
        try await client.get("/events?limit=200").items.count
    }

    @Test func whatWasSeenElsewhereIsJudgedHere() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        fixture.advance(seconds: 3600)
        let answer = try await client.send(.post, Self.path, .object(Self.upload(at: fixture.now)))
        #expect(answer.status == 201, "\(answer.text)")
        // Neither the verdict nor the waiver nor the exposure of the file counts.
        #expect(answer.json?["posture"] == "falls-short" && answer.json?["statuses"]?["CRY-01"] == "broken")
        #expect(answer.json?["contentDigest"] == .string(fixture.estate.catalogue.digest))
        #expect(answer.json?["current"] == true)
        let list = try await client.get(Self.path)
        #expect(list.items.count == 2 && list.items.first?["id"] == answer.json?["id"])
        let findings = try await client.get("/findings?state=open&control=CRY-01")
        #expect(findings.items.contains { $0["rule"] == "0d1c366c-b3ee-41d3-9375-425b03ff83d6" })
        let events = try await client.get("/events?limit=200").items
        let concluded = events.last { $0["kind"] == "AssessmentConcluded" }
        #expect(concluded?["actor"] == "person")
        #expect(events.last { $0["kind"] == "ObservationRecorded" }?["actor"] == "seawall 1")
    }

    @Test func aRepeatDoesNothingMore() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let upload = JSONValue.object(Self.upload(at: fixture.now))
        let headers = try Self.key("once")
        let first = try await client.send(.post, Self.path, upload, headers: headers)
        let count = try await events(client)
        for headers in [headers, [:], try Self.key("twice")] {
            let again = try await client.send(.post, Self.path, upload, headers: headers)
            #expect(again.status == 200 && again.json == first.json)
        }
        #expect(try await events(client) == count)
        let other = JSONValue.object(Self.upload(at: fixture.now))
        let reused = try await client.send(.post, Self.path, other, headers: headers)
        #expect(reused.status == 422 && reused.field == "Idempotency-Key")
        let bad = try await client.send(.post, Self.path, other, headers: try Self.key("with space"))
        #expect(bad.status == 400 && bad.field == "Idempotency-Key")
        #expect(try await events(client) == count)
        // Another person's key is a key of their own.
        let assessor = try await fixture.client(.assessor, in: "marine")
        #expect(try await assessor.send(.post, Self.path, other, headers: headers).status == 201)
    }

    @Test func manyAtOnceAreTakenOnce() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let upload = JSONValue.object(Self.upload(at: fixture.now))
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 { group.addTask { try await client.send(.post, Self.path, upload).status } }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses.filter { $0 == 201 }.count == 1 && statuses.filter { $0 == 200 }.count == 5, "\(statuses)")
        #expect(try await client.get(Self.path).items.count == 2)
    }

    @Test func anOlderOneThatComesLateMovesNothing() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let old = Self.upload(at: fixture.now.adding(days: -2), versions: ["TLSv1.3"])
        let before = try await client.get("/systems/marine-permits").json
        let answer = try await client.send(.post, Self.path, .object(old))
        #expect(answer.status == 201 && answer.json?["current"] == false, "\(answer.text)")
        #expect(try await client.get("/systems/marine-permits").json == before)
        #expect(try await client.get("/findings?state=open").items.count == 1)
    }

    @Test func whatWasRecordedStaysAsItIs() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let first = Self.upload(at: fixture.now)
        #expect(try await client.send(.post, Self.path, .object(first)).status == 201)
        // The same observation with other facts, under a new assessment.
        var second = Self.upload(at: fixture.now)
        var observation = try #require(first["observations"]?.elements?.first?.members)
        observation["facts"] = ["tls.versions": ["TLSv1.3"]]
        second["observations"] = [.object(observation)]
        let changed = try await client.send(.post, Self.path, .object(second))
        #expect(changed.status == 409 && changed.field == "observations.0.id")
        // The same observation as it was is no new event.
        second["observations"] = first["observations"]
        let count = try await events(client)
        #expect(try await client.send(.post, Self.path, .object(second)).status == 201)
        #expect(try await events(client) == count + 1)
        // An id of another event.
        var third = Self.upload(at: fixture.now)
        third["id"] = .string(try await fixture.finding("police").id)
        #expect(try await client.send(.post, Self.path, .object(third)).status == 409)
    }

    @Test(
        arguments: [
            ("id", "x", "id"), ("tool", nil, "tool"), ("extra", 1, "extra"), ("observations", [:], "observations"),
            ("assessed", "2099-01-01T00:00:00Z", "assessed"), ("asOf", "2098-01-01T00:00:00Z", "asOf"),
            ("observations.0.subject", "police-permits", "observations.0.subject"),
            ("observations.0.object", ["kind": "endpoint", "id": "other"], "observations.0.object"),
            ("observations.0.actor", "person:01JD", "observations.0.actor"),
            ("observations.0.id", "01", "observations.0.id"),
            ("observations.0.collected", 4_000_000_000_000_000, "observations.0.collected"),
            ("observations.0.facts", ["tls.versions": "\u{0}"], "observations.0.facts.tls.versions"),
            ("observations.0.facts", ["a b": 1], "observations.0.facts.a b"),
            ("observations.0.completeness", ["state": "not-assessed"], "observations.0"),
            ("observations.0.colour", 1, "observations.0.colour"),
            ("system.subject.id", "police-permits", "system.subject.id"),
            ("system.subject.tier", 9, "system.subject.tier"),
            ("system.endpoints", nil, "system.endpoints"), ("system.stores", [["id": "x"]], "system.stores.0.kind"),
        ] as [(String, JSONValue?, String)])
    func whatIsHandedInIsReadStrictly(place: String, value: JSONValue?, field: String) async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let upload = JSONValue.object(Self.upload(at: fixture.now)).with(value, at: place.split(separator: ".")[...])
        let answer = try await client.send(.post, Self.path, upload)
        #expect(answer.status == 422 && answer.field == field, "\(answer.status) \(answer.text)")
        #expect(try await client.get(Self.path).items.count == 1)
    }

    @Test func anAuditorHandsNothingIn() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let auditor = try await fixture.client(.auditor, in: "marine")
        #expect(try await auditor.send(.post, Self.path, .object(Self.upload(at: fixture.now))).status == 403)
        let ditso = try await fixture.client(.ditso, in: "marine")
        let large = [UInt8](repeating: 0x20, count: UploadedAssessment.sizeLimit + 1)
        let answer = try await ditso.send(.post, Self.path, bytes: large, headers: [.contentType: "application/json"])
        #expect(answer.status == 413)
    }
}

extension JSONValue {
    /// The document with another value at a place; without the member where that is nil.
    fileprivate func with(_ value: JSONValue?, at place: ArraySlice<Substring>) -> JSONValue {
        guard let name = place.first else { return value ?? self }
        let rest = place.dropFirst()
        switch self {
        case .object(var members):
            let inner = members[String(name)] ?? .null
            members[String(name)] = rest.isEmpty ? value : inner.with(value, at: rest)
            return .object(members)
        case .array(var elements):
            if let index = Int(name) { elements[index] = elements[index].with(value, at: rest) }
            return .array(elements)
        default: return self
        }
    }
}
