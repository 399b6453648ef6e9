/// A first message of a client, for SSLv3 to TLS 1.3 (RFC 8446, section 4.1.2; RFC 5246, section 7.4.1.2).
struct ClientHello {
    /// The highest version on offer.
    var version: TLSVersion
    /// Suites, in the client's order.
    var suites: [UInt16]
    /// Groups, in the client's order; the extension is left out where there are none.
    var groups: [UInt16] = []
    /// Keys by group; for TLS 1.3 none at all makes the server name its choice in a HelloRetryRequest.
    var keyShares: [(group: UInt16, key: [UInt8])] = []
    /// The server's name, left out for addresses.
    var serverName: String?
    /// Compression methods.
    var compressions: [UInt8] = [0]
    /// The 32 bytes that the transcript begins with.
    var random: [UInt8]

    private static let signatureSchemes: [UInt16] = [
        0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080A, 0x080B, 0x0401, 0x0501, 0x0601,
        0x0904, 0x0905, 0x0906, 0x0303, 0x0203, 0x0301, 0x0201, 0x0402, 0x0202, 0x0101,
    ]

    /// The handshake message.
    var message: [UInt8] {
        var body = Self.two(min(version, .tls12).rawValue) + random
        // A session id makes middleboxes take TLS 1.3 for a resumption (RFC 8446, appendix D.4).
        body += version == .tls13 ? [32] + random.reversed() : [0]
        body += Self.two(UInt16(suites.count * 2)) + suites.flatMap(Self.two)
        body += [UInt8(compressions.count)] + compressions
        // SSLv3 servers may stumble over extensions.
        if version > .ssl3 {
            let extensions = self.extensions
            body += Self.two(UInt16(extensions.count)) + extensions
        }
        return [1] + Self.three(body.count) + body
    }

    /// The message in a record.
    var record: [UInt8] {
        let message = message
        return [22] + Self.two(min(version, .tls10).rawValue) + Self.two(UInt16(message.count)) + message
    }

    private var extensions: [UInt8] {
        var bytes: [UInt8] = []
        func add(_ type: UInt16, _ body: [UInt8]) { bytes += Self.two(type) + Self.two(UInt16(body.count)) + body }
        if let serverName, SubjectAddress.isName(serverName) {
            let name = Array(serverName.utf8)
            add(0, Self.two(UInt16(name.count + 3)) + [0] + Self.two(UInt16(name.count)) + name)
        }
        // status_request: a stapled OCSP response (RFC 6066, section 8).
        add(5, [1, 0, 0, 0, 0])
        if !groups.isEmpty {
            add(10, Self.two(UInt16(groups.count * 2)) + groups.flatMap(Self.two))
            add(11, [1, 0])
        }
        if version >= .tls12 {
            add(13, Self.two(UInt16(Self.signatureSchemes.count * 2)) + Self.signatureSchemes.flatMap(Self.two))
        }
        if version == .tls13 {
            add(43, [2] + Self.two(version.rawValue))
            let shares = keyShares.flatMap { Self.two($0.group) + Self.two(UInt16($0.key.count)) + $0.key }
            add(51, Self.two(UInt16(shares.count)) + shares)
            add(45, [1, 1])
        } else {
            add(0xFF01, [0])
        }
        return bytes
    }

    static func two(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }

    static func three(_ value: Int) -> [UInt8] {
        [UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
    }
}
