public import Model
import YAMLTree

/// Reads a system file: YAML whose keys `Content/schema/system.schema.json` and `docs/system-file.md` describe.
public struct SystemFileReader {
    /// The file's name, for faults.
    private let file: String
    /// The folder that relative paths start at, empty for the working folder.
    private let folder: String

    /// A reader of one file.
    ///
    /// - Parameter file: its path; relative paths inside it start at its folder.
    public init(file: String) {
        self.file = file
        folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    }

    /// Reads the bytes of the file.
    ///
    /// - Throws: `Fault` (`assurance.…`, `yaml-tree.…`) with line and column.
    public func read(_ bytes: [UInt8]) throws(Fault) -> SystemFile {
        let root = try YAMLReader().document(bytes, file: file)
        let reader = try MappingReader(
            root, name: "system file",
            keys: ["seawall", "subject", "endpoints", "stores", "components", "attestations", "waivers"])
        _ = try reader.integer("seawall", in: 1...1)
        let subject = try self.subject(reader.required("subject"))
        let system = SystemFile(
            subject: subject,
            endpoints: try items(reader, "endpoints", endpoint),
            stores: try items(reader, "stores", store),
            components: try items(reader, "components", components),
            attestations: try items(reader, "attestations", attestation),
            waivers: try waivers(reader))
        guard !system.endpoints.isEmpty || !system.stores.isEmpty else {
            throw Fault("assurance.nothing-to-look-at", at: root.place)
        }
        return system
    }

    private func items<Item>(
        _ reader: MappingReader, _ key: String, _ read: (YAMLNode) throws(Fault) -> Item
    ) throws(Fault) -> [Item] {
        var items: [Item] = []
        var places: [String: SourcePlace] = [:]
        for node in try reader.list(key) {
            items.append(try read(node))
            if let id = node["id"], let text = id.text {
                if let first = places.updateValue(id.place, forKey: text) {
                    throw Fault(
                        "assurance.duplicate-id", ["id": text, "name": key, "line": String(first.line ?? 0)],
                        at: id.place)
                }
            }
        }
        return items
    }

    private func subject(_ node: YAMLNode) throws(Fault) -> SubjectDescription {
        let reader = try MappingReader(
            node, name: "subject",
            keys: [
                "id", "name", "department", "tier", "tier-endorsed", "grade", "exposure", "personal-data", "owner",
                "project",
            ])
        var endorsement: SubjectDescription.Endorsement?
        if let node = reader.value("tier-endorsed") {
            let reader = try MappingReader(node, name: "tier-endorsed", keys: ["by", "on"])
            endorsement = .init(by: try reader.text("by"), on: try reader.date("on"))
        }
        return SubjectDescription(
            id: try reader.identifier("id"), name: try reader.localized("name"),
            department: try reader.text("department"), tier: try reader.integer("tier", in: 1...3),
            tierEndorsed: endorsement, grade: try reader.choice("grade"), exposure: try reader.choice("exposure"),
            personalData: try reader.bool("personal-data"), owner: try reader.value("owner").map(person),
            project: try reader.textIfAny("project"))
    }

    private func person(_ node: YAMLNode) throws(Fault) -> SubjectDescription.Person {
        let reader = try MappingReader(node, name: "owner", keys: ["name", "office"])
        return SubjectDescription.Person(name: try reader.textIfAny("name"), office: try reader.text("office"))
    }

