import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Model
import Programme

/// `/systems`: the register, and where each of its systems stands.
struct SystemAPI {
    let estate: Estate

    var operations: [APIOperation] {
        [
            APIOperation(.get, "/systems", list), APIOperation(.get, "/systems/{id}", one),
            APIOperation(.put, "/systems/{id}", put),
        ]
    }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let scope = try context.scope(.seeSystems)
        let query = try APIQuery(request, ["department", "posture", "tier", "q", "sort"] + APIQuery.paging)
        let references = try await estate.references(at: context.now)
        var filter = SystemFilter(
            posture: try query.choice("posture", PostureFilter.self)?.rawValue,
            tier: try query.integer("tier", in: 1...3), under: try query.unit("department", references),
            text: try query.text("q", limit: 200))
        filter.order = try query.order()
        filter.language = context.visitor.language
        let page = try await estate.programme.systems(filter, scope, after: query.after(), limit: query.limit())
        return try Response.list(page.rows.map(\.apiJSON), next: page.next, for: request)
    }

    private func one(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        let standing = try await Lookup(estate: estate, context: context).system()
        return Response.entity(standing.apiJSON, for: request)
    }

    /// Enters a system (`If-None-Match: *`) or changes its entry (`If-Match`).
    private func put(_ request: Request, _ context: PageContext) async throws -> Response {
        let id = try context.parameters.require("id")
        _ = try APIQuery(request, [])
        _ = try context.scope(.changeSystems)
        guard JSONShape.Form.id.fits(id) else { throw Refusal.notFound }
        let before = try await estate.programme.system(id, context.scope(.seeSystems))
        try checkPrecondition(request, before)
        if let before { try context.require(.changeSystems, on: before.system) }
        let body = try await request.json(Self.shape).value
        let entry = try await entry(id, body, context)
        do {
            try await estate.programme.register(
                entry, replacing: before?.system, at: context.now, actor: context.actor())
        } catch let fault as Fault where fault.message.id == "programme.id-taken" {
            // An id is unique in the whole register. That it is taken must be said; by whom is not.
            throw Refusal(.conflict, Message("server.api-id-taken"), field: "id")
        } catch let fault as Fault where fault.message.id == "programme.changed-meanwhile" {
            throw Refusal(.preconditionFailed, fault.message, field: "If-Match")
        }
        guard let now = try await estate.programme.system(id, context.scope(.seeSystems)) else {
            throw Refusal.notFound
        }
        var response = Response.entity(now.apiJSON, for: request, status: before == nil ? .created : .ok)
        if before == nil { response.headers[.location] = "\(APIRoutes.base)/systems/\(id)" }
        return response
    }

    private func checkPrecondition(_ request: Request, _ before: SystemStanding?) throws(Refusal) {
        guard request.headers[.ifNoneMatch] != nil else {
            guard request.headers[.ifMatch] == nil || before != nil else { throw Refusal.notFound }
            return try request.requireMatch(before.map { Response.entityTag(of: $0.apiJSON) } ?? "")
        }
        guard request.headers[.ifNoneMatch] == "*", request.headers[.ifMatch] == nil else {
            throw Refusal(.badRequest, Message("server.api-if-none-match"), field: "If-None-Match")
        }
        guard before == nil else {
            throw Refusal(.preconditionFailed, Message("server.api-exists"), field: "If-None-Match")
        }
    }

    private func entry(_ id: String, _ body: JSONValue, _ context: PageContext) async throws -> RegisteredSystem {
        // Names that are held for some seconds will do to show a unit, but not to put a system into one.
        guard let unit = try await estate.identity.units.unit(body["unit"]?.text ?? ""),
            try context.standing().visibility(for: .changeSystems, at: context.now)
                .contains(Target(unit: unit.path, subject: id))
        else { throw Refusal(.unprocessableContent, Message("server.api-no-unit"), field: "unit") }
        var members = body.members ?? [:]
        members["path"] = .string(unit.path.text)
        guard let system = RegisteredSystem(id: id, json: .object(members)) else {
            throw Refusal(.unprocessableContent, Message("server.api-not-object"))
        }
        return system
    }

    private static let shape = JSONShape.record([
        .init("unit", .form(.unit)), .init("name", .localized(1...200)), .init("tier", .integer(1...3)),
        .init("grade", .choice(Grade.allCases.map(\.rawValue))),
        .init("exposure", .choice(Exposure.allCases.map(\.rawValue))), .init("personalData", .bool),
    ])
}

extension JSONShape {
    /// A text in each language.
    static func localized(_ counts: ClosedRange<Int>) -> JSONShape {
        .record(Language.allCases.map { Member($0.rawValue, .line(counts)) })
    }
}

extension SystemStanding {
    /// As the API writes a system.
    var apiJSON: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(system.id), "unit": .string(system.unit),
            "department": .string(UnitPath(RegisteredSystem.department(of: system.path))?.id ?? system.unit),
            "name": system.name.json, "tier": .integer(Int64(system.tier)), "grade": .string(system.grade.rawValue),
            "exposure": .string(system.exposure.rawValue), "personalData": .bool(system.personalData),
            "posture": .string(posture ?? "never"), "controls": controls.json, "findings": findings.json,
        ]
        members["assessed"] = assessed?.json
        members["assessment"] = assessment.map { .string($0) }
        return .object(members)
    }
}
