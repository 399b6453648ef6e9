import Model

/// The way from a server's certificate to a root, and everything that is wrong on it.
struct CertificatePath {
    /// Why a certificate is not trusted; none hides another.
    enum Cause: String, CaseIterable {
        case expired
        case notYetValid = "not-yet-valid"
        case nameMismatch = "name-mismatch"
        case selfSigned = "self-signed"
        case missingIssuer = "missing-issuer"
        case unknownRoot = "unknown-root"
        case weakKey = "weak-key"
        case weakSignature = "weak-signature"
        case revoked
        case invalidSignature = "invalid-signature"
        case other
    }

    private static let lengthLimit = 10

    /// What is wrong.
    private(set) var causes: Set<Cause> = []
    /// Whether every signature on the way could be checked.
    private(set) var checkedAll = true
    /// Whether no certificate on the way bears a rule that is not judged here.
    private(set) var judgedAll = true
    /// The certificates on the way, the server's first.
    private(set) var certificates: [CertificateDocument] = []
    /// The issuer of the server's certificate, where it is at hand.
    private(set) var issuer: CertificateDocument?

    /// - Parameter anchors: the trusted roots; nil where they are not known, and the end of the way is left open.
    init(
        leaf: CertificateDocument, others: [CertificateDocument], anchors known: [CertificateDocument]?,
        serverName: String, at moment: Instant
    ) {
        let anchors = known ?? []
        let anchored = Set(anchors.map(\.der))
        if !leaf.names.contains(where: { $0.covers(serverName) }) { causes.insert(.nameMismatch) }
        var current = leaf
        var seen: Set<[UInt8]> = [leaf.der]
        for step in 0..<Self.lengthLimit {
            certificates.append(current)
            if moment > current.notAfter { causes.insert(.expired) }
            if moment < current.notBefore { causes.insert(.notYetValid) }
            if current.hasFurtherRules { judgedAll = false }
            // A root is trusted as it stands: its own signature and key were judged by whoever trusts it.
            if anchored.contains(current.der) || (known == nil && current.isSelfIssued) { return }
            if current.signatureAlgorithm.isWeak { causes.insert(.weakSignature) }
            if current.key.isWeak { causes.insert(.weakKey) }
            if step > 0, !mayIssue(current) { causes.insert(.other) }
            let candidates = (anchors + others).filter { $0.subjectDER == current.issuerDER && !seen.contains($0.der) }
            let checked = candidates.map { candidate in
                (
                    candidate,
                    SignatureCheck.check(
                        current.signature, over: current.signed, by: current.signatureAlgorithm, key: candidate.key)
                )
            }
            if let next = checked.first(where: { $0.1 == .valid }) ?? checked.first(where: { $0.1 == .notChecked }) {
                if next.1 == .notChecked { checkedAll = false }
                if step == 0 { issuer = next.0 }
                seen.insert(next.0.der)
                current = next.0
                continue
            }
            // A certificate that signs itself under the name of a root is self-signed, not badly signed.
            if current.isSelfIssued {
                let own = SignatureCheck.check(
                    current.signature, over: current.signed, by: current.signatureAlgorithm, key: current.key)
                if own == .invalid { causes.insert(.invalidSignature) }
                if own == .notChecked { checkedAll = false }
                if step == 0 { issuer = leaf }
                causes.insert(step == 0 ? .selfSigned : .unknownRoot)
            } else if !candidates.isEmpty {
                causes.insert(.invalidSignature)
            } else if known != nil {
                causes.insert(.missingIssuer)
            }
            return
        }
        causes.insert(.other)
    }

    /// Adds a cause that something else found.
    mutating func add(_ cause: Cause) { causes.insert(cause) }

    /// Whether the last certificate on the way may issue the one before it.
    private func mayIssue(_ certificate: CertificateDocument) -> Bool {
        let below = certificates.dropFirst().dropLast().count { !$0.isSelfIssued }
        return certificate.isAuthority == true && certificate.maySignCertificates
            && certificate.pathLength.map { below <= $0 } != false
    }
}
