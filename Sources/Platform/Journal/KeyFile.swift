import BaseEncoding
import CanonicalJSON
import Crypto
import Files
import Glibc
import Model

/// A file with one secret key, its id, and the department whose it is.
struct KeyFile {
    let id: String
    let department: String
    let key: [UInt8]

    private static let keySize = 32
    private static let limit = 4096

    /// The key for a purpose, made where the record is new.
    static func open(_ purpose: String, _ folder: DataFolder, department: String) throws(Fault) -> KeyFile {
        let path = folder.path + "/keys/" + purpose
        if access(path, F_OK) != 0 {
            // A new key in the place of a lost one would not fit anything that was recorded.
            guard access(folder.path + "/log/checkpoint", F_OK) != 0 else {
                throw Fault("journal.missing-key", at: SourcePlace(file: path))
            }
            try make(purpose, at: path, department: department)
        }
        try DataFolder.refuseLooseMode(path)
        let bytes = try BoundedFile.read(path, limit: limit)
        guard let value = try? JSONValue(parsing: bytes), value["purpose"]?.text == purpose,
            let key = value["key"]?.text.flatMap(Hexadecimal.decode), key.count == keySize,
            let id = value["id"]?.text, id == identify(key), let department = value["department"]?.text
        else { throw Fault("journal.bad-key", at: SourcePlace(file: path)) }
        return KeyFile(id: id, department: department, key: key)
    }

    /// Two programs may make a key at once: the one whose link comes first wins, and both then read that.
    private static func make(_ purpose: String, at path: String, department: String) throws(Fault) {
        var generator = SystemRandomNumberGenerator()
        let key = (0..<keySize).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let value: JSONValue = [
            "purpose": .string(purpose), "department": .string(department), "id": .string(identify(key)),
            "key": .string(Hexadecimal.encode(key)),
        ]
        let temporary = "\(path).\(getpid()).\(UInt32.random(in: .min ... .max, using: &generator))"
        try AtomicFile.write(Array((value.canonical + "\n").utf8), to: temporary, mode: 0o600)
        defer { unlink(temporary) }
        guard link(temporary, path) == 0 || errno == EEXIST else {
            throw Fault(
                "files.unreadable", ["problem": String(cString: strerror(errno))], at: SourcePlace(file: path))
        }
    }

    private static func identify(_ key: [UInt8]) -> String {
        Hexadecimal.encode(Array(SHA256.hash(data: key).prefix(4)))
    }
}
