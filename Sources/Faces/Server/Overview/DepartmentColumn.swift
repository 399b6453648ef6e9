import Model
import Pages
import Programme

/// What departments are sorted by: there are so few that they are all at hand.
enum DepartmentColumn: String, SortColumn {
    case name, systems, findings, overdue
    /// When the system that nobody looked at for longest was last assessed; where none ever was, that is the longest ago.
    case seen

    var beginsWithGreatest: Bool { self != .name && self != .seen }

    /// What one row is sorted by.
    enum Key: Comparable {
        case number(Int64)
        case text(String)
    }

    /// Rows in an order; in their own where none is wanted.
    static func sorted(
        _ rows: [DepartmentsView.Row], by order: ListOrder<Self>?, in language: Language
    ) -> [DepartmentsView.Row] {
        guard let order else { return rows }
        let keyed = rows.map { row -> (key: Key, id: String, row: DepartmentsView.Row) in
            let key: Key =
                switch order.column {
                case .name: .text(row.department.name.sorted(in: language))
                case .systems: .number(Int64(row.systems.value))
                case .findings: .number(Int64(row.findings.value))
                case .overdue: .number(Int64(row.overdue.value))
                case .seen: .number(row.lastSeen?.microseconds ?? 0)
                }
            return (key, row.department.id, row)
        }
        let ascending = keyed.sorted { ($0.key, $0.id) < ($1.key, $1.id) }
        return (order.isDescending ? ascending.reversed() : ascending).map(\.row)
    }
}

extension Wording {
    /// A name as rows are sorted by it.
    fileprivate func sorted(in language: Language) -> String {
        switch self {
        case .localized(let text): (text[language].isEmpty ? text[.english] : text[language]).lowercased()
        case .written(let text, _): text.lowercased()
        case .message(let message): message.id
        }
    }
}

extension DepartmentColumn.Key {
    /// The place after a row of this key.
    func cursor(_ id: String) -> Cursor {
        switch self {
        case .number(let number): Cursor(number: number, id: id)
        case .text(let text): Cursor(text: String(text.prefix(80)), id: id)
        }
    }
}

extension DepartmentColumn {
    /// What a unit is sorted by, with all that lies below it.
    func key(
        of unit: OrgUnit, _ standings: [DepartmentStanding], _ overdue: [String: Int64], in language: Language
    ) -> Key {
        let below = standings.filter { $0.department.hasPrefix(unit.path.text) }
        switch self {
        case .name: return .text(Wording.localized(unit.name).sorted(in: language))
        case .systems: return .number(below.reduce(0) { $0 + $1.systems })
        case .findings: return .number(below.reduce(0) { $0 + $1.findings.all })
        case .overdue: return .number(overdue.reduce(0) { $0 + ($1.key.hasPrefix(unit.path.text) ? $1.value : 0) })
        case .seen: return .number(below.compactMap { $0.oldest?.microseconds }.min() ?? 0)
        }
    }

    /// Whether one place comes before another in an order; by id where none is wanted.
    ///
    /// - Throws: `Fault` (`programme.bad-cursor`) where one is a place of another order.
    static func precedes(_ left: Cursor, _ right: Cursor, _ order: ListOrder<Self>?) throws(Fault) -> Bool {
        guard let order else { return left.id < right.id }
        let (first, second) = order.isDescending ? (right, left) : (left, right)
        if order.column == .name { return (try first.text, first.id) < (try second.text, second.id) }
        return (try first.number, first.id) < (try second.number, second.id)
    }
}
