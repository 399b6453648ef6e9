public import Model
public import Storage

/// The questions that an overview asks: all from tables that are kept on write.
public struct Overview: Sendable {
    private let database: any Database

    /// The overview of a database.
    public init(_ database: any Database) { self.database = database }

    /// How each department in the scope stands, in the order of their paths: two statements whatever their number.
    public func departments(_ scope: UnitScope) async throws -> [DepartmentStanding] {
        try await database.read { transaction in
            var standings = try transaction.rows(
                """
                SELECT department, COUNT(*) AS systems, SUM(CASE WHEN posture = 'held' THEN 1 ELSE 0 END) AS held,
                SUM(CASE WHEN posture = 'falls-short' THEN 1 ELSE 0 END) AS short,
                SUM(CASE WHEN posture = 'unknown' THEN 1 ELSE 0 END) AS unknown,
                SUM(CASE WHEN posture = '' THEN 1 ELSE 0 END) AS never,
                MIN(CASE WHEN posture = '' THEN NULL ELSE assessed END) AS oldest,
                CAST(SUM(critical) AS BIGINT) AS critical, CAST(SUM(high) AS BIGINT) AS high,
                CAST(SUM(medium) AS BIGINT) AS medium, CAST(SUM(low) AS BIGINT) AS low
                FROM systems WHERE \(scope.condition(subject: "id")) GROUP BY department ORDER BY department
                """
            ).map(Self.standing)
            let places = Dictionary(uniqueKeysWithValues: standings.indices.map { (standings[$0].department, $0) })
            try transaction.forEachRow(of: Self.families(scope)) { row in
                guard let place = places[row.text("department")] else { return }
                standings[place].families[row.text("family")] = StatusCounts(row)
            }
            return standings
        }
    }

    /// How many open findings of each department in the scope were due before a moment.
    public func overdue(_ scope: UnitScope, at now: Instant) async throws -> [String: Int64] {
        try await database.read { transaction in
            let rows = try transaction.rows(
                """
                SELECT department, COUNT(*) AS n FROM findings
                WHERE state = 'open' AND due < \(now.microseconds) AND \(scope.condition(subject: "subject"))
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
                    FROM systems JOIN subject_families ON subject_families.subject = systems.id
                    WHERE systems.posture <> '' AND systems.assessed < \(newest.microseconds)
                    AND systems.assessed < \(own) ELSE 0 END
                    AND \(scope.condition(path: "systems.path", subject: "systems.id"))
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
            try transaction.forEachRow(
                of: """
                    SELECT control, status, COUNT(*) AS n FROM postures
                    WHERE \(condition) AND \(scope.condition(subject: "subject")) GROUP BY control, status
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
            try transaction.rows(
                """
                SELECT department, day, held, short, unknown, never, findings FROM department_days
                WHERE \(scope.condition(path: "department", subject: nil)) AND NOT EXISTS (SELECT 1 FROM systems
                WHERE systems.department = department_days.department
                AND NOT (\(scope.condition(path: "systems.path", subject: "systems.id")))) AND day <= \(Int64(last.daysSinceEpoch))
                ORDER BY day, department
                """)
        }
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

    /// The rows behind a number: controls of systems, by system and control.
    ///
    /// - Throws: `Fault` (`programme.bad-cursor`).
    public func controls(
        _ filter: ControlFilter, _ scope: UnitScope, after: Cursor? = nil, limit: Int
    ) async throws -> Page<ControlStanding> {
        var condition = filter.condition(scope)
        if let after {
            let keys = after.id.split(separator: " ", maxSplits: 1).map(String.init)
            guard keys.count == 2 else { throw Fault("programme.bad-cursor") }
            condition = "\(condition) AND (subject, control) > (\(keys[0]), \(keys[1]))"
        }
        let query: SQL = """
            SELECT subject, control, status, assessment FROM postures WHERE \(condition)
            ORDER BY subject, control LIMIT \(Int64(limit + 1))
            """
        let rows = try await database.read { transaction in
            try transaction.rows(query).map {
                ControlStanding(
                    subject: $0.text("subject"), control: $0.text("control"), status: $0.text("status"),
                    assessment: $0.text("assessment"))
            }
        }
        return Page(rows, limit: limit) { Cursor(id: "\($0.subject) \($0.control)") }
    }

    /// Departments are kept summed for those who see all; of a part of the tree, its systems are summed.
    private static func families(_ scope: UnitScope) -> SQL {
        if scope.isEverything {
            return "SELECT department, family, held, broken, unknown, waived FROM department_families"
        }
        return """
            SELECT department, family, CAST(SUM(held) AS BIGINT) AS held, CAST(SUM(broken) AS BIGINT) AS broken,
            CAST(SUM(unknown) AS BIGINT) AS unknown, CAST(SUM(waived) AS BIGINT) AS waived FROM subject_families
            WHERE \(scope.condition(subject: "subject")) GROUP BY department, family
            """
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
