import Accounts
import CanonicalJSON
import Credentials
import HTTPTypes
import Identity
import Model
import TestSupport
import Testing

@testable import Server

/// A program with a key, as it asks the API.
struct APIClient {
    let browser: Browser
    let key: String

    /// An answer with its document.
    struct Answer {
        let status: Int
        let headers: HTTPFields
        let text: String
        let json: JSONValue?

        var tag: String? { headers[.eTag] }
        /// What a problem document names.
        var field: String? { json?["field"]?.text }
        var items: [JSONValue] { json?["items"]?.elements ?? [] }
        var next: String? { json?["next"]?.text }
    }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await send(.get, path, nil, headers: headers)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ json: JSONValue?, headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        if json != nil { headers[.contentType] = "application/json" }
        return try await send(method, path, bytes: json?.canonicalBytes ?? [], headers: headers)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, bytes: [UInt8], headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        headers[.authorization] = "Bearer \(key)"
        let answer = try await browser.send(method, "/api/v1" + path, headers: headers, body: bytes)
        return Answer(
            status: answer.status, headers: answer.headers, text: answer.body,
            json: try? JSONValue(parsing: answer.body))
    }
}

extension ServerFixture {
    /// A program of a person with an office, whose key does all that the office does there.
    func client(
        _ office: Office, in unit: String, subject: String? = nil, only: Set<Action>? = nil,
        days: Int64 = 30
    ) async throws -> APIClient {
        let person = try await person("\(office.rawValue)-\(unit)", office, in: unit, subject: subject)
        let standing = try await database.read { try Standing(of: person, $0) }
        let units = try await estate.identity.units.all(.everything)
        let own = try #require(units.first { $0.id == unit }).path
        let everywhere = try #require(units.first).path
        func all(_ path: UnitPath) -> Set<Action> {
            Set(Action.allCases.filter { !standing.visibility(for: $0, at: now).within([path]).isEmpty })
        }
        // What reaches everywhere is asked for on the top of the tree.
        let reachesAll = standing.visibility(for: .seePosture, at: now).isEverything
        let actions = all(reachesAll ? everywhere : own)
        let (key, _) = try await estate.identity.keys.make(
            for: standing, label: "test", actions: only.map { actions.intersection($0) } ?? actions,
            units: [reachesAll ? everywhere.id : own.id], lifetime: days * 86_400, at: now)
        return APIClient(browser: Browser(self), key: key.text)
    }
}
