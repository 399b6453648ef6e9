import Assurance
import AtRest
import CanonicalJSON
import CertificateFacts
import Glibc
import Model
import Threads
import Transit

/// Looks at every object of a system with every instrument that can see it.
struct Survey: Sendable {
    let system: SystemFile
    let instruments: Instruments
    let actor: String
    let at: Instant
    /// Told what is about to be looked at.
    let progress: @Sendable (ObjectReference) -> Void

    /// The observations, in the order of the system file.
    ///
    /// - Throws: `Fault` where a file of trusted roots that the system names cannot be read.
    func observations() async throws -> [Observation] {
        let targets = try targets()
        async let reached = EndpointSurvey(instruments.transit, progress: progress).readings(of: targets, at: at)
        async let read = readStores()
        let (endpoints, stores) = await (reached, read)
        var all: [(ObjectReference, Reading)] = endpoints + stores
        all.append((ObjectReference(.subject, system.subject.id), declared(stores.map(\.1))))
        let system = system
        all += await Blocking.run {
            system.components.map { (ObjectReference(.components, $0.id), ComponentProbe().reading(of: $0)) }
                + system.attestations.map { (ObjectReference(.attestation, $0.id), AttestationProbe().reading(of: $0)) }
        }
        return all.map { object, reading in
            Observation(
                id: ULID(at).description, subject: system.subject.id, object: object, reading: reading, collected: at,
                actor: actor)
        }
    }

    /// What the file declares, beside what was found in its stores, with detectors of overlays and without.
    private func declared(_ stores: [Reading]) -> Reading {
        func reading(_ facts: (Reading) -> Facts) -> Reading {
            let personal = stores.contains { facts($0)["data.personal"] == .bool(true) }
            return DeclaredProbe().reading(of: system, personalDataFound: personal)
        }
        return reading(\.joinedFacts).adding(to: reading(\.centreFacts))
    }

    private func targets() throws(Fault) -> [(SystemFile.Endpoint, EndpointTarget)] {
        try system.endpoints.map { endpoint throws(Fault) in
            let anchors = endpoint.kind == .ssh ? [] : try CertificateAnchor.roots(of: endpoint.trust)
            return (endpoint, EndpointTarget(endpoint, anchors: anchors))
        }
    }

    private func readStores() async -> [(ObjectReference, Reading)] {
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        return await inOrder(system.stores, atOnce: cores) { store in
            let object = ObjectReference(.store, store.id)
            progress(object)
            let instruments = instruments
            return await Blocking.run {
                var readings = [instruments.storage.reading(path: store.path, kind: store.kind.rawValue)]
                do throws(Fault) {
                    readings.append(try instruments.inventory(store.path))
                } catch {
                    readings.append(
                        Reading(kind: "data.inventory", facts: [:], completeness: .notAssessed(error.message)))
                }
                if let claim = ClaimCheck.reading(of: store, shown: readings[0]) { readings.append(claim) }
                return readings.map { (object, $0) }
            }
        }
    }
}
