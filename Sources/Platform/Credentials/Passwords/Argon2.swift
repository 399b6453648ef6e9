import CArgon2
import Model

/// Argon2id, version 1.3, in one lane (RFC 9106).
enum Argon2 {
    static let version = 19

    /// The tag of a password.
    ///
    /// - Parameter count: how many bytes of tag.
    /// - Throws: `Fault` (`credentials.hashing-failed`) where there is no memory for it.
    static func tag(
        _ password: [UInt8], salt: [UInt8], cost: Argon2Cost, count: Int
    ) throws(Fault) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: count)
        let status = argon2id_hash_raw(
            UInt32(cost.passes), UInt32(cost.memory), 1, password, password.count, salt, salt.count, &tag, count)
        guard status == ARGON2_OK.rawValue else {
            throw Fault("credentials.hashing-failed", ["problem": String(cString: argon2_error_message(status))])
        }
        return tag
    }
}
