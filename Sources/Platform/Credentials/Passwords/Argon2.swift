import CArgon2
import Model

/// Argon2id, version 1.3 (RFC 9106).
enum Argon2 {
    static let version = 19

    /// The tag of a password.
    ///
    /// - Parameters:
    ///   - memory: KiB.
    ///   - count: how many bytes of tag.
    /// - Throws: `Fault` (`credentials.hashing-failed`) where there is no memory for it.
    static func tag(
        _ password: [UInt8], salt: [UInt8], secret: [UInt8] = [], data: [UInt8] = [], memory: Int, passes: Int,
        lanes: Int = 1, count: Int
    ) throws(Fault) -> [UInt8] {
        var (password, salt, secret, data) = (password, salt, secret, data)
        var tag = [UInt8](repeating: 0, count: count)
        let status = tag.withUnsafeMutableBufferPointer { out in
            password.withUnsafeMutableBufferPointer { password in
                salt.withUnsafeMutableBufferPointer { salt in
                    secret.withUnsafeMutableBufferPointer { secret in
                        data.withUnsafeMutableBufferPointer { data in
                            var context = argon2_context(
                                out: out.baseAddress, outlen: UInt32(out.count),
                                pwd: password.baseAddress, pwdlen: UInt32(password.count),
                                salt: salt.baseAddress, saltlen: UInt32(salt.count),
                                secret: secret.baseAddress, secretlen: UInt32(secret.count),
                                ad: data.baseAddress, adlen: UInt32(data.count),
                                t_cost: UInt32(passes), m_cost: UInt32(memory), lanes: UInt32(lanes),
                                threads: UInt32(lanes), version: UInt32(version), allocate_cbk: nil, free_cbk: nil,
                                flags: 0)
                            return argon2_ctx(&context, Argon2_id)
                        }
                    }
                }
            }
        }
        guard status == ARGON2_OK.rawValue else {
            throw Fault("credentials.hashing-failed", ["problem": String(cString: argon2_error_message(status))])
        }
        return tag
    }
}
