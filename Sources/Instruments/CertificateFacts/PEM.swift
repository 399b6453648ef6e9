public import Model

/// Certificates between `-----BEGIN CERTIFICATE-----` lines (RFC 7468), with any text around them.
public enum PEM {
    private static let begin = Array("-----BEGIN CERTIFICATE-----".utf8)
    private static let end = Array("-----END CERTIFICATE-----".utf8)
    private static let countLimit = 10_000

    /// The DER of each certificate of a file.
    ///
    /// - Throws: `Fault` (`certificate-facts.bad-pem`, `certificate-facts.no-certificate`) with the line.
    public static func certificates(_ text: [UInt8], file: String) throws(Fault) -> [[UInt8]] {
        var certificates: [[UInt8]] = []
        var body: [UInt8]?
        var start = 0
        for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.elementsEqual(begin) {
                body = []
                start = index + 1
            } else if line.elementsEqual(end), let base64 = body {
                guard let der = decode(base64) else {
                    throw Fault("certificate-facts.bad-pem", at: SourcePlace(file: file, line: start))
                }
                certificates.append(der)
                body = nil
                guard certificates.count <= countLimit else { break }
            } else {
                body?.append(contentsOf: line)
            }
        }
        guard !certificates.isEmpty else {
            throw Fault("certificate-facts.no-certificate", at: SourcePlace(file: file))
        }
        return certificates
    }

    private static func decode(_ base64: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        var word: UInt32 = 0
        var bits = 0
        for byte in base64 {
            let value: UInt8
            switch byte {
            case 0x41...0x5A: value = byte - 0x41
            case 0x61...0x7A: value = byte - 0x61 + 26
            case 0x30...0x39: value = byte - 0x30 + 52
            case 0x2B: value = 62
            case 0x2F: value = 63
            case 0x3D, 0x20, 0x09: continue
            default: return nil
            }
            word = word << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(bits)))
            }
        }
        return bytes
    }
}
