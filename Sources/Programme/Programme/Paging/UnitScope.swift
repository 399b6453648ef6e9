public import Storage

/// What of the department tree a question is asked about: rows outside it do not exist for the one who asks.
///
/// A unit's path names every unit above it and ends in a slash (`gov/marine/`), so that a unit and all below it are one
/// range of an index. Both databases must compare text byte by byte for that. Rows also name their department, which is
/// the top of their path: a scope within a few departments asks for these, and an index finds them in any order.
public struct UnitScope: Sendable {
    private let conditionOn: @Sendable (_ path: StaticString, _ subject: StaticString?) -> SQL
    private let covers: @Sendable (_ path: String) -> Bool
    /// The departments that all of it lies in; nil where these are many, or it is above them.
    let departments: [String]?
    /// Whether no row is outside it.
    public let isEverything: Bool

    /// More departments than these are found no faster by their names.
    private static let departmentLimit = 20

    /// The whole tree.
    public static let everything = UnitScope(isEverything: true, within: [], covers: { _ in true }) { _, _ in "1 = 1" }

    /// The rows that meet a condition.
    ///
    /// - Parameters:
    ///   - isEverything: whether all rows meet it.
    ///   - units: the paths of units that all such rows are in or below.
    ///   - covers: whether all rows of a unit, given by its path, meet it.
    ///   - condition: the condition on a column with the path of a row's unit and one with its system; a row of no system
    ///     has no such column.
    public init(
        isEverything: Bool = false, within units: [String], covers: @escaping @Sendable (_ path: String) -> Bool,
        _ condition: @escaping @Sendable (_ path: StaticString, _ subject: StaticString?) -> SQL
    ) {
        conditionOn = condition
        self.covers = covers
        self.isEverything = isEverything
        let departments = Set(units.map(RegisteredSystem.department))
        let isWithin =
            !isEverything && departments.count <= Self.departmentLimit
            && departments.allSatisfy { $0.split(separator: "/").count == 2 }
        self.departments = isWithin ? departments.sorted() : nil
    }

    /// A unit and all below it, by its path.
    public init(under path: String) {
        // "0" is the byte after "/".
        let end = path.dropLast() + "0"
        self.init(within: [path], covers: { $0.hasPrefix(path) }) { column, _ in
            "(\(raw: column) >= \(path) AND \(raw: column) < \(String(end)))"
        }
    }

    /// Whether all of it lies in one department: then what an index has of that department is in the order of the rest.
    var isWithinOneDepartment: Bool { departments?.count == 1 }

    /// Whether all rows of a department are in it.
    func isWhole(_ department: String) -> Bool { covers(department) }

    /// The condition that a row is in the scope.
    ///
    /// - Parameter department: the column with the path of the row's department.
    func condition(
        path: StaticString = "path", subject: StaticString?, department: SQL = "department"
    ) -> SQL {
        guard let departments else { return conditionOn(path, subject) }
        // One is asked for by itself: then an index gives the rest in its order.
        let named: SQL =
            if departments.count == 1 { "\(department) = \(departments[0])" } else if departments.isEmpty {
                "1 = 0"
            } else { "\(department) IN \(list: departments)" }
        return "(\(named) AND \(conditionOn(path, subject)))"
    }
}

extension UnitScope {
    /// What of it lies in a unit and below.
    public func narrowed(to path: String) -> UnitScope {
        let (whole, part) = (self, UnitScope(under: path))
        return UnitScope(within: [path], covers: { whole.covers($0) && part.covers($0) }) {
            "(\(whole.conditionOn($0, $1)) AND \(part.conditionOn($0, $1)))"
        }
    }
}
