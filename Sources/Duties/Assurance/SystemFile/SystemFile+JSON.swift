public import CanonicalJSON
import Model

/// What of a system file is kept with an assessment: all that judging needs, and no person's name.
extension SystemFile {
    /// The system as JSON; offices stand for persons, and paths are left out.
    public var json: JSONValue {
        .object([
            "subject": subject.json,
            "endpoints": .array(endpoints.map(\.json)),
            "stores": .array(stores.map(\.json)),
            "components": .array(components.map { ["id": .string($0.id), "format": .string($0.format.rawValue)] }),
            "attestations": .array(attestations.map(\.json)),
            "waivers": .array(waivers.map(\.json)),
        ])
    }

    /// Reads what `json` wrote; nil where it is something else.
    public init?(json: JSONValue) {
        guard let subject = json["subject"].flatMap({ SubjectDescription(json: $0) }),
            let endpoints = json["endpoints"]?.elements, let stores = json["stores"]?.elements,
            let components = json["components"]?.elements, let attestations = json["attestations"]?.elements,
            let waivers = json["waivers"]?.elements
        else { return nil }
        self.init(
            subject: subject, endpoints: endpoints.compactMap { Endpoint(json: $0) },
            stores: stores.compactMap { Store(json: $0) },
            components: components.compactMap { value in
                guard let id = value["id"]?.text, let format = value["format"]?.text.flatMap(ComponentFormat.init)
                else { return nil }
                return Components(id: id, path: "", format: format)
            },
            attestations: attestations.compactMap { Attestation(json: $0) },
            waivers: waivers.compactMap { Waiver(json: $0) })
        guard self.endpoints.count == endpoints.count, self.stores.count == stores.count,
            self.components.count == components.count, self.attestations.count == attestations.count,
            self.waivers.count == waivers.count
        else { return nil }
    }
}

extension SystemFile.Endpoint {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id), "kind": .string(kind.rawValue), "host": .string(host), "port": .integer(Int64(port)),
            "serverName": .string(serverName), "network": .string(network.rawValue), "ownRoots": .bool(trust != nil),
        ]
        members["plainHTTPPort"] = plainHTTPPort.map { .integer(Int64($0)) }
        members["claimedVersions"] = claimedVersions.map { .strings($0) }
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let id = json["id"]?.text, let kind = json["kind"]?.text.flatMap(Kind.init),
            let host = json["host"]?.text, let port = json["port"]?.integer.flatMap({ UInt16(exactly: $0) }),
            let serverName = json["serverName"]?.text, let network = json["network"]?.text.flatMap(Network.init)
        else { return nil }
        // Assessments of before do not say whose roots its clients trust.
        let trust = json["ownRoots"]?.bool == false ? nil : "named"
        self.init(
            id: id, kind: kind, host: host, port: port, serverName: serverName,
            plainHTTPPort: json["plainHTTPPort"]?.integer.flatMap { UInt16(exactly: $0) }, trust: trust,
            network: network, claimedVersions: json["claimedVersions"]?.elements?.compactMap(\.text))
    }
}

extension SystemFile.Store {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id), "kind": .string(kind.rawValue), "role": .string(role.rawValue),
        ]
        members["place"] = place.map { .string($0.rawValue) }
        members["region"] = region.map { .string($0) }
        members["grade"] = grade.map { .string($0.rawValue) }
        members["owned"] = .bool(owner != nil)
        members["claimedEncryption"] = claimedEncryption.map { .string($0) }
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let id = json["id"]?.text, let kind = json["kind"]?.text.flatMap(Kind.init),
            let role = json["role"]?.text.flatMap(Role.init)
        else { return nil }
        self.init(
            id: id, kind: kind, path: "", place: json["place"]?.text.flatMap(Place.init),
            region: json["region"]?.text, role: role, grade: json["grade"]?.text.flatMap(Grade.init),
            owner: json["owned"]?.bool == true ? "named" : nil, claimedEncryption: json["claimedEncryption"]?.text)
    }
}

extension SystemFile.Attestation {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id), "control": .string(control), "statement": .string(statement.rawValue),
            "office": .string(by.office), "on": .string(on.description),
        ]
        members["until"] = until.map { .string($0.description) }
        members["sha256"] = digest.map { .string($0) }
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let id = json["id"]?.text, let control = json["control"]?.text,
            let statement = json["statement"]?.text.flatMap(Statement.init), let office = json["office"]?.text,
            let on = json["on"]?.text.flatMap({ CalendarDate($0) })
        else { return nil }
        self.init(
            id: id, control: control, statement: statement, by: .init(name: nil, office: office), on: on,
            until: json["until"]?.text.flatMap { CalendarDate($0) }, evidence: nil, digest: json["sha256"]?.text)
    }
}
