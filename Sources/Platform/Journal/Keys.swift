import BaseEncoding
import Crypto
public import Model
public import Secrets
import Synchronization
import TransparencyLog

/// A department's keys: for fingerprints, for commitments, and for signing checkpoints; of each the one in use and
/// those that were before it.
public final class Keys: Sendable {
    /// A key that signs checkpoints.
    struct SigningKey: Sendable {
        let id: String
        let key: Curve25519.Signing.PrivateKey

        /// Its public half, as a log of that name knows it.
        func verifier(_ origin: String) -> NoteVerifier { NoteVerifier(name: origin, key: key.publicKey) }
    }

    private struct State {
        let ring: KeyRing
        let fingerprint: (id: String, key: SymmetricKey)
        let fingerprints: [String: SymmetricKey]
        let commitments: [String: SymmetricKey]
        let signing: [SigningKey]

        init(_ ring: KeyRing) throws(Fault) {
            self.ring = ring
            let current = ring.current(.fingerprint)
            fingerprint = (current.id, SymmetricKey(data: current.bytes))
            fingerprints = Dictionary(
                ring.generations(.fingerprint).map { ($0.id, SymmetricKey(data: $0.bytes)) },
                uniquingKeysWith: { first, _ in first })
            commitments = Dictionary(
                ring.generations(.commitment).map { ($0.id, SymmetricKey(data: $0.bytes)) },
                uniquingKeysWith: { first, _ in first })
            var signing: [SigningKey] = []
            for generation in ring.generations(.signing) {
                guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: generation.bytes) else {
                    throw Fault("journal.not-signing-key", ["id": generation.id])
                }
                signing.append(SigningKey(id: generation.id, key: key))
            }
            self.signing = signing
        }
    }

    /// The purposes that a record needs keys for.
    private static let purposes: [KeyPurpose] = [.fingerprint, .commitment, .signing]

    private let source: KeySource
    private let state: Mutex<State>
    // What the record says is in use, where it has said so: a source that is only read may give another order.
    private let inUse = Mutex<[KeyPurpose: String]>([:])
    /// The fingerprint key that the record began with, where it was replaced since.
    private let firstFingerprint = Mutex<String?>(nil)

    /// The keys of a data folder: its own, made on first use, or those of another source.
    ///
    /// - Parameters:
    ///   - folder: the data folder.
    ///   - source: where the keys come from; the folder itself where nil.
    ///   - department: whose keys to make where there are none yet.
    /// - Throws: `Fault` (`secrets.…`, `files.…`) placed at the key file.
    public init(_ folder: DataFolder, source: KeySource? = nil, department: String = "local") throws(Fault) {
        self.source = source ?? .folder(folder.path + "/keys")
        let ring = try self.source.ring(Self.purposes, mayMake: !folder.hasRecord, department: department)
        state = Mutex(try State(ring))
    }

    /// The department whose keys they are.
    public var department: String { state.withLock { $0.ring.current(.signing).department } }

    /// The id of the fingerprint key, a colon, and HMAC-SHA-256 of a normalised value under it, in hexadecimal.
    public func fingerprint(_ value: UnsafeRawBufferPointer) -> String {
        Self.fingerprint(value, state.withLock { $0.fingerprint })
    }

    /// The same under the fingerprint key that the record began with, for what is looked up by its fingerprint: a rotation
    /// must not hide it. Under the one in use where the first was destroyed.
    public func lookupFingerprint(_ value: UnsafeRawBufferPointer) -> String {
        let first = firstFingerprint.withLock { $0 }
        return Self.fingerprint(
            value,
            state.withLock { state in
                first.flatMap { id in state.fingerprints[id].map { (id, $0) } } ?? state.fingerprint
            })
    }

    private static func fingerprint(
        _ value: UnsafeRawBufferPointer, _ generation: (id: String, key: SymmetricKey)
    ) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: value, using: generation.key)
        return "\(generation.id):" + Hexadecimal.encode(Array(code))
    }

    /// Says which fingerprint key the record began with.
    func lookUp(by id: String) { firstFingerprint.withLock { $0 = id } }

    /// The id of the commitment key that the source puts first.
    var commitmentID: String { currentID(.commitment) }

    /// The id of the key that the source puts first.
    func currentID(_ purpose: KeyPurpose) -> String { state.withLock { $0.ring.current(purpose).id } }

    /// The commitment key with an id; read again from the source where another program has made it since.
    func commitmentKey(_ id: String) -> SymmetricKey? { found { $0.commitments[id] } }

    /// The key that the source puts first for a new log.
    var firstSigningKey: SigningKey { state.withLock { $0.signing[0] } }

    /// The key that signs on from a checkpoint: the last one that the log was handed to, or the one it began with.
    func signingKey(after head: Checkpoint) -> SigningKey? {
        let last = head.rotations.last?.next.description
        return found { state in
            state.signing.first { key in
                if let last { return key.verifier(head.origin).description == last }
                return Self.origin(of: key) == head.origin
            }
        }
    }

    /// The signing key with an id.
    func signingKey(_ id: String) -> SigningKey? { found { state in state.signing.first { $0.id == id } } }

    /// The public halves of all signing keys, as a log of that name knows them.
    func verifiers(_ origin: String) -> [NoteVerifier] {
        state.withLock { $0.signing }.map { $0.verifier(origin) }
    }

    /// The name of a log that begins with a key.
    static func origin(of key: SigningKey) -> String {
        let digest = SHA256.hash(data: key.key.publicKey.rawRepresentation)
        return "seawall.local/" + Hexadecimal.encode(Array(digest.prefix(8)))
    }

    /// The key that shall follow the one in use; it does not count until `promote`.
    func successor(_ purpose: KeyPurpose) throws(Fault) -> (previous: KeyGeneration, next: KeyGeneration) {
        let ring = try source.ring(Self.purposes, mayMake: false, department: department)
        let pair = try source.successor(purpose, in: ring)
        try reload()
        return pair
    }

    /// Makes a key the one in use.
    func promote(_ key: KeyGeneration, _ purpose: KeyPurpose) throws(Fault) {
        if purpose == .fingerprint {
            let before = state.withLock { $0.fingerprint.id }
            firstFingerprint.withLock { $0 = $0 ?? before }
        }
        try source.promote(key, purpose)
        inUse.withLock { $0[purpose] = key.id }
        try reload()
    }

    /// Puts first what the log says is in use: a program may have been killed after it had recorded a rotation.
    func follow(_ id: String, _ purpose: KeyPurpose) throws(Fault) {
        guard state.withLock({ $0.ring.current(purpose).id }) != id else { return }
        try reload()
        guard let key = state.withLock({ $0.ring.generation(purpose, id) }) else {
            throw Fault("journal.missing-generation", ["purpose": purpose.rawValue, "key": id])
        }
        try promote(key, purpose)
    }

    private func reload() throws(Fault) {
        var ring = try source.ring(Self.purposes, mayMake: false, department: department)
        for (purpose, id) in inUse.withLock({ $0 }) { ring.promote(id, purpose) }
        let read = try State(ring)
        state.withLock { $0 = read }
    }

    private func found<Value: Sendable>(_ look: (State) -> Value?) -> Value? {
        if let value = state.withLock({ look($0) }) { return value }
        // A source that cannot be read now does not have it: the caller says what is missing.
        guard (try? reload()) != nil else { return nil }
        return state.withLock { look($0) }
    }
}
