public import Journal
public import Model
public import Storage

/// All that identity holds of a unit and of all below it, also where they left.
public struct BodyRecord: Sendable {
    /// A unit of any time.
    public struct Unit: Sendable {
        /// The unit.
        public let unit: OrgUnit
        /// When it joined last.
        public let joined: Instant
        /// When it left; nil where it is there.
        public let left: Instant?
    }

    /// A person of any time.
    public struct Member: Sendable {
        /// The opaque id.
        public let id: String
        /// The id of the unit.
        public let unit: String
        /// When the person became known.
        public let added: Instant
        /// Since when the person can no longer sign in.
        public let disabled: Instant?
        /// When what was kept of the person was erased.
        public let erased: Instant?
        /// What is kept of the person; nil where it was erased.
        public let person: Person?
    }

    /// The unit itself first, those above before those below.
    public let units: [Unit]
    /// Its people, by id.
    public let members: [Member]
    /// The offices held in it at any time, also by people of other units, by id.
    public let offices: [Assignment]
    /// Its agreements of all times, by body and beginning.
    public let agreements: [Agreement]

    /// The ids of its units.
    public var ids: [String] { units.map(\.unit.id) }
}

extension BodyRecord {
    /// Reads the record of a unit, in one transaction.
    ///
    /// - Parameter seal: opens what is kept of its people.
    /// - Throws: `Fault` (`identity.no-unit`) where there never was such a unit; what the seal throws.
    public static func read(_ id: String, from database: any Database, opening seal: PersonalSeal) async throws
        -> BodyRecord
    {
        try await database.read { transaction in
            guard let own = try transaction.rows("SELECT path FROM units WHERE id = \(id)").first else {
                throw Fault("identity.no-unit", ["unit": id])
            }
            let units = try transaction.rows(
                """
                SELECT \(UnitTable.columns), joined, left_at FROM units
                WHERE path LIKE \(try UnitTable.path(own).text + "%") ORDER BY path
                """
            ).map { row in
                Unit(
                    unit: try UnitTable.unit(row), joined: Instant(microseconds: row.integer("joined")),
                    left: row.instant("left_at"))
            }
            let ids = units.map(\.unit.id)
            return BodyRecord(
                units: units, members: try members(of: ids, seal, transaction),
                offices: try offices(in: units, transaction),
                agreements: try ids.flatMap { try AgreementTable.all(of: $0, transaction) })
        }
    }

    private static func members(
        of units: [String], _ seal: PersonalSeal, _ transaction: any Transaction
    ) throws -> [Member] {
        let kept = try transaction.rows(
            "\(PeopleTable.query) WHERE persons.unit IN \(list: units)"
        ).map { try PeopleTable.person($0, seal) }
        let byID = Dictionary(uniqueKeysWithValues: kept.map { ($0.id, $0) })
        return try transaction.rows(
            "SELECT id, unit, added, disabled, erased FROM persons WHERE unit IN \(list: units) ORDER BY id"
        ).map { row in
            Member(
                id: row.text("id"), unit: row.text("unit"), added: Instant(microseconds: row.integer("added")),
                disabled: row.instant("disabled"), erased: row.instant("erased"), person: byID[row.text("id")])
        }
    }

    private static func offices(in units: [Unit], _ transaction: any Transaction) throws -> [Assignment] {
        let paths = Dictionary(uniqueKeysWithValues: units.map { ($0.unit.id, $0.unit.path) })
        return try transaction.rows(
            """
            SELECT id, person, office, unit, subject, begins, ends FROM assignments
            WHERE unit IN \(list: units.map(\.unit.id)) ORDER BY id
            """
        ).map { row in
            guard let office = Office(rawValue: row.text("office")), let path = paths[row.text("unit")] else {
                throw Fault("storage.corrupt")
            }
            return Assignment(
                id: row.text("id"), person: row.text("person"), office: office, unit: path,
                subject: row.textIfAny("subject"), from: Instant(microseconds: row.integer("begins")),
                until: row.instant("ends"))
        }
    }

    /// A query for the ids of a unit and all below it, also of those that left.
    public static func units(below root: String) -> SQL {
        "SELECT id FROM units WHERE path LIKE (SELECT path FROM units WHERE id = \(root)) || '%'"
    }

    /// The events of identity about a unit and all below it, their people, and whoever held an office there; of people
    /// who were elsewhere too, also what was said of them there (`concerns` leaves that out).
    ///
    /// - Parameter withLeaving: whether it counts that a unit left.
    public static func selections(_ root: String, withLeaving: Bool = true) -> [EventSelection] {
        var ofUnits: [IdentityEventKind] = [.unitAdded, .unitChanged, .agreementMade, .agreementEnded]
        if withLeaving { ofUnits.append(.unitLeft) }
        let ofPeople: [IdentityEventKind] = [
            .personAdded, .personMoved, .personDisabled, .personEnabled, .personErased, .officeAssigned, .officeEnded,
        ]
        let units = units(below: root)
        return [
            EventSelection(kinds: ofUnits.map(\.rawValue), subjects: units),
            EventSelection(
                kinds: ofPeople.map(\.rawValue),
                subjects: """
                    SELECT id FROM persons WHERE unit IN (\(units))
                    UNION SELECT person FROM assignments WHERE unit IN (\(units))
                    """),
        ]
    }

    /// Whether an event of `selections` is about this body, and not about where one of its people was before.
    public func concerns(_ event: Event) -> Bool {
        guard let change = try? IdentityChange(event) else { return true }
        let ids = Set(ids)
        switch change {
        case .personAdded(_, let unit), .personMoved(_, let unit): return ids.contains(unit)
        case .officeAssigned(let office): return ids.contains(office.unit)
        case .officeEnded(let id, _, _): return offices.contains { $0.id == id }
        case .personDisabled(let person), .personEnabled(let person), .personErased(let person):
            return members.contains { $0.id == person }
        case .unitAdded, .unitChanged, .unitLeft, .agreementMade, .agreementEnded: return true
        }
    }
}

extension Row {
    /// A moment of a column in microseconds, or nil.
    fileprivate func instant(_ column: String) -> Instant? {
        integerIfAny(column).map { Instant(microseconds: $0) }
    }
}
