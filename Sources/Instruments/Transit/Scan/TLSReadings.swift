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
        // To close every connection without a word is no way to say which versions are not offered.
        guard findings.spokeTLS else {
            return notAssessed(Message(findings.unassessed.isEmpty ? "transit.closed" : "transit.silent"))
        }
        let suites = offered
        let secret = suites.filter { !$0.weaknesses.contains("no-forward-secrecy") }
        let weaknesses = Set(suites.flatMap(\.weaknesses) + (findings.compresses ? ["compression"] : []))
        var facts: Facts = [
            "tls.versions": .strings(findings.versions.sorted().map(\.name)),
            "tls.versions_not_assessed": .strings(findings.unassessed.sorted().map(\.name)),
            "tls.suites": .strings(suites.map(\.name)), "tls.suite_count": .integer(Int64(suites.count)),
            "tls.weak_suites": .strings(suites.filter { !Self.weak.isDisjoint(with: $0.weaknesses) }.map(\.name)),
            "tls.weaknesses": .strings(weaknesses.sorted()),
            "tls.groups": .strings(findings.groups.map { catalogue.name(ofGroup: $0) }.sorted()),
            "tls.post_quantum": postQuantum, "tls.server_preference": preference,
            "tls.client_certificate": clientCertificate, "tls.ocsp_stapled": .bool(findings.stapled?.isEmpty == false),
            "tls.plaintext": false, "tls.reachable": true,
        ]
        facts["tls.dh_bits"] = findings.primeBits.map { .integer(Int64($0)) }
        if !suites.isEmpty {
            facts["tls.forward_secrecy"] = secret.isEmpty ? "none" : secret.count == suites.count ? "all" : "some"
        }
        return Reading(kind: Self.kind, facts: facts, completeness: completeness, evidence: evidence)
    }

    private var offered: [(name: String, weaknesses: [String])] {
        let modern = findings.suites.map { (catalogue.name(ofSuite: $0), catalogue.weaknesses(ofSuite: $0)) }
        let oldest = findings.ssl2Suites.map { catalogue.ssl2Suite($0) }.map { ($0.name, $0.weaknesses) }
        return (modern + oldest).sorted { $0.0 < $1.0 }
    }

    private var completeness: Completeness {
        var open = findings.unassessed.map { Message("transit.version-open", ["version": $0.name]) }
        open += findings.cutShort.map { Message("transit.suites-open", ["version": $0.name]) }
        // A peer that took connections and agreed to nothing at all was not seen to speak TLS.
        if findings.versions.isEmpty, open.isEmpty { open.append(Message("transit.nothing-agreed")) }
        return open.isEmpty ? .complete : .partial(open)
    }

    private var evidence: [EvidenceItem] {
        findings.versions.map { EvidenceItem(type: "tls-version", place: "hello", shown: $0.name) }
    }

    private func notAssessed(_ reason: Message) -> Reading {
        Reading(kind: Self.kind, facts: ["tls.reachable": false], completeness: .notAssessed(reason))
    }

    private var postQuantum: JSONValue {
        guard findings.versions.contains(.tls13) else {
            return findings.unassessed.contains(.tls13) ? "not-assessable" : "no"
        }
        if findings.groups.contains(where: { catalogue.isPostQuantum(group: $0) }) { return "yes" }
        return findings.groupsAreWhole ? "no" : "not-assessable"
    }

    private var preference: JSONValue {
        findings.serverPreference.map { $0 ? "server" : "client" } ?? "not-assessable"
    }

    private var clientCertificate: JSONValue {
        findings.asksForCertificate.map { $0 ? "requested" : "none" } ?? "not-assessable"
    }
}
