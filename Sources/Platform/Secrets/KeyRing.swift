import CanonicalJSON
import Files
public import Model

/// The keys that a record was made with: of each purpose one that is in use, and those that were before it.
public struct KeyRing: Sendable {
    // The current one first.
    private var generations: [KeyPurpose: [KeyGeneration]]

    /// A ring; each purpose has at least one generation, the current one first.
    init(_ generations: [KeyPurpose: [KeyGeneration]]) {
        precondition(generations.values.allSatisfy { !$0.isEmpty }, "a purpose has a current key")
        self.generations = generations
    }

    /// Reads a key file: a member a purpose, each a list of keys with the current one first, or one key alone.
    ///
    /// Nil where it is something else, or lacks a purpose.
    init?(json: JSONValue, purposes: [KeyPurpose]) {
        guard let members = json.members, members.keys.allSatisfy({ KeyPurpose(rawValue: $0) != nil }) else {
            return nil
        }
        var generations: [KeyPurpose: [KeyGeneration]] = [:]
        for purpose in purposes {
            guard let member = members[purpose.rawValue] else { return nil }
            let values = member.elements ?? [member]
            let keys = values.compactMap { KeyGeneration(json: $0) }
            guard !keys.isEmpty, keys.count == values.count, Set(keys.map(\.id)).count == keys.count else {
                return nil
            }
            generations[purpose] = keys
        }
        self.init(generations)
    }

    /// The ring as a key file, with its secrets.
    var json: JSONValue {
        .object(
            Dictionary(
                generations.map { ($0.key.rawValue, JSONValue.array($0.value.map(\.json))) },
                uniquingKeysWith: { first, _ in first }))
    }

    /// Writes the keys, with their secrets, into a new folder as a data folder keeps them (mode 0700).
    ///
    /// - Throws: `Fault` (`files.…`).
    public func write(toFolder path: String) throws(Fault) {
        try AtomicFile.makeFolder(path, mode: 0o700)
        for (purpose, keys) in generations { try KeyFolder(path: path).write(keys, purpose) }
    }

    /// All keys of a purpose, the current one first.
    public func generations(_ purpose: KeyPurpose) -> [KeyGeneration] { generations[purpose] ?? [] }

    /// The key of a purpose that is in use.
    public func current(_ purpose: KeyPurpose) -> KeyGeneration {
        guard let key = generations[purpose]?.first else { preconditionFailure("a ring that lacks \(purpose)") }
        return key
    }

    /// The key of a purpose with an id.
    public func generation(_ purpose: KeyPurpose, _ id: String) -> KeyGeneration? {
        generations[purpose]?.first { $0.id == id }
    }

    /// Adds a key after those that are there.
    mutating func add(_ key: KeyGeneration, _ purpose: KeyPurpose) { generations[purpose, default: []].append(key) }

    /// Puts a key that is there first.
    public mutating func promote(_ id: String, _ purpose: KeyPurpose) {
        guard let key = generation(purpose, id) else { return }
        generations[purpose]?.removeAll { $0.id == id }
        generations[purpose]?.insert(key, at: 0)
    }
}
