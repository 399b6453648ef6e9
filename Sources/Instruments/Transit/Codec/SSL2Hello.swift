/// The first messages of SSLv2, kept only to see whether a server still answers them.
enum SSL2Hello {
    private static let suites: [(code: [UInt8], name: String)] = [
        ([0x01, 0x00, 0x80], "SSL_CK_RC4_128_WITH_MD5"), ([0x02, 0x00, 0x80], "SSL_CK_RC4_128_EXPORT40_WITH_MD5"),
        ([0x03, 0x00, 0x80], "SSL_CK_RC2_128_CBC_WITH_MD5"),
        ([0x04, 0x00, 0x80], "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5"),
        ([0x05, 0x00, 0x80], "SSL_CK_IDEA_128_CBC_WITH_MD5"), ([0x06, 0x00, 0x40], "SSL_CK_DES_64_CBC_WITH_MD5"),
        ([0x07, 0x00, 0xC0], "SSL_CK_DES_192_EDE3_CBC_WITH_MD5"),
    ]

    /// A CLIENT-HELLO with every suite.
    static func record(challenge: [UInt8]) -> [UInt8] {
        let codes = suites.flatMap(\.code)
        let body: [UInt8] = [1, 0, 2, 0, UInt8(codes.count), 0, 0, 0, UInt8(challenge.count)] + codes + challenge
        return [0x80 | UInt8(body.count >> 8), UInt8(body.count & 0xFF)] + body
    }

    /// The suites of a SERVER-HELLO; nil where the bytes are none, or not all of it is there yet.
    static func suites(of answer: [UInt8]) -> [String]? {
        guard answer.count >= 13, answer[0] & 0x80 != 0, answer[2] == 4, answer[5] == 0, answer[6] == 2 else { return nil }
        let certificate = Int(answer[7]) << 8 | Int(answer[8])
        let count = Int(answer[9]) << 8 | Int(answer[10])
        let start = 13 + certificate
        guard answer.count >= start + count else { return nil }
        return stride(from: start, to: start + count - count % 3, by: 3).compactMap { offset in
            suites.first { $0.code == Array(answer[offset..<offset + 3]) }?.name
        }
    }
}
