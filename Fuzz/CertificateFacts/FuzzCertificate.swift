import Model

@testable import CertificateFacts

/// Certificates, OCSP responses and PEM of any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCertificate(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let certificate = CertificateDocument(bytes) {
        _ = (certificate.names, certificate.timestampCount, certificate.isAuthority, certificate.mustStaple)
        _ = StapledStatus.of(certificate, issuer: certificate, response: bytes, at: Instant(seconds: 0))
        _ = SignatureCheck.check(
            certificate.signature, over: certificate.signed, by: certificate.signatureAlgorithm, key: certificate.key)
    }
    _ = try? PEM.certificates(bytes, file: "fuzz")
    return 0
}
