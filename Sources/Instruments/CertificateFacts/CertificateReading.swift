import CanonicalJSON
public import Model

/// States what a server's certificate says, and everything that keeps it from being trusted.
public enum CertificateReading {
    /// The kind of observation.
    public static let kind = "transit.certificate"

    private static let chainLimit = 20

    /// Reads a chain as a server presented it.
    ///
    /// - Parameters:
    ///   - chain: DER, the server's own certificate first.
    ///   - stapledOCSP: the stapled OCSP response, if one came.
    ///   - serverName: the name or address that the certificate must bear.
    ///   - anchors: DER of the trusted roots; nil where they are not known, and trust is not judged.
    ///   - moment: the moment to judge validity at.
    public static func make(
        chain: [[UInt8]], stapledOCSP: [UInt8]?, serverName: String, anchors: [CertificateAnchor]?, at moment: Instant
    ) async -> Reading {
        guard let first = chain.first, let leaf = CertificateDocument(first) else {
            return Reading(
                kind: kind, facts: [:], completeness: .notAssessed(Message("certificate-facts.unreadable")))
        }
        let others = chain.dropFirst().prefix(chainLimit).compactMap { CertificateDocument($0) }
        let wanted = Set((others + [leaf]).map(\.issuerDER))
        let roots = anchors?.filter { wanted.contains($0.subjectDER) || $0.der == leaf.der }
        var path = CertificatePath(
            leaf: leaf, others: others, anchors: roots?.compactMap { CertificateDocument($0.der) },
            serverName: serverName, at: moment)
        let status = StapledStatus.of(leaf, issuer: path.issuer, response: stapledOCSP, at: moment)
        if status == .revoked { path.add(.revoked) }
        let verdict =
            path.causes.isEmpty && anchors != nil
            ? await TrustVerdict.trusts(path.certificates.map(\.der), at: moment) : nil
        if verdict == false { path.add(.other) }
        let isTrusted = verdict ?? (anchors != nil && path.checkedAll && path.judgedAll)
        let trust = !path.causes.isEmpty ? "not-trusted" : isTrusted ? "trusted" : "not-assessed"
        var facts: Facts = [
            "certificate.subject": .string(leaf.subject), "certificate.issuer": .string(leaf.issuer),
            "certificate.names": .strings(leaf.names.map(\.text)),
            "certificate.not_before": .string(leaf.notBefore.description),
            "certificate.not_after": .string(leaf.notAfter.description),
            "certificate.lifetime_days": .integer(Int64(leaf.notBefore.days(until: leaf.notAfter))),
            "certificate.key_type": .string(leaf.key.type),
            "certificate.signature_hash": .string(leaf.signatureAlgorithm.hash),
            "certificate.self_signed": .bool(leaf.isSelfIssued), "certificate.trust": .string(trust),
            "certificate.causes": .strings(path.causes.map(\.rawValue).sorted()),
            "certificate.chain_length": .integer(Int64(chain.count)),
            "certificate.must_staple": .bool(leaf.mustStaple), "certificate.ocsp_status": .string(status.rawValue),
            "certificate.sct_count": .integer(Int64(leaf.timestampCount)),
            "certificate.fingerprint": .string(leaf.fingerprint),
        ]
        facts["certificate.key_bits"] = leaf.key.bits.map { .integer(Int64($0)) }
        facts["certificate.curve"] = leaf.key.curve.map { .string($0) }
        let evidence = ([leaf] + others).enumerated().map { index, certificate in
            EvidenceItem(
                type: "certificate", place: "chain \(index + 1)",
                shown: "\(certificate.subject) sha256 \(certificate.fingerprint.prefix(16))")
        }
        return Reading(kind: kind, facts: facts, evidence: evidence)
    }

    /// The facts it may state.
    public static let schema = FactSchema(
        kind: kind,
        fields: [
            .init("certificate.subject", .text, "RFC 4514"), .init("certificate.issuer", .text, "RFC 4514"),
            .init("certificate.names", .texts, "subject alternative names"),
            .init("certificate.not_before", .text, "RFC 3339"), .init("certificate.not_after", .text, "RFC 3339"),
            .init("certificate.lifetime_days", .integer, "days from first to last moment"),
            .init("certificate.expires_in_days", .integer, "days to the as-of date; negative when expired"),
            .init(
                "certificate.key_type", .text,
                "rsa, ec, ed25519, ed448, dsa, rsa-pss, ml-dsa-44, ml-dsa-65, ml-dsa-87, unknown"),
            .init("certificate.key_bits", .integer, "bits"), .init("certificate.curve", .text, "name of the curve"),
            .init("certificate.signature_hash", .text, "sha256, sha1, md5, …; intrinsic"),
            .init("certificate.self_signed", .bool, "subject and issuer are one"),
            .init("certificate.trust", .text, "trusted, not-trusted, not-assessed"),
            .init("certificate.causes", .texts, "everything that keeps it from being trusted"),
            .init("certificate.chain_length", .integer, "certificates presented"),
            .init("certificate.must_staple", .bool, "it promises a stapled status"),
            .init("certificate.ocsp_status", .text, "good, revoked, unknown, none"),
            .init("certificate.sct_count", .integer, "embedded signed certificate timestamps"),
            .init("certificate.fingerprint", .text, "SHA-256 of the DER, hexadecimal"),
        ])
}
