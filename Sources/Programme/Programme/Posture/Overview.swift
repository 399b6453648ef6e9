public import Model
public import Storage

/// The questions that an overview asks: all from tables that are kept on write.
public struct Overview: Sendable {
    private let database: any Database

    /// The overview of a database.
    public init(_ database: any Database) { self.database = database }

    /// How each department in the scope stands, in the order of their paths: at most four statements whatever their
    /// number. Departments that are wholly in it are kept summed; of others, the systems in it are.
    public func departments(_ scope: UnitScope) async throws -> [DepartmentStanding] {
        try await database.read { transaction in
            let named = Self.named(scope)
            let kept = try transaction.rows("SELECT * FROM department_standings WHERE \(named)").map(Self.standing)
            let whole = Set(kept.map(\.department).filter(scope.isWhole))
            var standings = kept.filter { whole.contains($0.department) }
            var families: SQL = """
                SELECT department, family, held, broken, unknown, waived FROM department_families WHERE \(named)
                """
            try Self.read(families, whole.contains, into: &standings, transaction)
            let rest = kept.map(\.department).filter { !whole.contains($0) }
            guard !rest.isEmpty else { return standings.sorted { $0.department < $1.department } }
            var parts = try transaction.rows(
                """
                \(PostureTables.standing(where: "department IN \(list: rest) AND \(scope.condition(subject: "id"))"))
                GROUP BY department
                """
            ).map(Self.standing)
            families = """
                SELECT department, family, CAST(SUM(held) AS BIGINT) AS held, CAST(SUM(broken) AS BIGINT) AS broken,
                CAST(SUM(unknown) AS BIGINT) AS unknown, CAST(SUM(waived) AS BIGINT) AS waived FROM subject_families
                WHERE department IN \(list: rest) AND \(scope.condition(subject: "subject")) GROUP BY department, family
                """
            try Self.read(families, { _ in true }, into: &parts, transaction)
            return (standings + parts).sorted { $0.department < $1.department }
        }
    }

    /// The departments that a scope may hold anything of.
    private static func named(_ scope: UnitScope) -> SQL {
        scope.departments.map { $0.isEmpty ? "1 = 0" : "department IN \(list: $0)" } ?? "1 = 1"
    }

    private static func read(
        _ families: SQL, _ isWanted: (String) -> Bool, into standings: inout [DepartmentStanding],
        _ transaction: any Transaction
    ) throws {
        let places = Dictionary(uniqueKeysWithValues: standings.indices.map { (standings[$0].department, $0) })
        var read: [(Int, String, StatusCounts)] = []
        try transaction.forEachRow(of: families) { row in
            guard let place = places[row.text("department")], isWanted(row.text("department")) else { return }
            read.append((place, row.text("family"), StatusCounts(row)))
        }
        for (place, family, counts) in read { standings[place].families[family] = counts }
    }

    /// How many open findings of each department in the scope were due before a moment.
    public func overdue(_ scope: UnitScope, at now: Instant) async throws -> [String: Int64] {
        try await database.read { transaction in
            let rows = try transaction.rows(
                """
                SELECT department, COUNT(*) AS n FROM findings
                WHERE state = 'open' AND \(FindingFilter.due(before: now)) AND \(scope.condition(subject: "subject"))
                GROUP BY department
                """)
            return Dictionary(uniqueKeysWithValues: rows.map { ($0.text("department"), $0.integer("n")) })
        }
    }

    /// Of each department and family in the scope, the systems whose newest assessment is older than that family bears:
    /// the statement costs as much as there are such systems.
    ///
    /// - Parameter limits: by family, from when on an assessment is not too old; families without any are left out.
    /// - Returns: by department and family, how many, and the oldest.
    public func aged(
        _ scope: UnitScope, before limits: [String: Instant]
    ) async throws -> [String: [String: AgedStanding]] {
        guard let newest = limits.values.max() else { return [:] }
        let own = limits.sorted { $0.key < $1.key }.reduce("CASE subject_families.family" as SQL) {
            "\($0) WHEN \($1.key) THEN \($1.value.microseconds)"
        }
        return try await database.read { transaction in
            var aged: [String: [String: AgedStanding]] = [:]
            try transaction.forEachRow(
                of: """
                    SELECT subject_families.department AS department, subject_families.family AS family,
                    COUNT(*) AS n, MIN(systems.assessed) AS oldest
                    FROM systems CROSS JOIN subject_families WHERE subject_families.subject = systems.id
                    AND systems.posture <> '' AND systems.assessed < \(newest.microseconds)
                    AND systems.assessed < \(own) ELSE 0 END
                    AND \(scope.condition(path: "systems.path", subject: "systems.id", department: "systems.department"))
                    GROUP BY subject_families.department, subject_families.family
                    """
            ) { row in
                aged[row.text("department"), default: [:]][row.text("family")] = AgedStanding(
                    systems: row.integer("n"), oldest: Instant(microseconds: row.integer("oldest")))
            }
            return aged
        }
    }

