import CanonicalJSON
import Model

/// Makes facts of what a scan found.
struct TLSReadings {
    static let kind = "transit.tls"

    static let schema = FactSchema(
        kind: kind,
        fields: [
            .init("tls.versions", .texts, "offered: SSLv2, SSLv3, TLSv1.0, TLSv1.1, TLSv1.2, TLSv1.3"),
            .init("tls.versions_not_assessed", .texts, "versions that silence or a broken answer left open"),
            .init("tls.suites", .texts, "IANA names of every suite offered on any version"),
            .init("tls.suite_count", .integer, "suites"),
            .init("tls.weak_suites", .texts, "suites with NULL, EXPORT, RC4, DES, 3DES, anonymous or MD5"),
            .init("tls.weaknesses", .texts, "kinds of weakness among the suites, and compression"),
            .init("tls.forward_secrecy", .text, "all, some, none"),
            .init("tls.groups", .texts, "IANA names of key exchange groups"),
            .init("tls.post_quantum", .text, "yes, no, not-assessable"),
            .init("tls.server_preference", .text, "server, client, not-assessable"),
            .init("tls.dh_bits", .integer, "bits of the finite-field prime"),
            .init("tls.client_certificate", .text, "none, requested, not-assessable"),
            .init("tls.ocsp_stapled", .bool, "an OCSP response is stapled"),
            .init("tls.plaintext", .bool, "the peer spoke without TLS on a port declared to speak it"),
            .init("tls.reachable", .bool, "a connection could be made"),
        ])

    private static let weak: Set<String> = ["null-cipher", "export", "rc4", "des", "3des", "anonymous", "md5"]

    let findings: TLSFindings
    let catalogue: TransitCatalogue

    func reading() -> Reading {
        if findings.spokePlainly {
            return Reading(kind: Self.kind, facts: ["tls.plaintext": true, "tls.reachable": true, "tls.versions": []])
        }
        if let failure = findings.failure { return notAssessed(TransitProbe.message(for: failure)) }
        guard findings.reachable else { return notAssessed(Message("transit.silent")) }
        let suites = findings.allSuites
        var weaknesses = Set(suites.flatMap { catalogue.weaknesses(ofSuite: $0) })
        if findings.compresses { weaknesses.insert("compression") }
        if !findings.ssl2Suites.isEmpty { weaknesses.formUnion(["md5", "no-forward-secrecy"]) }
        let secret = suites.filter { !catalogue.weaknesses(ofSuite: $0).contains("no-forward-secrecy") }
        var facts: Facts = [
            "tls.versions": .strings(findings.versions.sorted().map(\.name)),
            "tls.versions_not_assessed": .strings(findings.unassessed.sorted().map(\.name)),
            "tls.suites": .strings((suites.map { catalogue.name(ofSuite: $0) } + findings.ssl2Suites).sorted()),
            "tls.suite_count": .integer(Int64(suites.count + findings.ssl2Suites.count)),
            "tls.weak_suites": .strings(
                (suites.filter { !Self.weak.isDisjoint(with: catalogue.weaknesses(ofSuite: $0)) }
                    .map { catalogue.name(ofSuite: $0) } + findings.ssl2Suites).sorted()),
            "tls.weaknesses": .strings(weaknesses.sorted()),
            "tls.forward_secrecy": secret.isEmpty ? "none" : secret.count == suites.count ? "all" : "some",
            "tls.groups": .strings(findings.groups.map { catalogue.name(ofGroup: $0) }.sorted()),
            "tls.post_quantum": postQuantum, "tls.server_preference": preference,
            "tls.client_certificate": clientCertificate, "tls.ocsp_stapled": .bool(findings.stapled?.isEmpty == false),
            "tls.plaintext": false, "tls.reachable": true,
        ]
        facts["tls.dh_bits"] = findings.primeBits.map { .integer(Int64($0)) }
        let open = findings.unassessed.map { Message("transit.version-open", ["version": $0.name]) }
        // A peer that took connections and agreed to nothing at all was not seen to speak TLS.
        if findings.versions.isEmpty, open.isEmpty {
            return Reading(kind: Self.kind, facts: facts, completeness: .partial([Message("transit.nothing-agreed")]))
        }
        return Reading(kind: Self.kind, facts: facts, completeness: open.isEmpty ? .complete : .partial(open))
    }

    private func notAssessed(_ reason: Message) -> Reading {
        Reading(kind: Self.kind, facts: ["tls.reachable": false], completeness: .notAssessed(reason))
    }

    private var postQuantum: JSONValue {
        guard findings.versions.contains(.tls13) else {
            return findings.unassessed.contains(.tls13) ? "not-assessable" : "no"
        }
        return findings.groups.contains { catalogue.isPostQuantum(group: $0) } ? "yes" : "no"
    }

    private var preference: JSONValue {
        findings.serverPreference.map { $0 ? "server" : "client" } ?? "not-assessable"
    }

    private var clientCertificate: JSONValue {
        findings.asksForCertificate.map { $0 ? "requested" : "none" } ?? "not-assessable"
    }
}
