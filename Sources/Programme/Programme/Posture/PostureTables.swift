import Model
import Storage

/// The tables of posture: the status of each control of each system, and what overviews show of them, kept on write.
enum PostureTables {
    static let migration = Migration(
        id: "programme-0004-posture",
        statements: [
            "ALTER TABLE postures ADD COLUMN family TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE postures ADD COLUMN path TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE postures ADD COLUMN department TEXT NOT NULL DEFAULT ''",
            "CREATE INDEX postures_cell ON postures (department, family, status, subject, control)",
            "CREATE INDEX postures_control ON postures (control, status, subject)",
            """
            CREATE TABLE subject_families (subject TEXT NOT NULL, family TEXT NOT NULL, path TEXT NOT NULL,
            department TEXT NOT NULL, held BIGINT NOT NULL, broken BIGINT NOT NULL, unknown BIGINT NOT NULL,
            waived BIGINT NOT NULL, PRIMARY KEY (subject, family))
            """,
            "CREATE INDEX subject_families_path ON subject_families (path, family)",
            """
            CREATE TABLE department_families (department TEXT NOT NULL, family TEXT NOT NULL, held BIGINT NOT NULL,
            broken BIGINT NOT NULL, unknown BIGINT NOT NULL, waived BIGINT NOT NULL, PRIMARY KEY (department, family))
            """,
            """
            CREATE TABLE department_days (department TEXT NOT NULL, day BIGINT NOT NULL, held BIGINT NOT NULL,
            short BIGINT NOT NULL, unknown BIGINT NOT NULL, never BIGINT NOT NULL, findings BIGINT NOT NULL,
            PRIMARY KEY (department, day))
            """,
        ])

    /// The indexes that serve lists of verdicts in either order: of all, of a department, a status and a family.
    static let orders = Migration(
        id: "programme-0011-verdicts",
        statements: [
            "DROP INDEX postures_cell", "DROP INDEX postures_control", "DROP INDEX postures_department",
            "CREATE INDEX postures_department ON postures (department, subject, control, status, family, path)",
            "CREATE INDEX postures_department_control ON postures (department, control, subject, status, family, path)",
            "CREATE INDEX postures_control ON postures (control, subject, status)",
            "CREATE INDEX postures_status ON postures (status, subject, control)",
            "CREATE INDEX postures_status_control ON postures (status, control, subject)",
            "CREATE INDEX postures_family ON postures (family, subject, control, status)",
        ])

    static let tables: [StaticString] = [
        "subject_families", "department_families", "department_days", "department_standings", "department_controls",
    ]

    /// What overviews show of each department, and the indexes by which lists are found in any part of the tree.
    static let standings = Migration(
        id: "programme-0007-standings",
        statements: [
            """
            CREATE TABLE department_standings (department TEXT NOT NULL PRIMARY KEY, systems BIGINT NOT NULL,
            held BIGINT NOT NULL, short BIGINT NOT NULL, unknown BIGINT NOT NULL, never BIGINT NOT NULL, oldest BIGINT,
            critical BIGINT NOT NULL, high BIGINT NOT NULL, medium BIGINT NOT NULL, low BIGINT NOT NULL)
            """,
            "CREATE INDEX systems_assessed ON systems (assessed, posture, department, path, id)",
            "DROP INDEX findings_path", "DROP INDEX findings_due",
            "CREATE INDEX findings_due ON findings (state, due, id, department, path, subject)",
            """
            CREATE INDEX findings_department ON findings
            (department, state, due, id, step, severity, control, family, path, subject, opened)
            """,
        ])

    /// How departments stand, summed over their systems.
    static func standing(where condition: SQL) -> SQL {
        """
        SELECT department, COUNT(*) AS systems, SUM(CASE WHEN posture = 'held' THEN 1 ELSE 0 END) AS held,
        SUM(CASE WHEN posture = 'falls-short' THEN 1 ELSE 0 END) AS short,
        SUM(CASE WHEN posture = 'unknown' THEN 1 ELSE 0 END) AS unknown,
        SUM(CASE WHEN posture = '' THEN 1 ELSE 0 END) AS never,
        MIN(CASE WHEN posture = '' THEN NULL ELSE assessed END) AS oldest,
        CAST(SUM(critical) AS BIGINT) AS critical, CAST(SUM(high) AS BIGINT) AS high,
        CAST(SUM(medium) AS BIGINT) AS medium, CAST(SUM(low) AS BIGINT) AS low
        FROM systems WHERE \(condition)
        """
    }

    /// Sums a department's systems anew, and keeps how it stands at the end of what was recorded on a day so far.
    static func note(_ department: String, _ at: Instant, _ transaction: any Transaction) throws {
        try transaction.execute("DELETE FROM department_standings WHERE department = \(department)")
        try transaction.execute(
            "INSERT INTO department_standings \(standing(where: "department = \(department)")) GROUP BY department")
        try noteDay(department, at, transaction)
    }

