import Model

/// What a control has to see of a system: each of its needs on each object it speaks of.
struct ControlScope {
    /// Needs on objects.
    private(set) var pairs: [(object: ObjectReference, need: Control.Need)] = []
    /// What no observation could meet, because the file names no object for it.
    private(set) var missing: [(object: ObjectReference, kind: String, reason: Message)] = []

    /// The scope of a control on a system.
    init(control: Control, system: SystemFile) {
        let subject = ObjectReference(.subject, system.subject.id)
        if control.check == .attestation {
            let all = system.attestations.filter { $0.control == control.id }
            // The newest statement counts; several of one day all do.
            let newest = all.map(\.on).max()
            let attested = all.filter { $0.on == newest }
            for need in control.needs where need.kind == "attestation" {
                pairs += attested.map { (ObjectReference(.attestation, $0.id), need) }
            }
            if attested.isEmpty {
                let reason = Message("assurance.not-attested", ["control": control.id])
                missing.append((subject, "attestation", reason))
            }
            return
        }
        for object in system.objects(control.applicability.objects) {
            let kind = system.endpoints.first { object == ObjectReference(.endpoint, $0.id) }?.kind.rawValue
            for need in control.needs {
                // A claim is checked only where one was made.
                if need.kind == "claim.check", !system.claims(object) { continue }
                if let kind, !need.endpoints.isEmpty, !need.endpoints.contains(kind) { continue }
                pairs.append((object, need))
            }
        }
        // A system on the Internet that names no endpoint has not been looked at, whatever else holds.
        if control.applicability.objects == .endpoint, system.endpoints.isEmpty, system.subject.exposure == .internet {
            missing.append((subject, control.needs.first?.kind ?? "", Message("assurance.no-endpoint-named")))
        }
    }
}

extension SystemFile {
    /// Whether the file claims something of an object that a probe can check.
    func claims(_ object: ObjectReference) -> Bool {
        switch object.kind {
        case .endpoint: endpoints.contains { $0.id == object.id && $0.claimedVersions != nil }
        case .store: stores.contains { $0.id == object.id && $0.claimedEncryption != nil }
        case .subject, .components, .attestation: false
        }
    }
}
