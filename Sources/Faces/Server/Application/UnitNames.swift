import Glibc
import Identity
import Model
import Pages
import Programme
import Synchronization

/// The names of units, read again every few seconds: pages name many, and names seldom change. Nothing is permitted by
/// what is held here.
final class UnitNames: Sendable {
    private struct Held {
        var at = Instant(microseconds: 0)
        var byPath: [String: OrgUnit] = [:]
        /// By path, each with all its names in small letters.
        var searched: [(unit: OrgUnit, names: [CChar])] = []
    }

    private let units: Units
    private let held = Mutex(Held())
    private static let lifetime: Int64 = 5_000_000

    init(_ units: Units) { self.units = units }

    /// All units by their paths.
    func all(at now: Instant) async throws -> [String: OrgUnit] { try await fresh(now).byPath }

    /// Those with a text in their id or in a name in any language, in the order of their paths; whoever asks has to see
    /// what of them a visitor may know of.
    func holding(_ words: String, at now: Instant) async throws -> [OrgUnit] {
        let wanted = words.lowercased()
        return try await fresh(now).searched.filter { strstr($0.names, wanted) != nil }.map(\.unit)
    }

    private func fresh(_ now: Instant) async throws -> Held {
        let known = held.withLock { $0 }
        if now.microseconds - known.at.microseconds < Self.lifetime, !known.byPath.isEmpty { return known }
        let read = try await units.all(.everything).sorted { $0.path.text < $1.path.text }
        let fresh = Held(
            at: now, byPath: Dictionary(read.map { ($0.path.text, $0) }) { first, _ in first },
            searched: read.map { unit in
                let names = Language.allCases.map { unit.name[$0].lowercased() } + [unit.id]
                return (unit, Array(names.joined(separator: "\n").utf8CString))
            })
        held.withLock { $0 = fresh }
        return fresh
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
