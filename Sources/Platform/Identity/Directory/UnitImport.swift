public import Journal
public import Model
public import Storage

/// Takes units in from a file: all rows or none, and only what differs from what is recorded.
///
/// Units that the file does not name stay as they are.
public struct UnitImport: Sendable {
    /// The names of the fields.
    public static let fields = ["id", "parent", "name.en", "name.zh-Hant", "name.zh-Hans", "relation"]

    private let journal: Journal
    private let database: any Database

    /// An import into a journal whose projections hold `IdentityProjection`, and its database.
    public init(journal: Journal, database: any Database) {
        self.journal = journal
        self.database = database
    }

    /// Takes a file in.
    ///
    /// - Parameters:
    ///   - bytes: CSV or JSON; see `DirectoryFile`.
    ///   - file: its name, for faults.
    /// - Throws: `Fault` (`identity.csv-…`, `identity.import-…`) placed at the line; nothing is recorded then.
    public func run(_ bytes: [UInt8], file: String, at instant: Instant, actor: String) async throws -> ImportReport {
        let rows = try DirectoryFile(bytes, file: file, member: "departments", known: Self.fields).rows
        let wanted = try Self.units(rows)
        let recorded = try await database.read { transaction in
            try transaction.rows("SELECT \(UnitTable.columns) FROM units WHERE left_at IS NULL").map(UnitTable.unit)
        }
        let known = Dictionary(recorded.map { ($0.id, $0) }) { first, _ in first }
        try Self.checkPlaces(wanted, known)
        var report = ImportReport()
        var events: [Event] = []
        for entry in Self.ordered(wanted) {
            let change: IdentityChange
            if let old = known[entry.unit.id] {
                guard entry.unit != IdentityChange.Unit(old) else {
                    report.unchanged += 1
                    continue
                }
                change = .unitChanged(entry.unit)
                report.changed += 1
            } else {
                change = .unitAdded(entry.unit)
                report.added += 1
            }
            events.append(change.event(id: ULID(instant).description, at: instant, actor: actor))
        }
        try await journal.record(events)
        return report
    }

    private typealias Entry = (unit: IdentityChange.Unit, row: DirectoryFile.Row)

    private static func units(_ rows: [DirectoryFile.Row]) throws(Fault) -> [String: Entry] {
        var units: [String: Entry] = [:]
        for row in rows {
            guard let id = row.fields["id"] else { throw missing("id", row) }
            guard UnitPath.isID(id) else {
                throw row.fault(Message("identity.bad-unit-id", ["unit": id]), field: "id")
            }
            guard let english = row.fields["name.en"] else { throw missing("name.en", row) }
            let word = row.fields["relation"] ?? OrgUnit.Relation.governed.rawValue
            guard let relation = OrgUnit.Relation(rawValue: word) else {
                let choices = OrgUnit.Relation.allCases.map(\.rawValue).joined(separator: ", ")
                throw row.fault(Message("identity.import-not-choice", ["choices": choices]), field: "relation")
            }
            let name = LocalizedText(
                en: english, zhHant: row.fields["name.zh-Hant"] ?? english,
                zhHans: row.fields["name.zh-Hans"] ?? english)
            let unit = IdentityChange.Unit(
                id: id, parent: row.fields["parent"], name: name, relation: relation)
            if let other = units.updateValue((unit, row), forKey: id) {
                throw row.fault(
                    Message("identity.import-twice", ["first": String(other.row.number)]), field: "id")
            }
        }
        return units
    }

    /// Looks whether the tree that comes about has every parent, no ring, and is not too deep.
    private static func checkPlaces(_ wanted: [String: Entry], _ known: [String: OrgUnit]) throws(Fault) {
        for (_, entry) in wanted.sorted(by: { $0.value.row.number < $1.value.row.number }) {
            var above = entry.unit.parent
            var depth = 1
            while let id = above {
                guard wanted[id] != nil || known[id] != nil else {
                    throw entry.row.fault(Message("identity.no-unit", ["unit": id]), field: "parent")
                }
                depth += 1
                guard depth <= UnitPath.depthLimit else {
                    // A ring has no end, so it shows as a tree that is too deep.
                    throw entry.row.fault(
                        Message(
                            "identity.import-depth", ["unit": entry.unit.id, "limit": String(UnitPath.depthLimit)]),
                        field: "parent")
                }
                above = wanted[id].map(\.unit.parent) ?? known[id]?.parent
            }
        }
    }

    /// Those above before those below, in the order of the file otherwise.
    private static func ordered(_ wanted: [String: Entry]) -> [Entry] {
        func depth(_ entry: Entry) -> Int {
            var depth = 0
            var above = entry.unit.parent
            while let id = above, let next = wanted[id] {
                depth += 1
                above = next.unit.parent
            }
            return depth
        }
        return wanted.values.map { (depth($0), $0) }
            .sorted { ($0.0, $0.1.row.number) < ($1.0, $1.1.row.number) }.map(\.1)
    }

    static func missing(_ field: String, _ row: DirectoryFile.Row) -> Fault {
        row.fault(Message("identity.import-missing"), field: field)
    }
}

extension IdentityChange.Unit {
    /// What is recorded of a unit.
    init(_ unit: OrgUnit) {
        self.init(id: unit.id, parent: unit.parent, name: unit.name, relation: unit.relation)
    }
}
