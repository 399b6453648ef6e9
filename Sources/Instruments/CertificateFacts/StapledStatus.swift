import Crypto
import Model

/// A stapled OCSP response (RFC 6960), checked before it is believed.
enum StapledStatus: String {
    case good, revoked, unknown, none

    /// The status that a response states of a certificate.
    ///
    /// A response that is stale, badly signed or about another certificate says nothing: `unknown`.
    static func of(
        _ certificate: CertificateDocument, issuer: CertificateDocument?, response: [UInt8]?, at moment: Instant
    ) -> StapledStatus {
        guard let response, !response.isEmpty else { return .none }
        guard let issuer, let root = DERNode(response), root.children.first?.content.first == 0,
            let bytes = root.children.last?.children.first?.children.last?.content, let basic = DERNode(bytes),
            basic.children.count >= 3, let algorithm = SignatureAlgorithm(basic.children[1]),
            let signature = basic.children[2].bits
        else { return .unknown }
        var signers = [issuer]
        for node in basic.children.dropFirst(3).first?.children.first?.children ?? [] {
            guard let delegate = CertificateDocument(Array(node.encoded)),
                delegate.extendedUsages.contains("1.3.6.1.5.5.7.3.9"), delegate.issuerDER == issuer.subjectDER,
                SignatureCheck.check(
                    delegate.signature, over: delegate.signed, by: delegate.signatureAlgorithm, key: issuer.key)
                    == .valid,
                delegate.notBefore <= moment, moment <= delegate.notAfter
            else { continue }
            signers.append(delegate)
        }
        let data = Array(basic.children[0].encoded)
        let signed = signers.contains {
            SignatureCheck.check(Array(signature), over: data, by: algorithm, key: $0.key) == .valid
        }
        guard signed else { return .unknown }
        // responses is the only SEQUENCE OF SEQUENCE among the fields; its place varies with the optional ones.
        let responses = basic.children[0].children.first {
            $0.contextNumber == nil && $0.children.first?.children.isEmpty == false
        }
        for single in responses?.children ?? [] {
            guard single.children.count >= 3, let identifier = single.children.first,
                identifier.children.last.map({ Array($0.content) }) == certificate.serial,
                let updated = CertificateTime.instant(single.children[2]), updated <= moment
            else { continue }
            if let next = single.children.dropFirst(3).first(where: { $0.contextNumber == 0 })?.children.first,
                let limit = CertificateTime.instant(next), limit < moment
            {
                continue
            }
            switch single.children[1].contextNumber {
            case 0: return .good
            case 1: return .revoked
            default: return .unknown
            }
        }
        return .unknown
    }
}