    /// How many systems have each status of a control, in the scope.
    public func shares(of control: String, _ scope: UnitScope) async throws -> StatusCounts {
        try await shares(scope, "control = \(control)")[control] ?? StatusCounts()
    }

    /// How many systems have each status of every control, in the scope, by control.
    public func shares(_ scope: UnitScope) async throws -> [String: StatusCounts] { try await shares(scope, "1 = 1") }

    private func shares(_ scope: UnitScope, _ condition: SQL) async throws -> [String: StatusCounts] {
        try await database.read { transaction in
            var shares: [String: StatusCounts] = [:]
            var rest: Set<String> = []
            try transaction.forEachRow(
                of: """
                    SELECT department, control, held, broken, unknown, waived FROM department_controls
                    WHERE \(condition) AND \(Self.named(scope))
                    """
            ) { row in
                guard scope.isWhole(row.text("department")) else {
                    rest.insert(row.text("department"))
                    return
                }
                shares[row.text("control"), default: .init()] += StatusCounts(row)
            }
            guard !rest.isEmpty else { return shares }
            try transaction.forEachRow(
                of: """
                    SELECT control, status, COUNT(*) AS n FROM postures
                    WHERE \(condition) AND department IN \(list: rest.sorted()) AND \(scope.condition(subject: "subject"))
                    GROUP BY control, status
                    """
            ) { shares[$0.text("control"), default: .init()].add($0.text("status"), $0.integer("n")) }
            return shares
        }
    }

    /// How the systems of the departments that are wholly in the scope stood, a day at a time, oldest first: what is kept
    /// of a day is a department's sum, and a sum with something in it that is outside the scope would give that away.
    ///
    /// - Parameters:
    ///   - first: the first day.
    ///   - last: the last day.
    public func days(_ scope: UnitScope, from first: CalendarDate, to last: CalendarDate) async throws -> [DayStanding]
    {
        let days = try await database.read { transaction in
            // Of the time before, the newest day of each department says how it stood on the first.
            try transaction.rows(
                """
                SELECT department, day, held, short, unknown, never, findings FROM department_days
                WHERE day <= \(Int64(last.daysSinceEpoch)) AND (day > \(Int64(first.daysSinceEpoch)) OR day =
                (SELECT MAX(earlier.day) FROM department_days AS earlier WHERE
                earlier.department = department_days.department AND earlier.day <= \(Int64(first.daysSinceEpoch))))
                ORDER BY day, department
                """)
        }.filter { scope.isWhole($0.text("department")) }
        var newest: [String: Row] = [:]
        var result: [DayStanding] = []
        var index = 0
        var day = first.daysSinceEpoch
        while day <= last.daysSinceEpoch {
            while index < days.count, days[index].integer("day") <= Int64(day) {
                newest[days[index].text("department")] = days[index]
                index += 1
            }
            func sum(_ column: String) -> Int64 { newest.values.reduce(0) { $0 + $1.integer(column) } }
            result.append(
                DayStanding(
                    day: CalendarDate(daysSinceEpoch: day), held: sum("held"), fallsShort: sum("short"),
                    unknown: sum("unknown"), never: sum("never"), findings: sum("findings")))
            day += 1
        }
        return result
    }

    /// The rows behind a number: controls of systems.
    ///
    /// - Throws: `Fault` (`programme.bad-cursor`).
    public func controls(
        _ filter: ControlFilter, _ scope: UnitScope, after: Cursor? = nil, limit: Int
    ) async throws -> Page<ControlStanding> {
        var condition = filter.condition(scope)
        if let after {
            let keys = after.id.split(separator: " ", maxSplits: 1).map(String.init)
            guard keys.count == 2 else { throw Cursor.fault }
            condition = "\(condition) AND \(filter.keys.after(.text(keys[0]), .text(keys[1])))"
        }
        let query: SQL = """
            SELECT subject, control, status, assessment FROM postures WHERE \(condition)
            ORDER BY \(filter.keys.order) LIMIT \(Int64(limit + 1))
            """
        let rows = try await database.read { transaction in
            try transaction.rows(query).map {
                ControlStanding(
                    subject: $0.text("subject"), control: $0.text("control"), status: $0.text("status"),
                    assessment: $0.text("assessment"))
            }
        }
        return Page(rows, limit: limit) { filter.place(after: $0) }
    }

    private static func standing(_ row: Row) -> DepartmentStanding {
        DepartmentStanding(
            department: row.text("department"), systems: row.integer("systems"), held: row.integer("held"),
            fallsShort: row.integer("short"), unknown: row.integer("unknown"), never: row.integer("never"),
            oldest: row.integerIfAny("oldest").map { Instant(microseconds: $0) },
            findings: SeverityCounts(
                critical: row.integer("critical"), high: row.integer("high"), medium: row.integer("medium"),
                low: row.integer("low")), families: [:])
    }
}
