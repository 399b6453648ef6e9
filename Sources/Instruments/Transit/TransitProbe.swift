import CanonicalJSON
import CertificateFacts
import Dispatch
public import Model

/// Looks at services on the wire: it sends well-formed hellos and requests, and states what came back.
public struct TransitProbe: Sendable {
    private let catalogue: TransitCatalogue
    private let limits: TransitLimits
    private static let queue = DispatchQueue(label: "seawall.transit", attributes: .concurrent)

    /// A probe by a catalogue, within limits.
    public init(catalogue: TransitCatalogue, limits: TransitLimits = TransitLimits()) {
        self.catalogue = catalogue
        self.limits = limits
    }

    /// Everything that can be seen of a service, one reading a kind; what could not be seen is not assessed, and why.
    ///
    /// - Parameter moment: when it is looked at; certificates are judged for it.
    public func readings(of target: EndpointTarget, at moment: Instant) async -> [Reading] {
        if target.kind == .ssh { return [await onQueue { SSHProbe(wire: wire(target), catalogue: catalogue).reading() }] }
        let (findings, others) = await onQueue { () -> (TLSFindings, [Reading]) in
            var scanner = TLSScanner(wire: wire(target), catalogue: catalogue)
            scanner.run()
            var others: [Reading] = []
            if StartTLSDialogue(target.kind) != nil { others.append(StartTLSProbe(wire: wire(target)).reading()) }
            if target.kind == .https { others.append(http(target, scanner.findings)) }
            return (scanner.findings, others)
        }
        let scan = TLSReadings(findings: findings, catalogue: catalogue).reading()
        var certificate: Reading
        if findings.chain.isEmpty {
            let reason: Message =
                if case .notAssessed(let reason) = scan.completeness { reason } else { Message("transit.no-certificate") }
            certificate = Reading(kind: CertificateReading.kind, facts: [:], completeness: .notAssessed(reason))
        } else {
            certificate = await CertificateReading.make(
                chain: findings.chain, stapledOCSP: findings.stapled, serverName: target.serverName,
                anchors: target.anchors, at: moment)
            if certificate.facts["certificate.trust"] == .string("not-assessed") {
                certificate.completeness = .partial([Message("transit.trust-open")])
            }
        }
        return [scan, certificate] + others
    }

    private func http(_ target: EndpointTarget, _ findings: TLSFindings) -> Reading {
        if let failure = findings.failure {
            return Reading(kind: HTTPProbe.kind, facts: [:], completeness: .notAssessed(Self.message(for: failure)))
        }
        guard findings.reachable else {
            return Reading(kind: HTTPProbe.kind, facts: [:], completeness: .notAssessed(Message("transit.silent")))
        }
        return HTTPProbe(target: target, limits: limits).reading()
    }

    private func wire(_ target: EndpointTarget) -> TLSWire {
        TLSWire(target: target, limits: limits, deadline: Deadline(milliseconds: limits.endpointMilliseconds))
    }

    private func onQueue<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Self.queue.async { continuation.resume(returning: work()) }
        }
    }

    /// What a person is told of a connection that did not come about.
    static func message(for failure: Socket.Failure) -> Message {
        switch failure {
        case .timeout: Message("transit.silent")
        case .refused: Message("transit.refused")
        case .closed: Message("transit.closed")
        case .unresolved: Message("transit.unresolved")
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
