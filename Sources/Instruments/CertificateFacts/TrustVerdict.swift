import FoundationEssentials
import Model
import SwiftASN1
@_spi(FixedExpiryValidationTime) import X509

/// What swift-certificates' verifier says of a chain; it stands beside our own reading, never in its place.
enum TrustVerdict {
    /// Whether it trusts the chain; nil where it refuses to read the certificates at all.
    static func trusts(leaf: [UInt8], others: [[UInt8]], anchors: [[UInt8]], at moment: Instant) async -> Bool? {
        guard let certificate = try? Certificate(derEncoded: leaf) else { return nil }
        let roots = CertificateStore(anchors.compactMap { try? Certificate(derEncoded: $0) })
        let intermediates = CertificateStore(others.compactMap { try? Certificate(derEncoded: $0) })
        let time = Date(timeIntervalSince1970: Double(moment.microseconds) / 1_000_000)
        var verifier = Verifier(rootCertificates: roots) {
            RFC5280Policy(fixedExpiryValidationTime: time)
        }
        switch await verifier.validate(leaf: certificate, intermediates: intermediates) {
        case .validCertificate: return true
        case .couldNotValidate: return false
        }
    }
}
