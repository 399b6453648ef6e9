import BaseEncoding
import Crypto
public import Model
public import Storage
import Synchronization

/// Seals what is personal or sensitive by AES-256-GCM under a key of its unit's own (NIST SP 800-38D).
///
/// Each unit's data key lies in the database, wrapped by the master key. Who deletes it has erased all that was sealed
/// under it, in every backup made from then on (crypto-erasure).
public final class Sealer: Sendable {
    private struct DataKey {
        let id: String
        let key: SymmetricKey
    }

    private let database: any Database
    private let readMasters: @Sendable () async throws -> [MasterKey]
    private let masters = Mutex<[MasterKey]>([])
    private let keys = Mutex<[String: [DataKey]]>([:])

    /// A sealer over a database with the tables of `migrations`.
    ///
    /// - Parameter masters: reads the master keys, the one in use first: at once, and again where another program may have
    ///   put a new one first.
    /// - Throws: `Fault` (`sealing.no-master`, `sealing.changed`) where a key in the database does not open; what `masters`
    ///   throws.
    public init(
        database: any Database, masters: @escaping @Sendable () async throws -> [MasterKey]
    ) async throws {
        self.database = database
        readMasters = masters
        try await refresh(readingMasters: true)
    }

    /// A sealer with master keys that are at hand, the one in use first.
    ///
    /// - Throws: `Fault` (`sealing.no-master`, `sealing.changed`) where a key in the database does not open.
    public convenience init(database: any Database, masters: [MasterKey]) async throws {
        try await self.init(database: database) { masters }
    }

    /// The tables of data keys.
    public static var migrations: [Migration] { [SealingKeyTable.migration] }

    /// The ids of the master keys that data keys in a database are wrapped by.
    public static func masters(in database: any Database) async throws -> [String] {
        try await database.read { Set(try SealingKeyTable.all($0).map(\.master)).sorted() }
    }

    /// Reads the keys again: other nodes make and erase them too, and rotate the master key.
    ///
    /// - Throws: `Fault` (`sealing.no-master`, `sealing.changed`); what reads the master keys throws.
    public func refresh() async throws { try await refresh(readingMasters: false) }

    private func refresh(readingMasters: Bool) async throws {
        let entries = try await database.read { try SealingKeyTable.all($0) }
        let known = Set(masters.withLock { $0.map(\.id) })
        if readingMasters || entries.contains(where: { !known.contains($0.master) }) { _ = try await currentMasters() }
        var fresh: [String: [DataKey]] = [:]
        for entry in entries {
            fresh[entry.unit, default: []].append(DataKey(id: entry.id, key: try unwrap(entry)))
        }
        keys.withLock { $0 = fresh }
    }

    /// Makes keys for units that have none yet.
    public func prepare(_ units: [String], at now: Instant) async throws {
        let missing = keys.withLock { keys in units.filter { keys[$0] == nil } }
        // A key that was rotated out must not wrap new ones: it may be destroyed.
        guard !missing.isEmpty, let master = try await currentMasters().first else { return }
        let entries = try missing.map { unit in
            let key = SymmetricKey(size: .bits256)
            let bytes = key.withUnsafeBytes { Array($0) }
            let id = Hexadecimal.encode(Array(SHA256.hash(data: bytes).prefix(4)))
            return try Self.wrap(bytes, unit: unit, id: id, master)
        }
        try await database.write { transaction in
            for entry in entries { try SealingKeyTable.add(entry, at: now, transaction) }
        }
        try await refresh()
    }

    /// Destroys the keys of a unit: what was sealed under them opens no more.
    public func erase(_ unit: String) async throws {
        try await database.write { try SealingKeyTable.erase(unit, $0) }
        keys.withLock { $0[unit] = nil }
    }

