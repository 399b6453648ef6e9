import Assurance
import AtRest
import CanonicalJSON
import Files
import Glibc
import Model
import Transit

/// Looks at every object of a system with every instrument that can see it.
struct Survey: Sendable {
    let system: SystemFile
    let instruments: Instruments
    let actor: String
    let at: Instant
    /// Told what is about to be looked at.
    let progress: @Sendable (ObjectReference) -> Void

    /// At most so many endpoints at once; they mostly wait.
    private static let endpointsAtOnce = 16

    /// The observations, in the order of the system file.
    ///
    /// - Throws: `Fault` where a file of trusted roots that the system names cannot be read.
    func observations() async throws -> [Observation] {
        var targets: [(SystemFile.Endpoint, EndpointTarget)] = []
        for endpoint in system.endpoints { targets.append((endpoint, try target(endpoint))) }
        async let reached = reach(targets)
        async let read = readStores()
        let (endpoints, stores) = await (reached, read)
        var all: [(ObjectReference, Reading)] = endpoints + stores
        let personal = stores.contains { $0.1.facts["data.personal"] == .bool(true) }
        let subject = ObjectReference(.subject, system.subject.id)
        all.append((subject, DeclaredProbe().reading(of: system, personalDataFound: personal)))
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

    private func target(_ endpoint: SystemFile.Endpoint) throws(Fault) -> EndpointTarget {
        return EndpointTarget(
            kind: EndpointTarget.Kind(endpoint.kind), host: endpoint.host, port: endpoint.port,
            serverName: endpoint.serverName,
            plainHTTPPort: endpoint.plainHTTPPort,
            anchors: endpoint.kind == .ssh ? [] : try Instruments.roots(endpoint.trust))
    }

    private func reach(
        _ targets: [(SystemFile.Endpoint, EndpointTarget)]
    ) async -> [(ObjectReference, Reading)] {
        await inOrder(targets, atOnce: Self.endpointsAtOnce) { endpoint, target in
            let object = ObjectReference(.endpoint, endpoint.id)
            progress(object)
            var readings = await instruments.transit.readings(of: target, at: at)
            let shown = readings.first { $0.kind == "transit.tls" }
            if let claim = ClaimCheck.reading(of: endpoint, shown: shown) { readings.append(claim) }
            return readings.map { (object, $0) }
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

    /// Runs work on each item, a few at once, and gives the results in the items' order.
    private func inOrder<Item: Sendable>(
        _ items: [Item], atOnce: Int, _ work: @escaping @Sendable (Item) async -> [(ObjectReference, Reading)]
    ) async -> [(ObjectReference, Reading)] {
        await withTaskGroup(of: (Int, [(ObjectReference, Reading)]).self) { group in
            var results: [[(ObjectReference, Reading)]] = Array(repeating: [], count: items.count)
            for (index, item) in items.enumerated() {
                if index >= atOnce, let (done, result) = await group.next() { results[done] = result }
                group.addTask { (index, await work(item)) }
            }
            for await (done, result) in group { results[done] = result }
            return results.flatMap(\.self)
        }
    }
}
