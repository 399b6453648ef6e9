import Assurance
import CanonicalJSON
import Hummingbird
import Identity
import Model
import Programme

/// `/results`: the newest status of each control of each system, the rows behind every number.
struct ResultAPI {
    let estate: Estate

    var operations: [APIOperation] { [APIOperation(.get, "/results", list)] }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let scope = try context.scope(.seePosture)
        let query = try APIQuery(
            request, ["status", "department", "system", "control", "family", "sort"] + APIQuery.paging)
        var filter = ControlFilter()
        filter.status = try query.choice("status", ControlStatus.self)?.rawValue
        filter.under = try query.unit("department", try await estate.references(at: context.now))
        filter.subject = try query.text("system")
        filter.control = try query.text("control")
        filter.family = try query.text("family")
        filter.order = try query.order() ?? filter.order
        let page = try await estate.overview.controls(filter, scope, after: query.after(), limit: query.limit())
        let items = page.rows.map { row -> JSONValue in
            [
                "system": .string(row.subject), "control": .string(row.control), "status": .string(row.status),
                "assessment": .string(row.assessment),
            ]
        }
        return try Response.list(items, next: page.next, for: request)
    }
}
