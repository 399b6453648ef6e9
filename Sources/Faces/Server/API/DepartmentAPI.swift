import CanonicalJSON
import Hummingbird
import Identity
import Model
import Programme

/// `/departments`: the tree as far as the key sees how it stands.
struct DepartmentAPI {
    let estate: Estate
    /// The departments are the second floor of the tree; above them is the whole.
    private static let depth = 2

    var operations: [APIOperation] {
        [APIOperation(.get, "/departments", list), APIOperation(.get, "/departments/{id}", one)]
    }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let scope = try context.scope(.seePosture)
        let query = try APIQuery(request, APIQuery.paging + ["sort"])
        let order = try query.order(DepartmentColumn.self)
        let (after, limit) = (try query.after(), try query.limit())
        let visibility = try context.standing().visibility(for: .seePosture, at: context.now)
        let references = try await estate.references(at: context.now)
        let standings = try await estate.overview.departments(scope)
        let overdue = try await estate.overview.overdue(scope, at: context.now)
        let units = references.units.values.filter {
            $0.path.depth <= Self.depth && visibility.contains(Target(unit: $0.path))
        }
        let keyed = try units.map { unit in
            let key = order.map { $0.column.key(of: unit, standings, overdue, in: context.visitor.language) }
            return (place: key?.cursor(unit.id) ?? Cursor(id: unit.id), unit: unit)
        }.sorted { try DepartmentColumn.precedes($0.place, $1.place, order) }
        let rest = try keyed.filter { row in
            try after.map { try DepartmentColumn.precedes($0, row.place, order) } ?? true
        }
        let rows = rest.prefix(limit)
        return try Response.list(
            rows.map { json($0.unit, standings, overdue, visibility) },
            next: rest.count > limit ? rows.last?.place : nil, for: request)
    }

    private func one(_ request: Request, _ context: PageContext) async throws -> Response {
        let id = try context.parameters.require("id")
        _ = try APIQuery(request, [])
        let visibility = try context.standing().visibility(for: .seePosture, at: context.now)
        let references = try await estate.references(at: context.now)
        guard let path = references.path(of: id), let unit = references.units[path],
            visibility.contains(Target(unit: unit.path))
        else { throw Refusal.notFound }
        let scope = try context.scope(.seePosture).narrowed(to: path)
        let overdue = try await estate.overview.overdue(scope, at: context.now)
        let standings = try await estate.overview.departments(scope)
        var members = unit.apiMembers(visibility)
        members.merge(standings.apiFigures) { $1 }
        members["overdue"] = .integer(overdue.values.reduce(0, +))
        return Response.entity(.object(members), for: request)
    }

    private func json(
        _ unit: OrgUnit, _ standings: [DepartmentStanding], _ overdue: [String: Int64], _ visibility: Visibility
    ) -> JSONValue {
        var members = unit.apiMembers(visibility)
        members.merge(standings.filter { $0.department.hasPrefix(unit.path.text) }.apiFigures) { $1 }
        members["overdue"] = .integer(
            overdue.reduce(0) { $0 + ($1.key.hasPrefix(unit.path.text) ? $1.value : 0) })
        return .object(members)
    }
}

extension OrgUnit {
    /// What the API says of a unit itself; the one above it only where it may be seen.
    fileprivate func apiMembers(_ visibility: Visibility) -> [String: JSONValue] {
        var members: [String: JSONValue] = [
            "id": .string(id), "name": name.json, "relation": .string(relation.rawValue),
        ]
        if let above = path.parent, above != .root, visibility.contains(Target(unit: above)) {
            members["parent"] = .string(above.id)
        }
        return members
    }
}
