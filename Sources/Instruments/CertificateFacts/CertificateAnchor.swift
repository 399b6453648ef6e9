/// A trusted root with the name that others are issued under, read once for many chains.
public struct CertificateAnchor: Sendable {
    /// The certificate.
    public let der: [UInt8]
    let subjectDER: [UInt8]

    /// A root; nil where the bytes are no certificate.
    public init?(_ der: [UInt8]) {
        guard let document = CertificateDocument(der) else { return nil }
        self.der = der
        subjectDER = document.subjectDER
    }
}
