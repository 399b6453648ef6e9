import BaseEncoding
import Crypto
import Model

/// What a certificate says, read tolerantly: the very ones that a strict parser refuses must be reported.
struct CertificateDocument {
    /// The whole certificate.
    let der: [UInt8]
    /// The part that is signed.
    let signed: [UInt8]
    let signatureAlgorithm: SignatureAlgorithm
    let signature: [UInt8]
    let serial: [UInt8]
    /// Names as DER, for comparing.
    let issuerDER: [UInt8]
    let subjectDER: [UInt8]
    let issuer: String
    let subject: String
    let notBefore: Instant
    let notAfter: Instant
    let key: PublicKeyFacts
    /// Extension values by object identifier.
    let extensions: [String: [UInt8]]
    /// Object identifiers of the extensions that nobody may pass over.
    let critical: Set<String>

    /// Reads a certificate (RFC 5280, section 4.1); nil where it is none.
    init?(_ der: [UInt8]) {
        guard let root = DERNode(der), root.children.count == 3, let algorithm = SignatureAlgorithm(root.children[1]),
            let signature = root.children[2].bits
        else { return nil }
        var fields = root.children[0].children[...]
        if fields.first?.contextNumber == 0 { fields.removeFirst() }
        guard fields.count >= 6 else { return nil }
        let parts = Array(fields)
        guard parts[0].has(DERNode.Tag.integer), parts[3].children.count == 2,
            let notBefore = CertificateTime.instant(parts[3].children[0]),
            let notAfter = CertificateTime.instant(parts[3].children[1]), let key = PublicKeyFacts(parts[5])
        else { return nil }
        self.der = der
        signed = Array(root.children[0].encoded)
        signatureAlgorithm = algorithm
        self.signature = Array(signature)
        serial = Array(parts[0].content)
        issuerDER = Array(parts[2].encoded)
        subjectDER = Array(parts[4].encoded)
        issuer = DistinguishedName.text(parts[2])
        subject = DistinguishedName.text(parts[4])
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.key = key
        var extensions: [String: [UInt8]] = [:]
        var critical: Set<String> = []
        for field in parts[6...] where field.contextNumber == 3 {
            for item in field.children.first?.children ?? [] {
                guard let oid = item.children.first?.oid, let value = item.children.last else { continue }
                extensions[oid] = Array(value.content)
                if item.children.count == 3, item.children[1].content.first.map({ $0 != 0 }) ?? false {
                    critical.insert(oid)
                }
            }
        }
        self.extensions = extensions
        self.critical = critical
    }

    /// SHA-256 of the certificate, in hexadecimal.
    var fingerprint: String {
        Hexadecimal.encode(Array(SHA256.hash(data: der)))
    }

    /// Whether subject and issuer are one.
    var isSelfIssued: Bool { subjectDER == issuerDER }

    /// Whether it may issue others; nil where it does not say (RFC 5280, section 4.2.1.9).
    var isAuthority: Bool? {
        guard let value = extensions["2.5.29.19"], let node = DERNode(value) else { return nil }
        return node.children.first.map { $0.has(DERNode.Tag.boolean) && $0.content.first != 0 } ?? false
    }

    /// How many certificates of issuers may stand between it and a server's (RFC 5280, section 4.2.1.9); nil for any.
    var pathLength: Int? {
        guard let value = extensions["2.5.29.19"], let node = DERNode(value), node.children.count == 2 else {
            return nil
        }
        return node.children[1].content.prefix(8).reduce(0) { ($0 << 8 | Int($1)) & 0xFFFF_FFFF }
    }

    /// Whether its key may sign certificates: where it says what the key is for, that must be among it (section 4.2.1.3).
    var maySignCertificates: Bool {
        guard let value = extensions["2.5.29.15"] else { return true }
        return DERNode(value)?.bits?.first.map { $0 & 0x04 != 0 } ?? false
    }

    /// Whether it bears a rule that only the strict verifier judges: name constraints, or something critical unknown here.
    var hasFurtherRules: Bool {
        extensions["2.5.29.30"] != nil
            || !critical.isSubset(of: ["2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.37"])
    }

    /// Object identifiers of its extended key usage.
    var extendedUsages: [String] {
        extensions["2.5.29.37"].flatMap { DERNode($0) }?.children.compactMap(\.oid) ?? []
    }

    /// Whether it promises a stapled status (RFC 7633: TLS feature 5).
    var mustStaple: Bool {
        guard let value = extensions["1.3.6.1.5.5.7.1.24"], let node = DERNode(value) else { return false }
        return node.children.contains { Array($0.content) == [5] }
    }

    /// How many signed certificate timestamps are embedded (RFC 6962, section 3.3).
    var timestampCount: Int {
        guard let value = extensions["1.3.6.1.4.1.11129.2.4.2"], let list = DERNode(value)?.content, list.count > 2
        else {
            return 0
        }
        var count = 0
        var rest = list.dropFirst(2)
        while rest.count >= 2 {
            let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
            guard length > 0, rest.count >= 2 + length else { break }
            count += 1
            rest = rest.dropFirst(2 + length)
        }
        return count
    }

    /// The names it is for (RFC 5280, section 4.2.1.6).
    var names: [SubjectName] {
        guard let value = extensions["2.5.29.17"], let node = DERNode(value) else { return [] }
        return node.children.prefix(1_000).compactMap { SubjectName($0) }
    }
}
