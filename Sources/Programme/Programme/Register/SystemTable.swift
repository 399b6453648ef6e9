import CanonicalJSON
import Model
import Storage

/// The table of systems: its statements. A row holds what lists and overviews show, kept on write.
enum SystemTable {
    static let migration = Migration(
        id: "programme-0002-systems",
        statements: [
            """
            CREATE TABLE systems (id TEXT NOT NULL PRIMARY KEY, unit TEXT NOT NULL, path TEXT NOT NULL,
            department TEXT NOT NULL, names TEXT NOT NULL, search TEXT NOT NULL, tier BIGINT NOT NULL,
            grade TEXT NOT NULL, exposure TEXT NOT NULL, personal BIGINT NOT NULL, posture TEXT NOT NULL,
            assessed BIGINT NOT NULL, assessment TEXT NOT NULL, held BIGINT NOT NULL, broken BIGINT NOT NULL,
            unknown BIGINT NOT NULL, waived BIGINT NOT NULL, critical BIGINT NOT NULL, high BIGINT NOT NULL,
            medium BIGINT NOT NULL, low BIGINT NOT NULL)
            """,
            "CREATE INDEX systems_path ON systems (path, id)",
            """
            CREATE INDEX systems_department ON systems
            (department, posture, assessed, held, broken, unknown, waived, critical, high, medium, low, path)
            """,
        ])

    /// What lists are sorted by, the whole and within a department.
    static let orders = Migration(
        id: "programme-0010-orders",
        statements: [
            "ALTER TABLE systems ADD COLUMN name_en TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE systems ADD COLUMN name_hant TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE systems ADD COLUMN name_hans TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE systems ADD COLUMN open_findings BIGINT NOT NULL DEFAULT 0",
            "CREATE INDEX systems_department_id ON systems (department, id)",
            "CREATE INDEX systems_en ON systems (name_en, id)",
            "CREATE INDEX systems_department_en ON systems (department, name_en, id)",
            "CREATE INDEX systems_hant ON systems (name_hant, id)",
            "CREATE INDEX systems_department_hant ON systems (department, name_hant, id)",
            "CREATE INDEX systems_hans ON systems (name_hans, id)",
            "CREATE INDEX systems_department_hans ON systems (department, name_hans, id)",
            "CREATE INDEX systems_findings ON systems (open_findings, id)",
            "CREATE INDEX systems_department_findings ON systems (department, open_findings, id)",
            "CREATE INDEX systems_seen ON systems (assessed, id)",
            "CREATE INDEX systems_department_seen ON systems (department, assessed, id)",
        ])

    private static let columns: SQL = """
        id, unit, path, names, tier, grade, exposure, personal, posture, assessed, assessment, held, broken, unknown,
        waived, critical, high, medium, low, name_en, name_hant, name_hans, open_findings
        """

    /// How many letters of a name count in the order of names.
    private static let sortedLetters = 80

    /// A name as lists are sorted by it: whatever the case of its letters.
    private static func sorted(_ name: LocalizedText, _ language: Language) -> String {
        let text = name[language].isEmpty ? name[.english] : name[language]
        var start = String.UnicodeScalarView()
        start.append(contentsOf: text.lowercased().unicodeScalars.prefix(sortedLetters))
        return String(start)
    }

    /// The column with the names of a language.
    private static func column(_ language: Language) -> StaticString {
        switch language {
        case .english: "name_en"
        case .traditionalChinese: "name_hant"
        case .simplifiedChinese: "name_hans"
        }
    }

    /// Puts an entry into the register, or a new description in the place of the one before.
    ///
    /// A system that moves in the tree takes along all that is kept by its place.
    static func register(_ system: RegisteredSystem, _ transaction: any Transaction) throws {
        let before = try place(of: system.id, transaction)
        let search = Language.allCases.map { system.name[$0].lowercased() }.joined(separator: "\n") + "\n" + system.id
        let department = RegisteredSystem.department(of: system.path)
        try transaction.execute(
            """
            INSERT INTO systems (id, unit, path, department, names, search, tier, grade, exposure, personal, posture,
            assessed, assessment, held, broken, unknown, waived, critical, high, medium, low, name_en, name_hant,
            name_hans, open_findings)
            VALUES (\(system.id), \(system.unit), \(system.path), \(department), \(system.name.json.canonical),
            \(search), \(Int64(system.tier)), \(system.grade.rawValue), \(system.exposure.rawValue),
            \(Int64(system.personalData ? 1 : 0)), '', 0, '', 0, 0, 0, 0, 0, 0, 0, 0,
            \(sorted(system.name, .english)), \(sorted(system.name, .traditionalChinese)),
            \(sorted(system.name, .simplifiedChinese)), 0)
            ON CONFLICT (id) DO UPDATE SET unit = excluded.unit, path = excluded.path,
            department = excluded.department, names = excluded.names, search = excluded.search, tier = excluded.tier,
            grade = excluded.grade, exposure = excluded.exposure, personal = excluded.personal,
            name_en = excluded.name_en, name_hant = excluded.name_hant, name_hans = excluded.name_hans
            """)
        guard let before, before.path != system.path else { return }
        try FindingTable.move(system.id, to: system.path, department: department, transaction)
        try PostureTables.move(
            system.id, from: before.department, to: system.path, department: department, transaction)
    }

    /// Where a system stands in the tree; nil where it is not in the register.
    static func place(of id: String, _ transaction: any Transaction) throws -> (path: String, department: String)? {
        try transaction.rows("SELECT path, department FROM systems WHERE id = \(id)").first.map {
            ($0.text("path"), $0.text("department"))
        }
    }

