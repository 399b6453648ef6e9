import BaseEncoding
import CanonicalJSON
import Crypto

/// One secret key of a purpose, of the several that may have followed each other.
public struct KeyGeneration: Sendable, Hashable {
    /// The first four bytes of the key's SHA-256, in hexadecimal.
    public let id: String
    /// The department whose key it is.
    public let department: String
    /// The secret: 32 bytes.
    public let bytes: [UInt8]

    private static let size = 32

    /// A new key, from the system's randomness.
    public static func new(department: String) -> KeyGeneration {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<size).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return KeyGeneration(id: identify(bytes), department: department, bytes: bytes)
    }

    private init(id: String, department: String, bytes: [UInt8]) {
        self.id = id
        self.department = department
        self.bytes = bytes
    }

    /// Reads what `json` wrote; nil where it is something else, or the id does not belong to the key.
    init?(json: JSONValue) {
        guard let bytes = json["key"]?.text.flatMap(Hexadecimal.decode), bytes.count == Self.size,
            let id = json["id"]?.text, id == Self.identify(bytes), let department = json["department"]?.text
        else { return nil }
        self.init(id: id, department: department, bytes: bytes)
    }

    /// The key with its secret, as a key file holds it.
    var json: JSONValue {
        ["id": .string(id), "department": .string(department), "key": .string(Hexadecimal.encode(bytes))]
    }

    private static func identify(_ key: [UInt8]) -> String {
        Hexadecimal.encode(Array(SHA256.hash(data: key).prefix(4)))
    }
}

extension KeyGeneration: CustomStringConvertible, CustomReflectable {
    /// The id: a key that is printed by mistake does not show its secret.
    public var description: String { "key \(id)" }

    /// The id and the department, for the same reason.
    public var customMirror: Mirror { Mirror(self, children: ["id": id, "department": department]) }
}