    /// Puts the statuses of an assessment in the place of those of the one before.
    static func replace(
        _ statuses: [(control: String, status: String)], of subject: String, assessment: String, path: String,
        department: String, _ transaction: any Transaction
    ) throws {
        try DepartmentControls.replace(
            DepartmentControls.statuses(of: subject, transaction), by: statuses.map { ($0.control, $0.status) },
            in: department, transaction)
        try transaction.execute("DELETE FROM postures WHERE subject = \(subject)")
        try transaction.insert(
            into: "postures",
            columns: ["subject", "control", "status", "assessment", "family", "path", "department"],
            rows: statuses.map { control, status in
                [
                    .text(subject), .text(control), .text(status), .text(assessment),
                    .text(FindingTable.family(of: control)), .text(path), .text(department),
                ]
            })
        try replaceFamilies(statuses, of: subject, path: path, department: department, transaction)
    }

    private static func replaceFamilies(
        _ statuses: [(control: String, status: String)], of subject: String, path: String, department: String,
        _ transaction: any Transaction
    ) throws {
        var now: [String: StatusCounts] = [:]
        for (control, status) in statuses { now[FindingTable.family(of: control), default: .init()].add(status) }
        var before: [String: StatusCounts] = [:]
        try transaction.forEachRow(
            of: "SELECT family, held, broken, unknown, waived FROM subject_families WHERE subject = \(subject)"
        ) { before[$0.text("family")] = StatusCounts($0) }
        for family in Set(now.keys).union(before.keys).sorted() {
            let (new, old) = (now[family] ?? StatusCounts(), before[family] ?? StatusCounts())
            guard new != old || before[family] == nil else { continue }
            try transaction.execute(
                """
                INSERT INTO subject_families (subject, family, path, department, held, broken, unknown, waived)
                VALUES (\(subject), \(family), \(path), \(department), \(new.held), \(new.broken), \(new.unknown),
                \(new.waived)) ON CONFLICT (subject, family) DO UPDATE SET path = excluded.path,
                department = excluded.department, held = excluded.held, broken = excluded.broken,
                unknown = excluded.unknown, waived = excluded.waived
                """)
            try add(new - old, to: department, family, transaction)
        }
    }

    /// Takes what is kept of a system to another place in the tree.
    static func move(
        _ subject: String, from old: String, to path: String, department: String, _ transaction: any Transaction
    ) throws {
        let families = try transaction.rows(
            "SELECT family, held, broken, unknown, waived FROM subject_families WHERE subject = \(subject)")
        for row in families {
            let (family, counts) = (row.text("family"), StatusCounts(row))
            try add(StatusCounts() - counts, to: old, family, transaction)
            try add(counts, to: department, family, transaction)
        }
        let statuses = try DepartmentControls.statuses(of: subject, transaction)
        try DepartmentControls.replace(statuses, by: [], in: old, transaction)
        try DepartmentControls.replace([], by: statuses, in: department, transaction)
        for table in ["postures", "subject_families"] as [StaticString] {
            try transaction.execute(
                "UPDATE \(raw: table) SET path = \(path), department = \(department) WHERE subject = \(subject)")
        }
    }

    private static func add(
        _ change: StatusCounts, to department: String, _ family: String, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO department_families (department, family, held, broken, unknown, waived)
            VALUES (\(department), \(family), \(change.held), \(change.broken), \(change.unknown),
            \(change.waived)) ON CONFLICT (department, family) DO UPDATE SET
            held = department_families.held + excluded.held,
            broken = department_families.broken + excluded.broken,
            unknown = department_families.unknown + excluded.unknown,
            waived = department_families.waived + excluded.waived
            """)
    }

    /// A department whose last system left counts none from that day on.
    private static func noteDay(_ department: String, _ at: Instant, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO department_days (department, day, held, short, unknown, never, findings)
            SELECT \(department), \(Int64(at.date.daysSinceEpoch)), COALESCE(SUM(held), 0), COALESCE(SUM(short), 0),
            COALESCE(SUM(unknown), 0), COALESCE(SUM(never), 0), COALESCE(SUM(critical + high + medium + low), 0)
            FROM department_standings WHERE department = \(department)
            ON CONFLICT (department, day) DO UPDATE SET held = excluded.held, short = excluded.short,
            unknown = excluded.unknown, never = excluded.never, findings = excluded.findings
            """)
    }
}

extension StatusCounts {
    init(_ row: Row) {
        self.init(
            held: row.integer("held"), broken: row.integer("broken"), unknown: row.integer("unknown"),
            waived: row.integer("waived"))
    }
}
