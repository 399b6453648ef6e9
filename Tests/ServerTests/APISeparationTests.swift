import CanonicalJSON
import Engines
import HTTPTypes
import Identity
import Model
import Programme
import Testing
import Work

@testable import Server

/// What one department has does not exist for another, on any operation.
@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct APISeparationTests {
    private struct Question {
        let method: HTTPRequest.Method
        let theirs: String
        let nobodys: String
    }

    /// Every operation that names something, with what it names of the other department, and with what nobody has.
    private static func questions(_ fixture: ServerFixture) async throws -> [Question] {
        let finding = try await fixture.finding("police")
        let nobody = ULID(fixture.now).description
        let person = try await fixture.id(of: "inspector")
        let job = try #require(await fixture.estate.jobs.jobs(departments: ["police"], limit: 1).first).id
        let assessment = try #require(
            await fixture.estate.programme.system("police-permits", .everything)?.assessment)
        let office = try #require(await fixture.estate.identity.offices.all(of: person).first).id
        let agreement = try #require(await fixture.estate.identity.agreements.all(of: "school").first).id
        let names = [
            "/departments": ("police", "nobody"), "/systems": ("police-permits", "nobody"),
            "/findings": (finding.id, nobody), "/observations": (finding.sighting.observation, nobody),
            "/ledger/receipts": (finding.id, nobody), "/people": (person, nobody), "/jobs": (job, nobody),
            "/assessments": (assessment, nobody),
        ]
        var questions: [Question] = []
        for operation in APIRoutes(estate: fixture.estate).operations where operation.path.contains("{id}") {
            let path = String(operation.path.dropFirst(APIRoutes.base.count))
            let start = String(path.prefix { $0 != "{" }.dropLast())
            // Controls are the same for all.
            if start == "/controls" { continue }
            // Of units that are governed there are no agreements for anybody.
            let isOfBodies = path.contains("/agreements")
            let (theirs, nobodys) = isOfBodies ? ("school", "nobody") : try #require(names[start], "\(start)")
            func filled(_ id: String) -> String {
                String(
                    path.replacing("{id}", with: id).replacing("{office}", with: office)
                        .replacing("{agreement}", with: agreement))
            }
            questions.append(Question(method: operation.method, theirs: filled(theirs), nobodys: filled(nobodys)))
        }
        return questions
    }

    /// A problem without the id of its request.
    private static func comparable(_ answer: APIClient.Answer) -> [String: JSONValue]? {
        answer.json?.members?.filter { $0.key != "request" }
    }

    @Test(arguments: Office.allCases)
    func theOtherDepartmentIsNotThere(office: Office) async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        try await fixture.person("inspector", .analyst, in: "police")
        _ = try await fixture.estate.jobs.add("scan", department: "police", at: fixture.now)
        try await fixture.body("school")
        _ = try await fixture.estate.identity.agreements.make(
            for: "school", from: fixture.now, extents: [:], at: fixture.now, actor: "test")
        let subject = office.holding == .subject ? "marine-permits" : nil
        let client = try await fixture.client(office, in: "marine", subject: subject)
        let questions = try await Self.questions(fixture)
        #expect(questions.count == 28)
        for question in questions {
            let headers: HTTPFields = [.ifMatch: "\"x\""]
            let there = try await client.send(question.method, question.theirs, [:], headers: headers)
            let absent = try await client.send(question.method, question.nobodys, [:], headers: headers)
            if RoleTable.farthest(of: office) >= .everything, there.status != 404 { continue }
            #expect(
                there.status == absent.status && [403, 404].contains(there.status),
                "\(question.theirs): \(there.status) \(absent.status)")
            #expect(Self.comparable(there) == Self.comparable(absent), "\(question.theirs)")
        }
        guard RoleTable.farthest(of: office) < .everything else { return }
        for path in [
            "/overview", "/departments", "/systems", "/findings", "/results", "/controls/CRY-01", "/events", "/people",
            "/jobs", "/queues", "/search?q=permits", "/search?q=polic", "/search?q=inspector", "/key",
        ] {
            let answer = try await client.get(path)
            #expect(!answer.text.contains("police"), "\(path) as \(office.rawValue)")
            #expect(!answer.text.contains("school"), "\(path) as \(office.rawValue)")
            if path == "/overview", answer.status == 200 { #expect(answer.json?["systems"] == 1) }
        }
        for path in ["/systems", "/findings", "/results"] {
            let theirs = try await client.get("\(path)?department=police")
            let nobodys = try await client.get("\(path)?department=nobody")
            #expect(theirs.text == nobodys.text && theirs.items.isEmpty, "\(path)")
        }
        let theirs = try await client.get("/events?system=police-permits")
        #expect(theirs.text == (try await client.get("/events?system=nobody")).text && theirs.items.isEmpty)
        // What another person holds is no office of one's own.
        let held = try await fixture.estate.identity.offices.all(of: fixture.id(of: "inspector"))
        for path in ["/findings", "/queues"] {
            let theirs = try await client.get("\(path)?office=\(try #require(held.first).id)")
            let nobodys = try await client.get("\(path)?office=\(ULID(fixture.now))")
            #expect([403, 404].contains(theirs.status), "\(path)")
            #expect(Self.comparable(theirs) == Self.comparable(nobodys), "\(path)")
        }
    }
}
