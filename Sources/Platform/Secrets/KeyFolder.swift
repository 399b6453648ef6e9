import CanonicalJSON
import Files
import Glibc
import Model

/// Keys in files of a data folder's own: `PURPOSE` is the current one, `PURPOSE.ID` are others.
struct KeyFolder {
    let path: String

    private static let limit = 4096
    private static let idLength = 8

    /// The keys of a purpose, the current one first.
    ///
    /// - Throws: `Fault` (`secrets.missing-key`, `secrets.bad-key`, `files.…`) placed at the key file.
    func keys(_ purpose: KeyPurpose, mayMake: Bool, department: String) throws(Fault) -> [KeyGeneration] {
        let file = file(purpose)
        if access(file, F_OK) != 0 {
            // A new key in the place of a lost one would not fit anything that was recorded.
            guard mayMake else { throw Fault("secrets.missing-key", at: SourcePlace(file: file)) }
            try make(purpose, department: department)
        }
        let current = try read(file, purpose)
        var keys = [current]
        let prefix = purpose.rawValue + "."
        for name in try BoundedFile.list(path) where name.hasPrefix(prefix) {
            let id = name.dropFirst(prefix.count)
            guard id.utf8.count == Self.idLength, id != current.id else { continue }
            keys.append(try read(path + "/" + name, purpose))
        }
        return keys
    }

    /// Keeps the keys of a purpose in a folder without any, the current one first.
    func write(_ keys: [KeyGeneration], _ purpose: KeyPurpose) throws(Fault) {
        for key in keys.dropFirst() { try keep(key, purpose) }
        guard let current = keys.first else { return }
        try AtomicFile.write(Self.content(current, purpose), to: file(purpose), mode: 0o600)
    }

    /// Keeps a key beside the current one.
    func keep(_ key: KeyGeneration, _ purpose: KeyPurpose) throws(Fault) {
        try AtomicFile.write(Self.content(key, purpose), to: other(key.id, purpose), mode: 0o600)
    }

    /// Puts a key in the place of the current one, which stays beside it. A kill in between loses neither.
    func promote(_ key: KeyGeneration, _ purpose: KeyPurpose) throws(Fault) {
        let current = try read(file(purpose), purpose)
        guard current.id != key.id else { return }
        try keep(current, purpose)
        try AtomicFile.write(Self.content(key, purpose), to: file(purpose), mode: 0o600)
        unlink(other(key.id, purpose))
    }

    /// Two programs may make a key at once: the one whose link comes first wins, and both then read that.
    private func make(_ purpose: KeyPurpose, department: String) throws(Fault) {
        let path = file(purpose)
        let temporary = "\(path).\(getpid()).\(UInt32.random(in: .min ... .max))"
        try AtomicFile.write(Self.content(.new(department: department), purpose), to: temporary, mode: 0o600)
        defer { unlink(temporary) }
        guard link(temporary, path) == 0 || errno == EEXIST else {
            throw Fault(
                "files.unreadable", ["problem": String(cString: strerror(errno))], at: SourcePlace(file: path))
        }
    }

    private func read(_ file: String, _ purpose: KeyPurpose) throws(Fault) -> KeyGeneration {
        let bytes = try PrivateFile.read(file, limit: Self.limit)
        guard let value = try? JSONValue(parsing: bytes), value["purpose"]?.text == purpose.rawValue,
            let key = KeyGeneration(json: value)
        else { throw Fault("secrets.bad-key", at: SourcePlace(file: file)) }
        return key
    }

    private static func content(_ key: KeyGeneration, _ purpose: KeyPurpose) -> [UInt8] {
        var members = key.json.members ?? [:]
        members["purpose"] = .string(purpose.rawValue)
        return Array((JSONValue.object(members).canonical + "\n").utf8)
    }

    private func file(_ purpose: KeyPurpose) -> String { path + "/" + purpose.rawValue }
    private func other(_ id: String, _ purpose: KeyPurpose) -> String { file(purpose) + "." + id }
}
