import CanonicalJSON
public import Identity
import Journal
public import Model
import OSCAL
import Storage

/// Takes systems into the register from a file: all or none, and only what differs from what is there.
///
/// Systems that the file does not name stay as they are. A row may move a system to another unit.
public struct SystemImport: Sendable {
    /// The names of the fields of CSV and JSON files.
    public static let fields = SystemFields.names
    private static let byteLimit = 16 << 20

    private let programme: Programme
    private let units: [String: String]

    /// An import.
    ///
    /// - Parameter units: the paths of units, by their ids.
    public init(into programme: Programme, units: [String: String]) {
        self.programme = programme
        self.units = units
    }

    /// Takes a file in: CSV, a JSON array of objects (alone or as the member `systems`), or an OSCAL system security
    /// plan in JSON.
    ///
    /// - Parameters:
    ///   - file: its name, for faults.
    ///   - unit: the unit of systems that the file names none for.
    /// - Throws: `Fault` (`identity.csv-…`, `identity.import-…`, `programme.…`) placed at line and field; nothing is
    ///   recorded then.
    public func run(
        _ bytes: [UInt8], file: String, unit: String?, at instant: Instant, actor: String
    ) async throws -> ImportReport {
        let systems = try Self.systems(bytes, file: file, units: units, unit: unit)
        let known = try await programme.systems(named: systems.map(\.id))
        var report = ImportReport()
        for system in systems {
            switch known[system.id] {
            case nil: report.added += 1
            case system: report.unchanged += 1
            default: report.changed += 1
            }
        }
        try await programme.register(systems, seen: known, at: instant, actor: actor)
        return report
    }

    /// Reads a file.
    static func systems(
        _ bytes: [UInt8], file: String, units: [String: String], unit: String?
    ) throws(Fault) -> [RegisteredSystem] {
        if let plan = try plan(bytes, file: file) {
            return [try SystemFields(plan, file: file).system(in: units, unit: unit)]
        }
        let rows = try DirectoryFile(
            bytes, file: file, member: "systems", known: SystemFields.names, plain: SystemFields.plain
        ).rows
        var seen: [String: Int] = [:]
        var systems: [RegisteredSystem] = []
        for row in rows {
            let fields = SystemFields(row)
            let system = try fields.system(in: units, unit: unit)
            if let first = seen.updateValue(row.number, forKey: system.id) {
                throw fields.fault(Message("identity.import-twice", ["first": String(first)]), "id")
            }
            systems.append(system)
        }
        return systems
    }

    /// The document, where it is a system security plan; nil where it is something else, for others to say what.
    private static func plan(_ bytes: [UInt8], file: String) throws(Fault) -> JSONValue? {
        guard bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "{") else { return nil }
        guard bytes.count <= byteLimit else {
            throw Fault("identity.csv-too-large", ["limit": String(byteLimit)], at: SourcePlace(file: file))
        }
        guard let value = try? JSONValue(parsing: bytes), value["system-security-plan"] != nil else { return nil }
        return value
    }
}

extension Programme {
    /// Puts a system into the register.
    ///
    /// - Throws: `Fault` (`programme.bad-system-id`, `programme.id-taken`).
    public func add(_ system: RegisteredSystem, at instant: Instant, actor: String) async throws {
        guard RegisteredSystem.isID(system.id) else { throw Fault("programme.bad-system-id", ["id": system.id]) }
        try await register(system, replacing: nil, at: instant, actor: actor)
    }

    /// Puts systems into the register where those of the same ids still are as they were seen.
    ///
    /// - Throws: `Fault` (`programme.changed-meanwhile`); nothing is recorded then.
    func register(
        _ systems: [RegisteredSystem], seen: [String: RegisteredSystem], at instant: Instant, actor: String
    ) async throws {
        let changed = systems.filter { seen[$0.id] != $0 }
        try await journal.record(changed.map { Self.event($0, at: instant, actor: actor) }) { transaction in
            let now = try SystemTable.named(changed.map(\.id), transaction).map { ($0.system.id, $0.system) }
            let found = Dictionary(now) { first, _ in first }
            for system in changed where found[system.id] != seen[system.id] {
                throw Fault("programme.changed-meanwhile", ["id": system.id])
            }
        }
    }
}