    /// Wraps all data keys by the master key that is in use now.
    ///
    /// - Returns: how many were wrapped by another before.
    public func rewrap() async throws -> Int {
        guard let master = try await currentMasters().first else { return 0 }
        let entries = try await database.read { try SealingKeyTable.all($0) }.filter { $0.master != master.id }
        let wrapped = try entries.map { entry in
            let bytes = try unwrap(entry).withUnsafeBytes { Array($0) }
            return try Self.wrap(bytes, unit: entry.unit, id: entry.id, master)
        }
        try await database.write { transaction in
            for entry in wrapped { try SealingKeyTable.rewrap(entry, transaction) }
        }
        return wrapped.count
    }

    /// Seals a value.
    ///
    /// - Parameters:
    ///   - unit: whose it is.
    ///   - context: where it lies: it opens nowhere else.
    /// - Returns: `1.KEY.BASE64`.
    /// - Throws: `Fault` (`sealing.no-key`) where the unit has no key.
    public func seal(_ value: [UInt8], unit: String, context: String) throws -> String {
        guard let key = keys.withLock({ $0[unit]?.last }) else { throw Fault("sealing.no-key", ["unit": unit]) }
        let box = try AES.GCM.seal(value, using: key.key, authenticating: Self.bound(unit, context))
        guard let combined = box.combined else { preconditionFailure("a nonce of the standard size") }
        return "1.\(key.id).\(Base64.standard.encode(Array(combined)))"
    }

    /// Opens what `seal` made.
    ///
    /// - Throws: `Fault`: `sealing.no-key` where its key was erased, `sealing.changed` where it is not as it was sealed, or
    ///   lay elsewhere.
    public func open(_ sealed: String, unit: String, context: String) throws(Fault) -> [UInt8] {
        let parts = sealed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "1", let combined = Base64.standard.decode(parts[2].utf8) else {
            throw Fault("sealing.changed")
        }
        guard let key = keys.withLock({ $0[unit]?.first { $0.id == parts[1] } }) else {
            throw Fault("sealing.no-key", ["unit": unit])
        }
        guard let box = try? AES.GCM.SealedBox(combined: combined),
            let opened = try? AES.GCM.open(box, using: key.key, authenticating: Self.bound(unit, context))
        else { throw Fault("sealing.changed") }
        return Array(opened)
    }

    /// Keys for another purpose than sealing, 32 bytes each, made from the master keys by HKDF-SHA-256 (RFC 5869): the one in
    /// use first.
    ///
    /// - Parameter purpose: what they are for; keys for two purposes have nothing in common.
    public func derivedKeys(for purpose: String) -> [[UInt8]] {
        masters.withLock { $0 }.map { master in
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: master.key, info: Array("seawall \(purpose)".utf8), outputByteCount: 32
            ).withUnsafeBytes { Array($0) }
        }
    }

    private func currentMasters() async throws -> [MasterKey] {
        let current = try await readMasters()
        masters.withLock { $0 = current }
        return current
    }

    private func unwrap(_ entry: SealingKeyTable.Entry) throws(Fault) -> SymmetricKey {
        guard let master = masters.withLock({ $0.first { $0.id == entry.master } }) else {
            throw Fault("sealing.no-master", ["key": entry.master])
        }
        guard let box = try? AES.GCM.SealedBox(combined: entry.wrapped),
            let bytes = try? AES.GCM.open(
                box, using: master.key, authenticating: Self.bound(entry.unit, "data key \(entry.id)"))
        else { throw Fault("sealing.changed") }
        return SymmetricKey(data: bytes)
    }

    private static func wrap(
        _ bytes: [UInt8], unit: String, id: String, _ master: MasterKey
    ) throws -> SealingKeyTable.Entry {
        let box = try AES.GCM.seal(bytes, using: master.key, authenticating: bound(unit, "data key \(id)"))
        guard let combined = box.combined else { preconditionFailure("a nonce of the standard size") }
        return SealingKeyTable.Entry(unit: unit, id: id, master: master.id, wrapped: Array(combined))
    }

    /// What is authenticated besides: lengths keep two pairs from looking alike.
    private static func bound(_ unit: String, _ context: String) -> [UInt8] {
        Array("seawall \(unit.utf8.count) \(unit) \(context)".utf8)
    }
}
