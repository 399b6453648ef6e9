import CanonicalJSON
import Files
import HTTPTypes
import Identity
import Model
import Programme
import Testing
import Work
import YAMLTree

@testable import Server

/// Holds the routes to `Content/api/openapi.yaml`, and the file to the routes.
@Suite(.timeLimit(.minutes(10))) struct APIDescriptionTests {
    private static func document() throws -> YAMLNode {
        let file =
            String(#filePath.dropLast("Tests/ServerTests/APIDescriptionTests.swift".count)) + "Content/api/openapi.yaml"
        return try YAMLReader().document(BoundedFile.read(file, limit: 1 << 20), file: file)
    }

    private static func resolved(_ node: YAMLNode, in root: YAMLNode) throws -> YAMLNode {
        guard let reference = node["$ref"]?.text else { return node }
        return try reference.split(separator: "/").dropFirst().reduce(root) {
            try #require($0[String($1)], "\(reference)")
        }
    }

    /// The operations of the file: `GET /api/v1/systems/{id}` and what it says of each.
    private static func described() throws -> [String: YAMLNode] {
        var described: [String: YAMLNode] = [:]
        for path in try #require(document()["paths"]?.entries) {
            for entry in path.value.entries ?? [] where entry.key != "parameters" {
                described["\(entry.key.uppercased()) \(APIRoutes.base)\(path.key)"] = entry.value
            }
        }
        return described
    }

    @Test func theRoutesAreThoseOfTheFile() async throws {
        let fixture = try await ServerFixture()
        let routes = APIRoutes(estate: fixture.estate).operations.map { "\($0.method.rawValue) \($0.path)" }
        #expect(Set(routes).count == routes.count)
        #expect(try Self.described().keys.sorted() == routes.sorted())
    }

    @Test func listsTakeTheParametersOfTheFileAndNoOthers() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.centreOfficer, in: "gov")
        let root = try Self.document()
        let finding = try await fixture.finding("marine")
        let job = try await fixture.estate.jobs.add("scan", department: "marine", at: fixture.now)
        let person = try await fixture.id(of: "centre-officer-gov")
        let assessment = try #require(
            await fixture.estate.programme.system("marine-permits", .everything)?.assessment)
        let office = try #require(await fixture.estate.identity.offices.all(of: person).first).id
        try await fixture.body("school")
        _ = try await fixture.estate.identity.agreements.make(
            for: "school", from: fixture.now, extents: Agreement.Kind.counts.extents, at: fixture.now, actor: "test")
        let ids = [
            "/departments/": "marine", "/systems/": "marine-permits", "/findings/": finding.id,
            "/observations/": finding.sighting.observation, "/controls/": "CRY-01", "/ledger/receipts/": finding.id,
            "/people/": person, "/jobs/": job, "/assessments/": assessment,
        ]
        for (operation, node) in try Self.described() where operation.hasPrefix("GET ") {
            var path = String(operation.dropFirst("GET \(APIRoutes.base)".count))
            if path.contains("{id}") {
                let named = try #require(ids.first { path.hasPrefix($0.key) }, "\(operation)").value
                // Of units that are governed there are no agreements.
                let id = path.hasSuffix("/agreements") ? "school" : named
                path = path.replacing("{id}", with: id)
            }
            path += path == "/search" ? "?q=marine&" : "?"
            #expect(try await client.get("\(path)unknown=1").status == 400, "\(operation)")
            #expect(try await client.get(path).status == 200, "\(operation)")
            for reference in node["parameters"]?.elements ?? [] {
                let parameter = try Self.resolved(reference, in: root)
                guard parameter["in"]?.text == "query", let name = parameter["name"]?.text else { continue }
                let schema = try Self.resolved(try #require(parameter["schema"]), in: root)
                // One value each, of those that are there; the word of a search is sent already.
                let known = ["after": nil, "q": path.contains("q=") ? nil : "1", "office": office]
                guard let value = schema["enum"]?.elements?.first?.text ?? known[name, default: "1"] else { continue }
                #expect(try await client.get("\(path)\(name)=\(value)").status == 200, "\(operation) \(name)")
            }
        }
    }

    @Test func everyAnswerHasADescription() throws {
        let root = try Self.document()
        for (operation, node) in try Self.described() {
            let answers = try #require(node["responses"]?.entries)
            for answer in answers {
                #expect(try Self.resolved(answer.value, in: root)["description"]?.text != nil, "\(operation)")
            }
            let statuses = Set(answers.map(\.key))
            #expect(statuses.isSuperset(of: ["400", "401", "403", "429", "503"]), "\(operation)")
            if operation.contains("{id}") { #expect(statuses.contains("404"), "\(operation)") }
            #expect(node["x-scope"]?.text != nil && node["summary"]?.text != nil)
        }
    }

    @Test func objectsHaveNoOtherMembers() throws {
        let schemas = try #require(Self.document()["components"]?["schemas"]?.entries)
        #expect(schemas.count > 75)
        for schema in schemas where schema.value["type"]?.text == "object" {
            #expect(schema.value["additionalProperties"]?.bool == false, "\(schema.key)")
        }
        for schema in schemas where schema.value["type"]?.text == "string" {
            let keys = Set((schema.value.entries ?? []).map(\.key))
            #expect(!keys.isDisjoint(with: ["enum", "pattern", "maxLength"]), "\(schema.key)")
        }
    }

    @Test func theFileAndItsPageAreServed() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let file = try await Browser(fixture).get("/api/openapi.yaml")
        #expect(file.status == 200 && file.body.hasPrefix("# What the API of a Seawall server is"))
        #expect(file.headers[.contentType] == "application/yaml; charset=utf-8")
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let page = try await browser.get("/api")
        #expect(page.status == 200 && page.body.contains("/api/v1/systems/{id}/assessments"))
        #expect(page.body.contains("https://localhost:8443/api/v1/systems"))
        #expect(try await Browser(fixture).get("/api").status == 303)
    }
}
