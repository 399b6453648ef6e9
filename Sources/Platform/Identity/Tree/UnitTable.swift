import Model
import Storage

/// The table of units: its statements.
enum UnitTable {
    static let columns: SQL = "path, name_en, name_hant, name_hans, relation"

    static func add(_ unit: IdentityChange.Unit, at instant: Instant, _ transaction: any Transaction) throws {
        let path = try path(of: unit, transaction)
        guard try self.path(of: unit.id, transaction) == nil else {
            throw Fault("identity.unit-exists", ["unit": unit.id])
        }
        let before = try transaction.rows("SELECT path FROM units WHERE id = \(unit.id)").first.map(self.path)
        try transaction.execute(
            """
            INSERT INTO units (id, parent, path, name_en, name_hant, name_hans, relation, joined, left_at)
            VALUES (\(unit.id), \(unit.parent), \(path.text), \(unit.name[.english]),
            \(unit.name[.traditionalChinese]), \(unit.name[.simplifiedChinese]), \(unit.relation.rawValue),
            \(instant.microseconds), NULL)
            ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, path = excluded.path, name_en = excluded.name_en,
            name_hant = excluded.name_hant, name_hans = excluded.name_hans, relation = excluded.relation,
            joined = excluded.joined, left_at = NULL
            """)
        // What left with it and stays away is its own all the same, wherever it stands now.
        if let before, before != path { try move(before, to: path, unit.id, transaction) }
    }

    static func change(_ unit: IdentityChange.Unit, _ transaction: any Transaction) throws {
        let before = try known(unit.id, transaction)
        let path = try path(of: unit, transaction)
        try transaction.execute(
            """
            UPDATE units SET parent = \(unit.parent), name_en = \(unit.name[.english]),
            name_hant = \(unit.name[.traditionalChinese]), name_hans = \(unit.name[.simplifiedChinese]),
            relation = \(unit.relation.rawValue) WHERE id = \(unit.id)
            """)
        if path != before { try move(before, to: path, unit.id, transaction) }
    }

    /// Gives a unit that moves and all below it their new paths.
    private static func move(
        _ before: UnitPath, to path: UnitPath, _ id: String, _ transaction: any Transaction
    ) throws {
        guard !before.contains(path) else { throw Fault("identity.unit-inside-itself", ["unit": id]) }
        let moved = try transaction.rows(
            "SELECT id, path FROM units WHERE path LIKE \(before.text + "%") ORDER BY path")
        for row in moved {
            let text = path.text + row.text("path").dropFirst(before.text.count)
            guard UnitPath(text) != nil else { throw tooDeep(row.text("id")) }
            try transaction.execute("UPDATE units SET path = \(text) WHERE id = \(row.text("id"))")
        }
    }

    /// Ends a unit, all below it, and every office and agreement there.
    static func leave(_ id: String, at instant: Instant, _ transaction: any Transaction) throws {
        let now = instant.microseconds
        let below: SQL = """
            SELECT id FROM units WHERE path LIKE \(try known(id, transaction).text + "%")
            """
        try transaction.execute(
            """
            UPDATE assignments SET ends = \(now) WHERE unit IN (\(below)) AND (ends IS NULL OR ends > \(now))
            """)
        try transaction.execute(
            """
            UPDATE agreements SET ends = \(now) WHERE body IN (\(below)) AND (ends IS NULL OR ends > \(now))
            """)
        try PersonTable.disable(where: "unit IN (\(below))", at: instant, transaction)
        try transaction.execute("UPDATE units SET left_at = \(now) WHERE id IN (\(below)) AND left_at IS NULL")
    }

    /// The path of a unit that has not left.
    ///
    /// - Throws: `Fault` (`identity.no-unit`).
    static func known(_ id: String, _ transaction: any Transaction) throws -> UnitPath {
        guard let path = try path(of: id, transaction) else { throw Fault("identity.no-unit", ["unit": id]) }
        return path
    }

    /// The path of a unit; nil where there is none, or it left.
    static func path(of id: String, _ transaction: any Transaction) throws -> UnitPath? {
        guard let row = try transaction.rows("SELECT path FROM units WHERE id = \(id) AND left_at IS NULL").first
        else { return nil }
        return try path(row)
    }

    static func path(_ row: Row) throws(Fault) -> UnitPath {
        guard let path = UnitPath(row.text("path")) else { throw Fault("storage.corrupt") }
        return path
    }

    static func unit(_ row: Row) throws(Fault) -> OrgUnit {
        guard let relation = OrgUnit.Relation(rawValue: row.text("relation")) else { throw Fault("storage.corrupt") }
        return OrgUnit(
            path: try path(row),
            name: LocalizedText(
                en: row.text("name_en"), zhHant: row.text("name_hant"), zhHans: row.text("name_hans")),
            relation: relation)
    }

    private static func path(of unit: IdentityChange.Unit, _ transaction: any Transaction) throws -> UnitPath {
        guard UnitPath.isID(unit.id) else { throw Fault("identity.bad-unit-id", ["unit": unit.id]) }
        let above = try unit.parent.map { try known($0, transaction) } ?? .root
        guard let path = above.appending(unit.id) else { throw tooDeep(unit.id) }
        return path
    }

    private static func tooDeep(_ id: String) -> Fault {
        Fault("identity.too-deep", ["unit": id, "limit": String(UnitPath.depthLimit)])
    }
}
