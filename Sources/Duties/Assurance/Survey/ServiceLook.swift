import CanonicalJSON
public import CertificateFacts
public import Model
public import Programme
public import Transit

/// Looks again at the network services of a system from where a program runs, and judges that together with what else was
/// seen of the system.
public struct ServiceLook: Sendable {
    private let programme: Programme
    private let catalogue: Catalogue
    private let probe: TransitProbe
    private let roots: [CertificateAnchor]
    private let tool: String

    /// - Parameters:
    ///   - roots: the roots of the operating system. Of a service whose clients trust others, whether its certificate is
    ///     trusted is left open.
    ///   - tool: the program and version, which the record names.
    public init(
        programme: Programme, catalogue: Catalogue, probe: TransitProbe, roots: [CertificateAnchor], tool: String
    ) {
        self.programme = programme
        self.catalogue = catalogue
        self.probe = probe
        self.roots = roots
        self.tool = tool
    }

    /// The newest assessment of a system, where it names services to look at.
    ///
    /// - Returns: its id.
    /// - Throws: `Fault` (`assurance.no-services`, `assurance.unreadable-system`).
    public func assessment(of standing: SystemStanding) async throws -> String { try await last(of: standing).id }

    private func last(of standing: SystemStanding) async throws -> LastAssessment {
        guard let last = try await LastAssessment(of: standing, programme), !last.file.endpoints.isEmpty else {
            throw Fault("assurance.no-services", ["id": standing.system.id])
        }
        return last
    }

    /// Looks at all services that the newest assessment names, and records what was seen and what that makes of the system.
    ///
    /// Where there is more to a system than services, since when nobody looked at the whole of it stays.
    ///
    /// - Parameters:
    ///   - actor: who asked for it.
    ///   - progress: told what is about to be looked at.
    /// - Throws: `Fault` (`assurance.no-services`, `assurance.unreadable-system`), and what `Programme.record` throws:
    ///   `programme.changed-meanwhile` where somebody else looked meanwhile.
    public func look(
        at standing: SystemStanding, for actor: String, at now: Instant,
        progress: @escaping @Sendable (ObjectReference) async -> Void
    ) async throws {
        let subject = standing.system.id
        let last = try await last(of: standing)
        let targets = last.file.endpoints.map { endpoint in
            (endpoint, EndpointTarget(endpoint, anchors: endpoint.trust == nil ? roots : nil))
        }
        let readings = await EndpointSurvey(probe, progress: progress).readings(of: targets, at: now)
        let known = try await programme.newestObservations(subject: subject, before: now)
        let fresh = readings.filter { !Self.isKnown($0.0, $0.1, known) }.map { object, reading in
            Observation(
                id: ULID(now).description, subject: subject, object: object, reading: reading, collected: now,
                actor: tool)
        }
        let isWhole = last.file.stores.isEmpty && last.file.components.isEmpty && last.file.attestations.isEmpty
        let assessment = try last.assessment(
            by: catalogue, of: known + fresh, at: now, assessed: isWhole ? now : last.looked, tool: tool)
        var record = assessment.record(fresh: fresh, afterServicesOf: last.id, isWhole: isWhole)
        record.actor = actor
        try await programme.record(record)
    }

    /// Whether a certificate whose trust is open here was judged before by somebody who knew its roots.
    private static func isKnown(_ object: ObjectReference, _ reading: Reading, _ known: [Observation]) -> Bool {
        guard reading.facts["certificate.trust"] == "not-assessed" else { return false }
        return known.contains { before in
            before.object == object && before.reading.kind == reading.kind
                && before.reading.facts["certificate.fingerprint"] == reading.facts["certificate.fingerprint"]
                && before.reading.facts["certificate.trust"] != "not-assessed"
        }
    }
}
