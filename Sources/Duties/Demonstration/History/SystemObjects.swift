import CanonicalJSON
import Model
import Programme

/// What a made-up system consists of: endpoints, stores and a list of components.
struct SystemObjects: Sendable, Hashable {
    struct Endpoint: Sendable, Hashable {
        var id: String
        var kind: String
        var port: Int64
    }

    struct Store: Sendable, Hashable {
        var id: String
        var kind: String
        var role: String
    }

    let system: RegisteredSystem
    let endpoints: [Endpoint]
    let stores: [Store]
    let place: Place

    init(of system: RegisteredSystem, _ random: inout SplitMix64) {
        self.system = system
        var endpoints = [Endpoint(id: "portal", kind: "https", port: 443)]
        if random.chance(0.4) { endpoints.append(Endpoint(id: "administration", kind: "ssh", port: 22)) }
        if random.chance(0.15) { endpoints.append(Endpoint(id: "mail", kind: "smtp", port: 25)) }
        self.endpoints = endpoints
        stores = [
            Store(id: "database", kind: "sqlite", role: "production"),
            Store(id: "documents", kind: "folder", role: "production"),
            Store(id: "backup", kind: "archive", role: "backup"), Store(id: "test-data", kind: "folder", role: "test"),
        ]
        place =
            switch system.exposure {
            case .internet: random.chance(0.35) ? .publicCloud : .dataCentre
            case .intranet: random.chance(0.3) ? .privateCloud : .dataCentre
            case .isolated: .onPremises
            }
    }

    /// The objects of a kind, with what a judgement record says of each beside the observation (`JudgementRecord`).
    func settings(_ kind: ObjectReference.Kind, control: String) -> [(object: ObjectReference, facts: Facts)] {
        let network = system.exposure == .internet ? "untrusted" : "internal"
        let classified = JSONValue.bool(system.grade >= .restricted)
        let places: [(String, Facts)] =
            switch kind {
            case .subject: [(system.id, [:])]
            case .components: [("bill-of-materials", [:])]
            case .attestation: [(control.lowercased(), [:])]
            case .endpoint:
                endpoints.map { ($0.id, ["endpoint.kind": .string($0.kind), "endpoint.network": .string(network)]) }
            case .store:
                stores.map {
                    (
                        $0.id,
                        [
                            "store.kind": .string($0.kind), "store.role": .string($0.role),
                            "store.grade": .string(system.grade.rawValue), "store.classified": classified,
                            "place.kind": .string(place.rawValue), "place.region": "hk",
                        ]
                    )
                }
            }
        let subject: Facts = [
            "subject.id": .string(system.id), "subject.tier": .integer(Int64(system.tier)),
            "subject.grade": .string(system.grade.rawValue), "subject.classified": classified,
            "subject.exposure": .string(system.exposure.rawValue),
            "subject.internet_facing": .bool(system.exposure == .internet),
            "subject.personal_data": .bool(system.personalData),
        ]
        return places.map { (ObjectReference(kind, $0), subject.merging($1) { $1 }) }
    }

    /// The system as an assessment keeps it: what its file states.
    func json(department: String, attested: [(control: String, on: CalendarDate)]) -> JSONValue {
        let network: JSONValue = system.exposure == .internet ? "untrusted" : "internal"
        return [
            "subject": [
                "id": .string(system.id), "name": system.name.json, "department": .string(department),
                "tier": .integer(Int64(system.tier)), "grade": .string(system.grade.rawValue),
                "exposure": .string(system.exposure.rawValue), "personalData": .bool(system.personalData),
                "ownerOffice": "System owner",
            ],
            "endpoints": .array(
                endpoints.map { endpoint in
                    [
                        "id": .string(endpoint.id), "kind": .string(endpoint.kind),
                        "host": .string("\(system.id).example"), "port": .integer(endpoint.port),
                        "serverName": .string("\(system.id).example"), "network": network,
                    ]
                }),
            "stores": .array(
                stores.map { store in
                    [
                        "id": .string(store.id), "kind": .string(store.kind), "role": .string(store.role),
                        "place": .string(place.rawValue), "region": "hk", "grade": .string(system.grade.rawValue),
                        "owned": true,
                    ]
                }),
            "components": [["id": "bill-of-materials", "format": "cyclonedx"]],
            "attestations": .array(
                attested.map { control, on in
                    [
                        "id": .string(control.lowercased()), "control": .string(control), "statement": "met",
                        "office": "DITSO", "on": .string(on.description),
                    ]
                }),
            "waivers": [],
        ]
    }
}
