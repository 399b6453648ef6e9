import Crypto

/// UUIDs made from names, so that the same assessment always gives the same document (RFC 9562, section 5.5).
public enum NameBasedUUID {
    /// The namespace of our names: version 5 of `seawall` in the namespace of OIDs' peers, fixed for good.
    private static let namespace: [UInt8] = [
        0x9d, 0x3c, 0x58, 0x1e, 0x6f, 0x0b, 0x5c, 0x43, 0x8a, 0x12, 0x4e, 0x77, 0xd2, 0x60, 0x1b, 0x95,
    ]

    /// The version 5 UUID of a name, in lower case.
    public static func of(_ name: String) -> String {
        // RFC 9562 fixes SHA-1 here; nothing rests on its strength.
        var bytes = Array(Insecure.SHA1.hash(data: namespace + Array(name.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        return text
    }
}
