import BaseEncoding
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
                guard let der = Base64.standard.decode(base64) else {
                    throw Fault("certificate-facts.bad-pem", at: SourcePlace(file: file, line: start))
                }
                certificates.append(der)
                body = nil
                guard certificates.count <= countLimit else { break }
            } else {
                body?.append(contentsOf: line.filter { $0 != 0x20 && $0 != 0x09 })
            }
        }
        guard !certificates.isEmpty else {
            throw Fault("certificate-facts.no-certificate", at: SourcePlace(file: file))
        }
        return certificates
    }
}
