import Model
import Storage

/// The statement for a page of findings. It takes as many rows as a page has from each part of the table that an index has
/// in the wanted order, and the first of these: nothing is sorted but those few.
///
/// A part is a state and, where the order or the indexes want it, a severity.
struct FindingQuery {
    let filter: FindingFilter
    let scope: UnitScope
    let after: Cursor?
    let limit: Int
    /// Whether so few are due before the wanted moment that all of them are sorted sooner than the newest are searched
    /// through for them.
    var fewAreDue = false

    /// What the index that serves begins with, before the state: what leaves fewest rows.
    private enum Lead {
        case subject, department, control, step, nothing
    }

    private var lead: Lead {
        if filter.subject != nil { return .subject }
        if scope.isWithinOneDepartment || filter.isWithinOneDepartment { return .department }
        if filter.control != nil, filter.order.column != .opened { return .control }
        return filter.step != nil && filter.order.column == .due ? .step : .nothing
    }

    /// The statement for the wanted columns.
    ///
    /// - Throws: `Fault` (`programme.bad-cursor`).
    func select(_ columns: SQL) throws -> SQL {
        let parts = try parts()
        let order: SQL =
            switch filter.order.column {
            case .severity where filter.order.isDescending: "severity DESC, \(keys.order)"
            case .severity: "severity, \(keys.order)"
            case .due, .opened: keys.order
            }
        let first = parts.dropFirst().reduce(parts.first ?? "SELECT id FROM findings WHERE 1 = 0") {
            "\($0) UNION ALL \($1)"
        }
        return "SELECT \(columns) FROM findings WHERE id IN (\(first)) ORDER BY \(order) LIMIT \(Int64(limit))"
    }

    /// The keys of the order within a part. Of one severity, what is due first comes first, whichever way severities go.
    private var keys: Keyset {
        switch filter.order.column {
        case .severity: Keyset("due", "id", descending: false)
        case .due: Keyset("due", "id", descending: filter.order.isDescending)
        case .opened: Keyset("opened", "id", descending: filter.order.isDescending)
        }
    }

    private func parts() throws -> [SQL] {
        let states = filter.state.map { [$0] } ?? Finding.State.allCases
        if fewAreDue, let moment = filter.dueBefore { return try states.map { try everyDue($0, before: moment) } }
        return try states.flatMap { state in
            try severities().compactMap { severity in try part(state, severity) }
        }
    }

    /// All that is due before a moment and comes after the place.
    private func everyDue(_ state: Finding.State, before moment: Instant) throws -> SQL {
        var condition: SQL =
            "state = \(state.rawValue) AND \(FindingFilter.due(before: moment, of: filter.severity)) AND \(rest)"
        if let severity = filter.severity { condition = "\(condition) AND severity = \(severity.rank)" }
        if let after { condition = try "\(condition) AND \(keys.after(.integer(after.number), .text(after.id)))" }
        return "SELECT id FROM findings WHERE \(condition)"
    }

    /// The severities that parts are of, one after the other; nil for a part of all.
    private func severities() -> [Severity?] {
        switch (filter.order.column, lead) {
        case (.opened, _), (.due, .step): [nil]
        default: filter.severity.map { [$0] } ?? Severity.allCases
        }
    }

    /// The first rows of a part that come after the place; nil where all of them come before it.
    private func part(_ state: Finding.State, _ severity: Severity?) throws -> SQL? {
        // Of one system all are in one index, whatever their order.
        let whole = lead == .subject && severity == nil
        var condition: SQL = whole ? "\(SQL.unindexed("state")) = \(state.rawValue)" : "state = \(state.rawValue)"
        if let severity {
            condition = "\(condition) AND severity = \(severity.rank)"
        } else if let severity = filter.severity {
            condition = "\(condition) AND \(SQL.unindexed("severity")) = \(severity.rank)"
        }
        condition = "\(condition) AND \(rest)"
        if let after {
            switch filter.order.column {
            case .due, .opened:
                condition = try "\(condition) AND \(keys.after(.integer(after.number), .text(after.id)))"
            case .severity:
                guard let severity, let reached = try Severity(rank: after.number) else { throw Cursor.fault }
                guard severity == reached else {
                    guard (severity < reached) == filter.order.isDescending else { return nil }
                    break
                }
                let (due, id) = try Self.read(after)
                condition = "\(condition) AND \(keys.after(.integer(due), .text(id)))"
            }
        }
        return """
            SELECT id FROM (SELECT id FROM findings WHERE \(condition) ORDER BY \(keys.order) LIMIT \(Int64(limit)))
            AS part
            """
    }

    /// What a finding has to be beside its state and severity.
    private var rest: SQL {
        let department: SQL = lead == .department ? "department" : SQL.unindexed("department")
        var condition = scope.condition(subject: "subject", department: department)
        func demand(_ column: StaticString, _ value: String?, _ leads: Bool) {
            guard let value else { return }
            let name: SQL = leads ? "\(raw: column)" : SQL.unindexed(column)
            condition = "\(condition) AND \(name) = \(value)"
        }
        if let under = filter.under {
            condition = "\(condition) AND \(UnitScope(under: under).condition(subject: nil, department: department))"
        }
        demand("subject", filter.subject, lead == .subject)
        demand("control", filter.control, lead == .control)
        demand("family", filter.family, false)
        demand("step", filter.step?.rawValue, lead == .step)
        if let dueBefore = filter.dueBefore { condition = "\(condition) AND due < \(dueBefore.microseconds)" }
        return condition
    }

    /// The place after a finding in the order.
    static func cursor(_ finding: Finding, _ order: ListOrder<FindingFilter.Column>) -> Cursor {
        switch order.column {
        case .due: Cursor(number: finding.due.microseconds, id: finding.id)
        case .opened: Cursor(number: finding.opened.microseconds, id: finding.id)
        case .severity:
            Cursor(number: finding.sighting.severity.rank, id: "\(finding.due.microseconds) \(finding.id)")
        }
    }

    /// The second and third key of a place in the order of severities.
    private static func read(_ cursor: Cursor) throws(Fault) -> (due: Int64, id: String) {
        let keys = cursor.id.split(separator: " ", maxSplits: 1)
        guard keys.count == 2, let due = Int64(keys[0]) else { throw Cursor.fault }
        return (due, String(keys[1]))
    }
}
