import Crypto

/// A key that wraps data keys; it seals nothing else, and never lies in the database.
public struct MasterKey: Sendable {
    /// What data keys name it by.
    public let id: String
    let key: SymmetricKey

    /// A key of 32 bytes.
    public init(id: String, bytes: [UInt8]) {
        precondition(bytes.count == 32, "a key for AES-256")
        self.id = id
        key = SymmetricKey(data: bytes)
    }
}
