import Identity
import Model
import Pages
import Programme
import Synchronization

/// The names of units, read again every few seconds: pages name many, and names seldom change. Nothing is permitted by
/// what is held here.
final class UnitNames: Sendable {
    private let units: Units
    private let held: Mutex<(at: Instant, byPath: [String: OrgUnit])>
    private static let lifetime: Int64 = 5_000_000

    init(_ units: Units) {
        self.units = units
        held = Mutex((Instant(microseconds: 0), [:]))
    }

    /// All units by their paths.
    func all(at now: Instant) async throws -> [String: OrgUnit] {
        let (at, byPath) = held.withLock { $0 }
        if now.microseconds - at.microseconds < Self.lifetime, !byPath.isEmpty { return byPath }
        let fresh = try await units.all(.everything)
        let map = Dictionary(fresh.map { ($0.path.text, $0) }) { first, _ in first }
        held.withLock { $0 = (now, map) }
        return map
    }
}

/// Names for what pages refer to, for one request.
struct References {
    let units: [String: OrgUnit]

    /// The department that a path lies in.
    func department(of path: String) -> DepartmentReference {
        let department = RegisteredSystem.department(of: path)
        let id = UnitPath(department)?.id ?? ""
        return DepartmentReference(id: id, name: name(of: department))
    }

    /// A unit's id in short: its own letters where they are few, or else the first of each word.
    static func code(_ id: String) -> String {
        let words = id.split(separator: "-")
        if id.utf8.count <= 6 || words.count < 2 { return String(id.prefix(6)).uppercased() }
        return words.compactMap(\.first).map(String.init).joined().uppercased()
    }

    /// A unit's name; its path where it is not in the tree.
    func name(of path: String) -> Wording {
        units[path].map { .localized($0.name) } ?? .name(path)
    }

    /// A system.
    func system(_ system: RegisteredSystem) -> SystemReference {
        SystemReference(id: system.id, name: .localized(system.name), department: department(of: system.path))
    }
}
