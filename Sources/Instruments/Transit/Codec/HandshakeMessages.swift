/// The bodies of a server's messages up to TLS 1.2, read within limits.
enum HandshakeMessages {
    private static let chainLimit = 32

    /// The chain of a Certificate message.
    static func certificates(_ body: ArraySlice<UInt8>) -> [[UInt8]] {
        var reader = ByteReader(body)
        guard let list = reader.vector(lengthBytes: 3) else { return [] }
        var certificates: [[UInt8]] = []
        var rest = ByteReader(list)
        while certificates.count < chainLimit, let certificate = rest.vector(lengthBytes: 3) {
            certificates.append(Array(certificate))
        }
        return certificates
    }

    /// The OCSP response of a CertificateStatus message (RFC 6066, section 8).
    static func status(_ body: ArraySlice<UInt8>) -> [UInt8]? {
        var reader = ByteReader(body)
        guard reader.byte() == 1, let response = reader.vector(lengthBytes: 3) else { return nil }
        return Array(response)
    }

    /// The size of the prime or the named curve of a ServerKeyExchange message.
    static func keyExchange(_ body: ArraySlice<UInt8>) -> (primeBits: Int?, curve: UInt16?) {
        var reader = ByteReader(body)
        // curve_type named_curve, then two bytes of group, then a point whose length fills the rest or leaves a signature.
        if body.first == 3, body.count > 4 {
            _ = reader.byte()
            let group = reader.two()
            if let point = reader.vector(lengthBytes: 1), point.count >= 32 { return (nil, group) }
        }
        reader = ByteReader(body)
        guard let prime = reader.vector(lengthBytes: 2), reader.vector(lengthBytes: 2) != nil,
            reader.vector(lengthBytes: 2) != nil
        else { return (nil, nil) }
        let bytes = prime.drop { $0 == 0 }
        return (bytes.count * 8 - (bytes.first?.leadingZeroBitCount ?? 0), nil)
    }
}
