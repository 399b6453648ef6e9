import CanonicalJSON
import Hummingbird
import Identity
import Model
import Programme

/// `/findings`: the weaknesses that were seen.
struct FindingAPI {
    let estate: Estate

    var operations: [APIOperation] {
        [APIOperation(.get, "/findings", list), APIOperation(.get, "/findings/{id}", one)]
    }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try context.scope(.seeFindings)
        let query = try APIQuery(
            request,
            ["state", "step", "severity", "department", "system", "control", "family", "overdue", "office", "sort"]
                + APIQuery.paging)
        let scope = try context.scope(.seeFindings, office: query.text("office"))
        let references = try await estate.references(at: context.now)
        let filter = try Self.filter(query, references, at: context.now)
        let page = try await estate.programme.findings(filter, scope, after: query.after(), limit: query.limit())
        let systems = try await estate.programme.systems(named: page.rows.map(\.subject))
        let items = page.rows.map { $0.apiJSON(seeing: $0.matches(of: systems[$0.subject], for: context)) }
        return try Response.list(items, next: page.next, for: request)
    }

    private static func filter(
        _ query: APIQuery, _ references: References, at now: Instant
    ) throws(Refusal) -> FindingFilter {
        var filter = FindingFilter()
        filter.state = try query.choice("state")
        filter.step = try query.choice("step")
        filter.severity = try query.choice("severity")
        filter.under = try query.unit("department", references)
        filter.subject = try query.text("system")
        filter.control = try query.text("control")
        filter.family = try query.text("family")
        filter.order = try query.order() ?? filter.order
        if try query.flag("overdue") {
            guard filter.state != .closed else { throw APIQuery.bad("overdue") }
            (filter.state, filter.dueBefore) = (.open, now)
        }
        return filter
    }

    private func one(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        let finding = try await Lookup(estate: estate, context: context).finding().finding
        return Response.entity(try await json(finding, context), for: request)
    }

    /// The finding as the key sees it.
    func json(_ finding: Finding, _ context: PageContext) async throws -> JSONValue {
        let system = try await estate.programme.systems(named: [finding.subject])[finding.subject]
        return finding.apiJSON(seeing: finding.matches(of: system, for: context))
    }
}

extension Finding {
    /// As the API writes a finding.
    func apiJSON(seeing matches: [Sighting.Match]) -> JSONValue {
        let department = RegisteredSystem.department(of: path)
        var members: [String: JSONValue] = [
            "id": .string(id), "system": .string(subject),
            "department": .string(UnitPath(department)?.id ?? ""), "control": .string(sighting.control),
            "rule": .string(sighting.rule), "title": sighting.title.json,
            "severity": .string(sighting.severity.rawValue), "object": sighting.object.apiJSON,
            "observation": .string(sighting.observation),
            "matches": .array(matches.map { ["field": .string($0.field), "value": .string($0.value)] }),
            "state": .string(state.rawValue), "step": .string(step.rawValue), "opened": opened.json,
            "seen": seen.json, "due": due.json,
        ]
        members["closed"] = closed?.json
        members["plan"] = plan.map {
            ["office": .string($0.office), "due": $0.due.json, "note": .string($0.note)]
        }
        members["acceptance"] = acceptance.map { ["reason": .string($0.reason), "until": $0.until.json] }
        return .object(members)
    }
}
