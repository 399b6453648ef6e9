/// Who may sign a log's checkpoints: the keys that are known, and those that they have handed the log to.
public struct LogVerifier: Sendable, Hashable {
    /// What is wrong with a checkpoint.
    public enum Failure: Error, Sendable, Hashable {
        /// It is not in the format.
        case malformed
        /// It is not signed by a key that may.
        case notSigned
        /// It is of another log.
        case otherLog
    }

    /// The log's name.
    public let origin: String
    /// The known keys, the first one first.
    public let keys: [NoteVerifier]

    private static let limit = 1 << 16

    /// The verifier of a log by its name and the keys that are known.
    public init(origin: String, keys: [NoteVerifier]) {
        self.origin = origin
        self.keys = keys
    }

    /// The verifier of the log that a key bears the name of.
    public init(_ key: NoteVerifier) { self.init(origin: key.name, keys: [key]) }

    /// Reads public keys, one a line; nil where one is none, or they are of several logs.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.limit else { return nil }
        var keys: [NoteVerifier] = []
        for line in text.split(whereSeparator: \.isNewline) {
            guard let key = NoteVerifier(String(line)) else { return nil }
            keys.append(key)
        }
        guard let origin = keys.first?.name, keys.allSatisfy({ $0.name.utf8.elementsEqual(origin.utf8) }) else {
            return nil
        }
        self.init(origin: origin, keys: keys)
    }

    /// The public keys, one a line.
    public var description: String { keys.map { $0.description + "\n" }.joined() }

    /// What a signed checkpoint states, once a key that may has signed it.
    ///
    /// - Throws: `Failure`.
    public func checkpoint(of note: SignedNote) throws(Failure) -> Checkpoint {
        let head = Checkpoint(note.text)
        guard following(head?.rotations ?? []).keys.contains(where: { $0.verifies(note) }) else { throw .notSigned }
        guard let head else { throw .malformed }
        guard head.origin.utf8.elementsEqual(origin.utf8) else { throw .otherLog }
        return head
    }

    /// The verifier that also knows the keys which known ones have handed the log to.
    public func following(_ rotations: [KeyRotation]) -> LogVerifier {
        var keys = keys
        for rotation in rotations where keys.contains(where: { rotation.isSigned(by: $0) }) {
            if !keys.contains(rotation.next) { keys.append(rotation.next) }
        }
        return LogVerifier(origin: origin, keys: keys)
    }
}