    private func endpoint(_ node: YAMLNode) throws(Fault) -> SystemFile.Endpoint {
        let reader = try MappingReader(
            node, name: "endpoints",
            keys: ["id", "kind", "address", "server-name", "plain-http", "trust", "network", "claims"])
        let address = try reader.required("address")
        let text = try reader.text(address, "address")
        guard let (host, port) = HostAndPort.split(text) else {
            throw Fault("assurance.not-address", ["value": text], at: address.place)
        }
        var versions: [String]?
        if let claims = reader.value("claims") {
            let reader = try MappingReader(claims, name: "claims", keys: ["versions"])
            versions = []
            for node in try reader.list("versions") {
                versions?.append(try reader.choice(node, "versions", TLSVersionName.self).rawValue)
            }
        }
        return SystemFile.Endpoint(
            id: try reader.identifier("id"), kind: try reader.choice("kind"), host: host, port: port,
            serverName: try reader.textIfAny("server-name") ?? host,
            plainHTTPPort: reader.value("plain-http") == nil
                ? nil : UInt16(try reader.integer("plain-http", in: 1...65_535)),
            trust: try reader.textIfAny("trust").map(resolve),
            network: reader.value("network") == nil ? .untrusted : try reader.choice("network"),
            claimedVersions: versions)
    }

    private func store(_ node: YAMLNode) throws(Fault) -> SystemFile.Store {
        let reader = try MappingReader(
            node, name: "stores", keys: ["id", "kind", "path", "place", "role", "grade", "owner", "claims"])
        var place: Place?
        var region: String?
        if let node = reader.value("place") {
            let reader = try MappingReader(node, name: "place", keys: ["kind", "region"])
            place = try reader.choice("kind")
            region = try reader.textIfAny("region")
        }
        var encryption: String?
        if let node = reader.value("claims") {
            encryption = try MappingReader(node, name: "claims", keys: ["encryption"]).text("encryption")
        }
        return SystemFile.Store(
            id: try reader.identifier("id"), kind: try reader.choice("kind"), path: resolve(try reader.text("path")),
            place: place, region: region, role: reader.value("role") == nil ? .production : try reader.choice("role"),
            grade: try reader.value("grade").map { node throws(Fault) in try reader.choice(node, "grade") },
            owner: try reader.textIfAny("owner"), claimedEncryption: encryption)
    }

    private func components(_ node: YAMLNode) throws(Fault) -> SystemFile.Components {
        let reader = try MappingReader(node, name: "components", keys: ["id", "path", "format"])
        return SystemFile.Components(
            id: try reader.identifier("id"), path: resolve(try reader.text("path")),
            format: try reader.choice("format"))
    }

    private func attestation(_ node: YAMLNode) throws(Fault) -> SystemFile.Attestation {
        let reader = try MappingReader(
            node, name: "attestations",
            keys: ["id", "control", "statement", "by", "on", "until", "evidence", "sha256"])
        return SystemFile.Attestation(
            id: try reader.identifier("id"), control: try reader.text("control"),
            statement: try reader.choice("statement"), by: try person(reader.required("by")),
            on: try reader.date("on"), until: reader.value("until") == nil ? nil : try reader.date("until"),
            evidence: try reader.textIfAny("evidence").map(resolve),
            digest: try reader.textIfAny("sha256")?.lowercased())
    }

    private func waivers(_ reader: MappingReader) throws(Fault) -> [Waiver] {
        var waivers: [Waiver] = []
        for node in try reader.list("waivers") {
            let reader = try MappingReader(
                node, name: "waivers", keys: ["control", "objects", "reason", "by", "from", "until"])
            let waiver = Waiver(
                control: try reader.text("control"), objects: try reader.texts("objects"),
                reason: try reader.text("reason"), grantedBy: try reader.text("by"), from: try reader.date("from"),
                until: try reader.date("until"))
            guard waiver.from <= waiver.until else {
                throw Fault("assurance.waiver-ends-first", at: try reader.required("until").place)
            }
            waivers.append(waiver)
        }
        return waivers
    }

    private func resolve(_ path: String) -> String { path.hasPrefix("/") ? path : folder + path }
}

/// The names that `claims.versions` may give.
private enum TLSVersionName: String, CaseIterable {
    case ssl2 = "SSLv2"
    case ssl3 = "SSLv3"
    case tls10 = "TLSv1.0"
    case tls11 = "TLSv1.1"
    case tls12 = "TLSv1.2"
    case tls13 = "TLSv1.3"
}
