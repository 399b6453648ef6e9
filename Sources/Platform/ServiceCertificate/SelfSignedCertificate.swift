import Crypto
public import Model
import SwiftASN1
import X509

import struct FoundationEssentials.Date

/// A certificate that a server makes for itself on its first start: it encrypts, but nobody vouches for it.
public struct SelfSignedCertificate: Sendable {
    /// The certificate, PEM.
    public let certificate: String
    /// Its P-256 key, PEM (PKCS #8).
    public let key: String

    /// How long it lasts, in days: what browsers accept (CA/Browser Forum, Baseline Requirements 6.3.2).
    private static let days = 397

    /// Makes one.
    ///
    /// - Parameters:
    ///   - names: the DNS names of the server.
    ///   - addresses: its IPv4 or IPv6 addresses, as bytes in network order.
    ///   - now: when it begins; a day is given for clocks that are slow.
    /// - Throws: what the libraries throw; nothing that a caller could mend.
    public init(names: [String], addresses: [[UInt8]], now: Instant) throws {
        let key = P256.Signing.PrivateKey()
        let subject = try DistinguishedName { CommonName(names.first ?? "localhost") }
        let alternatives =
            names.map { GeneralName.dnsName($0) }
            + addresses.map { GeneralName.ipAddress(ASN1OctetString(contentBytes: $0[...])) }
        let extensions = try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.serverAuth])
            SubjectAlternativeNames(alternatives)
        }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
            notValidBefore: Self.date(now.adding(days: -1)), notValidAfter: Self.date(now.adding(days: Self.days - 1)),
            issuer: subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
            issuerPrivateKey: .init(key))
        self.certificate = try certificate.serializeAsPEM().pemString + "\n"
        self.key = key.pemRepresentation + "\n"
    }

    private static func date(_ instant: Instant) -> Date {
        Date(timeIntervalSince1970: Double(instant.seconds))
    }
}
