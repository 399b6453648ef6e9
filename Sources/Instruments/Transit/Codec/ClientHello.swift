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
    /// The server's name in ASCII, nil for addresses.
    var serverName: [UInt8]?
    /// Compression methods.
    var compressions: [UInt8] = [0]
    /// The 32 bytes that the transcript begins with.
    var random: [UInt8]

    private static let signatureSchemes: [UInt16] = [
        0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080A, 0x080B, 0x0401, 0x0501, 0x0601,
        0x0904, 0x0905, 0x0906, 0x0303, 0x0203, 0x0301, 0x0201, 0x0402, 0x0202, 0x0101,
    ]

    /// The handshake message.
    var message: [UInt8] { Array(record[5...]) }

    /// The message in a record.
    var record: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512 + suites.count * 2)
        bytes.append(22)
        bytes.put(min(version, .tls10).rawValue)
        bytes.block(2) { appendMessage(to: &$0) }
        return bytes
    }

    private func appendMessage(to bytes: inout [UInt8]) {
        bytes.append(1)
        bytes.block(3) { body in
            body.put(min(version, .tls12).rawValue)
            body += random
            // A session id makes middleboxes take TLS 1.3 for a resumption (RFC 8446, appendix D.4).
            body.block(1) { if version == .tls13 { $0 += random.reversed() } }
            body.block(2) { $0.put(suites) }
            body.block(1) { $0 += compressions }
            // SSLv3 servers may stumble over extensions.
            if version > .ssl3 { body.block(2) { appendExtensions(to: &$0) } }
        }
    }

    private func appendExtensions(to bytes: inout [UInt8]) {
        func add(_ type: UInt16, _ body: (inout [UInt8]) -> Void) {
            bytes.put(type)
            bytes.block(2, body)
        }
        if let serverName {
            add(0) { list in
                list.block(2) { entry in
                    entry.append(0)
                    entry.block(2) { $0 += serverName }
                }
            }
        }
        // status_request: a stapled OCSP response (RFC 6066, section 8).
        add(5) { $0 += [1, 0, 0, 0, 0] }
        if !groups.isEmpty {
            add(10) { list in list.block(2) { $0.put(groups) } }
            add(11) { $0 += [1, 0] }
        }
        if version >= .tls12 {
            add(13) { list in list.block(2) { $0.put(Self.signatureSchemes) } }
        }
        if version == .tls13 {
            add(43) { list in list.block(1) { $0.put(version.rawValue) } }
            add(51) { list in
                list.block(2) { shares in
                    for share in keyShares {
                        shares.put(share.group)
                        shares.block(2) { $0 += share.key }
                    }
                }
            }
            add(45) { $0 += [1, 1] }
        } else {
            add(0xFF01) { $0.append(0) }
        }
    }

    static func two(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }

    static func three(_ value: Int) -> [UInt8] {
        [UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
    }
}

extension [UInt8] {
    fileprivate mutating func put(_ value: UInt16) {
        append(UInt8(value >> 8))
        append(UInt8(value & 0xFF))
    }

    fileprivate mutating func put(_ values: [UInt16]) {
        let bytes = [UInt8](unsafeUninitializedCapacity: values.count * 2) { buffer, count in
            for value in values {
                buffer[count] = UInt8(value >> 8)
                buffer[count + 1] = UInt8(value & 0xFF)
                count += 2
            }
        }
        self += bytes
    }

    /// A field with its length before it, in so many bytes; what it holds is ours, and fits.
    fileprivate mutating func block(_ lengthBytes: Int, _ body: (inout [UInt8]) -> Void) {
        let start = count
        for _ in 0..<lengthBytes { append(0) }
        body(&self)
        let length = count - start - lengthBytes
        for place in 0..<lengthBytes {
            self[start + place] = UInt8(truncatingIfNeeded: length >> (8 * (lengthBytes - 1 - place)))
        }
    }
}
