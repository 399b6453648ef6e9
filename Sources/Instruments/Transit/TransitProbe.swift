import CanonicalJSON
import CertificateFacts
public import Model

/// Looks at services on the wire: it sends well-formed hellos and requests, and states what came back.
public struct TransitProbe: Sendable {
    private let catalogue: TransitCatalogue
    private let limits: TransitLimits
    /// A probe by a catalogue, within limits.
    public init(catalogue: TransitCatalogue, limits: TransitLimits = TransitLimits()) {
        self.catalogue = catalogue
        self.limits = limits
    }

    /// Everything that can be seen of a service, one reading a kind; what could not be seen is not assessed, and why.
    ///
    /// - Parameter moment: when it is looked at; certificates are judged for it.
    public func readings(of target: EndpointTarget, at moment: Instant) async -> [Reading] {
        let (catalogue, limits) = (catalogue, limits)
        let seen = await OwnThread.run { Self.look(target, catalogue, limits) }
        guard target.kind != .ssh else { return seen.others }
        let scan = TLSReadings(findings: seen.findings, catalogue: catalogue).reading()
        return [scan, await certificate(target, seen.findings, scan, moment)] + seen.others
    }

    private static func look(
        _ target: EndpointTarget, _ catalogue: TransitCatalogue, _ limits: TransitLimits
    ) -> (findings: TLSFindings, others: [Reading]) {
        var findings = TLSFindings()
        let wire: TLSWire
        do throws(Socket.Failure) {
            wire = try TLSWire(target, limits: limits)
        } catch {
            findings.failure = error
            return (findings, kinds(beside: target.kind).map { notAssessed($0, message(for: error)) })
        }
        switch target.kind {
        case .ssh: return (findings, [SSHProbe(wire: wire, catalogue: catalogue).reading()])
        case .https:
            findings = TLSScanner(wire: wire, catalogue: catalogue).run()
            return (findings, [http(wire, findings)])
        case .tls: return (TLSScanner(wire: wire, catalogue: catalogue).run(), [])
        case .smtp, .imap, .pop3, .ldap, .postgres:
            let dialogue = StartTLSProbe(wire: wire).reading()
            return (TLSScanner(wire: wire, catalogue: catalogue).run(), [dialogue])
        }
    }

    private static func kinds(beside kind: EndpointTarget.Kind) -> [String] {
        switch kind {
        case .ssh: [SSHProbe.kind]
        case .https: [HTTPProbe.kind]
        case .tls: []
        case .smtp, .imap, .pop3, .ldap, .postgres: [StartTLSProbe.kind]
        }
    }

    private static func http(_ wire: TLSWire, _ findings: TLSFindings) -> Reading {
        if let failure = findings.failure { return notAssessed(HTTPProbe.kind, message(for: failure)) }
        if findings.spokePlainly { return notAssessed(HTTPProbe.kind, Message("transit.other-protocol")) }
        return HTTPProbe(target: wire.target, address: wire.address, limits: wire.limits).reading()
    }

    private func certificate(
        _ target: EndpointTarget, _ findings: TLSFindings, _ scan: Reading, _ moment: Instant
    ) async -> Reading {
        guard !findings.chain.isEmpty else {
            if case .notAssessed(let reason) = scan.completeness {
                return Self.notAssessed(CertificateReading.kind, reason)
            }
            return Self.notAssessed(CertificateReading.kind, Message("transit.no-certificate"))
        }
        var reading = await CertificateReading.make(
            chain: findings.chain, stapledOCSP: findings.stapled, serverName: target.serverName,
            anchors: target.anchors,
            at: moment)
        if reading.facts["certificate.trust"] == .string("not-assessed") {
            reading.completeness = .partial([Message("transit.trust-open")])
        }
        return reading
    }

    private static func notAssessed(_ kind: String, _ reason: Message) -> Reading {
        Reading(kind: kind, facts: [:], completeness: .notAssessed(reason))
    }

    /// What a person is told of a connection that did not come about.
    static func message(for failure: Socket.Failure) -> Message {
        switch failure {
        case .timeout: Message("transit.silent")
        case .refused: Message("transit.refused")
        case .closed: Message("transit.closed")
        case .unresolved: Message("transit.unresolved")
        case .tooMuch: Message("transit.too-much")
        case .noTLS: Message("transit.no-starttls")
        case .otherProtocol: Message("transit.other-protocol")
        case .outOfBounds: Message("transit.out-of-bounds")
        }
    }
}

/// The facts that this instrument may state, one schema a kind of observation.
public enum TransitSchemas {
    /// All of them.
    public static let all = [
        TLSReadings.schema, CertificateReading.schema, HTTPProbe.schema, StartTLSProbe.schema, SSHProbe.schema,
    ]
}
