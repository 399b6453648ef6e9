public import Model
public import Sealing
public import Secrets
import Storage
import Threads

extension Journal {
    /// Records events together with the personal data that they refer to, in one transaction.
    ///
    /// - Parameters:
    ///   - values: each must be referred to by one of the events (`PrivateValue.reference`).
    ///   - sealer: seals the values under the data key of their department.
    /// - Throws: as `record` does; `Fault` (`journal.unreferenced`, `journal.erased-before`).
    @discardableResult
    public func record(
        _ events: [Event], privately values: [PrivateValue], sealedBy sealer: Sealer
    ) async throws -> [UInt64] {
        let references = events.reduce(into: Set<String>()) { $0.formUnion(PrivateValue.references(in: $1.body)) }
        if let value = values.first(where: { !references.contains($0.id) }) {
            throw Fault("journal.unreferenced", ["id": value.id])
        }
        if let now = events.map(\.at).max() { try await sealer.prepare(Set(values.map(\.unit)).sorted(), at: now) }
        let entries = try values.map { value in
            PrivateValues.Entry(
                id: value.id, unit: value.unit,
                sealed: try sealer.seal(value.value, unit: value.unit, context: Self.context(value.id)))
        }
        return try await record(events, alongside: { try PrivateValues.insert(entries, $0) })
    }

    /// The personal data under a reference; nil where it was erased.
    ///
    /// - Throws: `Fault` (`sealing.no-key`) where its department's key was erased; `sealing.changed`.
    public func privateValue(_ id: String, openedBy sealer: Sealer) async throws -> [UInt8]? {
        guard let entry = try await database.read({ try PrivateValues.entry(id, $0) }) else { return nil }
        return try sealer.open(entry.sealed, unit: entry.unit, context: Self.context(id))
    }

    static func context(_ id: String) -> String { "private_values \(id)" }

    /// Erases personal data, and says so in the record: the events that refer to it stay, and their receipts hold.
    public func erase(_ ids: [String], at: Instant, actor: String) async throws {
        try await record(
            ids.map { id in
                Event(
                    id: ULID(at).description, kind: JournalEvent.valueErased.rawValue, subject: keys.department,
                    at: at, actor: actor, body: PrivateValue.reference(id))
            })
    }

    /// Puts a new master key in the place of the one in use: the record says so, then every data key is wrapped anew.
    ///
    /// A kill in between leaves data keys under either, and both are kept; the next rotation completes what was begun.
    ///
    /// - Parameter source: where the master key comes from.
    /// - Returns: the id of the new key.
    /// - Throws: `Fault` (`journal.rotated-meanwhile`, `sealing.…`, `secrets.…`).
    public func rotateMaster(of source: KeySource, at: Instant, actor: String) async throws -> String {
        if let used = try await database.read({ try KeyTable.current(.master, $0) }) {
            try await Blocking.run {
                let ring = try source.masters()
                if let key = ring.generation(.master, used), ring.current(.master).id != used {
                    try source.promote(key, .master)
                }
            }
        }
        let (previous, next) = try await Blocking.run { try source.successor(.master, in: try source.masters()) }
        let event = Event(
            id: ULID(at).description, kind: JournalEvent.keyRotated.rawValue, subject: keys.department, at: at,
            actor: actor, body: RotationBody(.master, previous: previous.id, next: next.id).json)
        try await record([event])
        let others = try await Blocking.run { try source.masters() }.generations(.master).filter { $0 != next }
        let sealer = try await Sealer(
            database: database, masters: ([next] + others).map { MasterKey(id: $0.id, bytes: $0.bytes) })
        _ = try await sealer.rewrap()
        try await Blocking.run { try source.promote(next, .master) }
        return next.id
    }
}

extension KeySource {
    fileprivate func masters() throws(Fault) -> KeyRing { try ring([.master], mayMake: false, department: "local") }
}