    /// Takes in the word of an assessment.
    ///
    /// - Parameter looked: when somebody looked; nil where what was seen before was judged anew.
    static func assess(
        _ id: String, assessment: String, posture: String, looked: Instant?, _ counts: StatusCounts,
        _ transaction: any Transaction
    ) throws {
        if let looked {
            try transaction.execute("UPDATE systems SET assessed = \(looked.microseconds) WHERE id = \(id)")
        }
        try transaction.execute(
            """
            UPDATE systems SET posture = \(posture), assessment = \(assessment),
            held = \(counts.held), broken = \(counts.broken), unknown = \(counts.unknown), waived = \(counts.waived)
            WHERE id = \(id)
            """)
    }

    /// Counts the open findings of a system anew.
    static func countFindings(_ id: String, _ transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE systems SET
            critical = (SELECT COUNT(*) FROM findings WHERE subject = \(id) AND state = 'open' AND severity = 4),
            high = (SELECT COUNT(*) FROM findings WHERE subject = \(id) AND state = 'open' AND severity = 3),
            medium = (SELECT COUNT(*) FROM findings WHERE subject = \(id) AND state = 'open' AND severity = 2),
            low = (SELECT COUNT(*) FROM findings WHERE subject = \(id) AND state = 'open' AND severity < 2),
            open_findings = (SELECT COUNT(*) FROM findings WHERE subject = \(id) AND state = 'open')
            WHERE id = \(id)
            """)
    }

    /// One system, where it is in the scope.
    static func system(_ id: String, _ scope: UnitScope, _ transaction: any Transaction) throws -> SystemStanding? {
        try transaction.rows("SELECT \(columns) FROM systems WHERE id = \(id) AND \(scope.condition(subject: "id"))")
            .first
            .map(standing)
    }

    /// Systems by their ids.
    static func named(_ ids: [String], _ transaction: any Transaction) throws -> [SystemStanding] {
        guard !ids.isEmpty else { return [] }
        return try transaction.rows("SELECT \(columns) FROM systems WHERE id IN \(list: ids)").map(standing)
    }

    /// The systems of some units.
    static func of(_ units: [String], _ transaction: any Transaction) throws -> [SystemStanding] {
        try transaction.rows("SELECT \(columns) FROM systems WHERE unit IN \(list: units) ORDER BY id").map(standing)
    }

    /// The whole register.
    static func all(_ transaction: any Transaction) throws -> [RegisteredSystem] {
        try transaction.rows("SELECT \(columns) FROM systems ORDER BY id").map { try standing($0).system }
    }

    /// A page of systems.
    ///
    /// - Returns: the systems, and the place after each.
    static func page(
        _ filter: SystemFilter, _ scope: UnitScope, after: Cursor?, limit: Int, _ transaction: any Transaction
    ) throws -> [(system: SystemStanding, place: Cursor)] {
        let column: StaticString? =
            switch filter.order?.column {
            case nil: nil
            case .name: self.column(filter.language)
            case .findings: "open_findings"
            case .seen: "assessed"
            }
        let keys =
            column.map { Keyset($0, "id", descending: filter.order?.isDescending ?? false) }
            ?? Keyset("id", descending: false)
        var condition = filter.condition(scope)
        if let after {
            let after: SQL =
                switch filter.order?.column {
                case nil: keys.after(.text(after.id))
                case .name: try keys.after(.text(after.text), .text(after.id))
                case .findings, .seen: try keys.after(.integer(after.number), .text(after.id))
                }
            condition = "\(condition) AND \(after)"
        }
        return try transaction.rows(
            "SELECT \(columns) FROM systems WHERE \(condition) ORDER BY \(keys.order) LIMIT \(Int64(limit))"
        ).map { row in
            let id = row.text("id")
            let place =
                switch filter.order?.column {
                case nil: Cursor(id: id)
                case .name: Cursor(text: row.text(self.column(filter.language).description), id: id)
                case .findings: Cursor(number: row.integer("open_findings"), id: id)
                case .seen: Cursor(number: row.integer("assessed"), id: id)
                }
            return (try standing(row), place)
        }
    }

    /// The systems that were assessed last, the newest first.
    static func latest(_ scope: UnitScope, limit: Int, _ transaction: any Transaction) throws -> [SystemStanding] {
        try transaction.rows(
            """
            SELECT \(columns) FROM systems WHERE posture <> '' AND \(scope.condition(subject: "id"))
            ORDER BY assessed DESC, id LIMIT \(Int64(limit))
            """
        ).map(standing)
    }

    private static func standing(_ row: Row) throws -> SystemStanding {
        guard let names = try? JSONValue(parsing: row.text("names")), let name = LocalizedText(json: names),
            let grade = Grade(rawValue: row.text("grade")), let exposure = Exposure(rawValue: row.text("exposure"))
        else { throw Fault("storage.corrupt") }
        let posture = row.text("posture")
        return SystemStanding(
            system: RegisteredSystem(
                id: row.text("id"), unit: row.text("unit"), path: row.text("path"), name: name,
                tier: Int(row.integer("tier")), grade: grade, exposure: exposure,
                personalData: row.integer("personal") == 1),
            posture: posture.isEmpty ? nil : posture,
            assessed: posture.isEmpty ? nil : Instant(microseconds: row.integer("assessed")),
            assessment: posture.isEmpty ? nil : row.text("assessment"),
            controls: StatusCounts(
                held: row.integer("held"), broken: row.integer("broken"), unknown: row.integer("unknown"),
                waived: row.integer("waived")),
            findings: SeverityCounts(
                critical: row.integer("critical"), high: row.integer("high"), medium: row.integer("medium"),
                low: row.integer("low")))
    }
}
