import Accounts
import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Model
import Programme

/// `/people`: the people whom the key sees, and how one is added.
struct PeopleAPI {
    let estate: Estate

    var operations: [APIOperation] {
        [APIOperation(.get, "/people", list), APIOperation(.post, "/people", add)]
    }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let sight = try PeopleSight(estate, context)
        let query = try APIQuery(request, APIQuery.paging + ["sort"])
        let (rows, next) = try await sight.rows(
            by: query.order(),
            after: query.after(), limit: query.limit())
        return try Response.list(rows.map { $0.json(in: estate) }, next: next, for: request)
    }

    /// Adds a person. A way in is not handed out here: who holds the key could go in by it as somebody else.
    private func add(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        let sight = try PeopleSight(estate, context)
        guard context.may(.managePeople) else { throw Refusal(.forbidden, Message("server.no-office-does-it")) }
        let (body, bytes) = try await request.json(Self.shape)
        let key = try IdempotencyKey(request, about: "people", bytes, estate, context)
        if try await key.isRepeated() {
            let known = try await estate.identity.people.person(named: SignInName(body["signIn"]?.text ?? ""))
            return try await entity(known?.id ?? "", sight, .ok, request)
        }
        let id: String
        do {
            id = try await PeopleActs(estate: estate, sight: sight, context: context).add(
                PeopleActs.NewPerson(
                    signIn: body["signIn"]?.text ?? "", name: body["name"]?.text ?? "", email: body["email"]?.text,
                    language: try body.language, unit: body["unit"]?.text))
        } catch let faults as FieldFaults {
            throw faults.refusal
        }
        try await key.note()
        var response = try await entity(id, sight, .created, request)
        response.headers[.location] = "\(APIRoutes.base)/people/\(id)"
        return response
    }

    private func entity(
        _ id: String, _ sight: PeopleSight, _ status: HTTPResponse.Status, _ request: Request
    ) async throws -> Response {
        let row = try await sight.row(sight.person(id))
        return Response.entity(row.json(in: estate), for: request, status: status)
    }

    private static let shape = JSONShape.record([
        .init("signIn", .form(.word)), .init("name", .line(1...200)), .init("email", .line(1...200), required: false),
        .init("language", .language), .init("unit", .form(.unit)),
    ])
}

extension JSONShape {
    /// One of the languages that pages are in.
    static let language = JSONShape.choice(Language.allCases.map(\.rawValue))
}

extension JSONValue {
    /// The member `language` of a document whose shape was looked over.
    var language: Language {
        get throws(Refusal) {
            guard let language = self["language"]?.text.flatMap({ Language(rawValue: $0) }) else {
                throw Refusal(
                    .unprocessableContent, Message("server.api-missing", ["name": "language"]), field: "language")
            }
            return language
        }
    }
}

extension PersonRow {
    /// As the API writes a person.
    func json(in estate: Estate) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(person.id), "signIn": .string(person.signIn), "name": .string(person.display),
            "language": .string(person.language.rawValue), "disabled": .bool(person.isDisabled),
            "hasSecondFactor": .bool(account?.hasSecondFactor ?? false), "needsSecondFactor": .bool(needsSecondFactor),
            "offices": .array(offices.map(\.apiJSON)),
        ]
        members["email"] = person.email.map { .string($0) }
        members["unit"] = unit.map { .string($0) }
        // The day is enough to see who has gone, and does not make the entity tag another one with every use.
        members["lastSeen"] = person.lastSeen.map { .string(estate.day(of: $0).description) }
        return .object(members)
    }
}

extension Assignment {
    /// As the API writes an office that somebody holds.
    var apiJSON: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id), "office": .string(office.rawValue), "unit": .string(unit.id), "from": from.json,
        ]
        members["system"] = subject.map { .string($0) }
        members["until"] = until?.json
        return .object(members)
    }
}
