import FoundationEssentials
import Model
import SwiftASN1
@_spi(FixedExpiryValidationTime) import X509

/// What swift-certificates' verifier says of a path; it stands beside our own reading, never in its place.
enum TrustVerdict {
    /// Whether it trusts a path from a server's certificate to a root; nil where it cannot read one of its certificates
    /// (their keys or signatures are of kinds that it does not know), since its "no" would then mean nothing.
    static func trusts(_ path: [[UInt8]], at moment: Instant) async -> Bool? {
        let certificates = path.compactMap { try? Certificate(derEncoded: $0) }
        guard certificates.count == path.count, let leaf = certificates.first, let root = certificates.last else {
            return nil
        }
        let time = Date(timeIntervalSince1970: Double(moment.microseconds) / 1_000_000)
        var verifier = Verifier(rootCertificates: CertificateStore([root])) {
            RFC5280Policy(fixedExpiryValidationTime: time)
        }
        let between = CertificateStore(certificates.dropFirst().dropLast())
        switch await verifier.validate(leaf: leaf, intermediates: between) {
        case .validCertificate: return true
        case .couldNotValidate: return false
        }
    }
}
