import Model
import YAMLTree

/// Reads the controls of one file of `Content/controls`.
struct ControlReader {
    /// The file's name, for faults.
    let file: String
    /// Whether texts must be there in every language: those of a department need not.
    var isComplete = true

    /// The controls, in the file's order.
    func read(_ bytes: [UInt8]) throws(Fault) -> [Written<Control>] {
        let root = try YAMLReader().document(bytes, file: file)
        let reader = try MappingReader(root, name: "control file", keys: ["family", "controls"])
        var controls: [Written<Control>] = []
        for node in try reader.list("controls") {
            controls.append(Written(value: try control(node), place: node["id"]?.place ?? node.place))
        }
        return controls
    }

    /// One control.
    func control(_ node: YAMLNode) throws(Fault) -> Control {
        let reader = try MappingReader(
            node, name: "controls",
            keys: ["id", "force", "title", "statement", "remedy", "sources", "applies", "check", "weight"])
        var sources: [Control.Source] = []
        for node in try reader.list("sources") {
            let reader = try MappingReader(node, name: "sources", keys: ["document", "clause", "standing"])
            sources.append(
                Control.Source(
                    document: try reader.text("document"), clause: try reader.text("clause"),
                    standing: try reader.choice("standing")))
        }
        guard !sources.isEmpty else {
            throw Fault("assurance.missing-key", ["key": "sources", "name": "controls"], at: node.place)
        }
        let check = try MappingReader(reader.required("check"), name: "check", keys: ["by", "needs"])
        var needs: [Control.Need] = []
        for node in try check.list("needs") { needs.append(try need(node)) }
        return Control(
            id: try reader.text("id"), title: try reader.localized("title", isComplete: isComplete),
            statement: try reader.localized("statement", isComplete: isComplete),
            remedy: try reader.localized("remedy", isComplete: isComplete),
            force: try reader.choice("force"), sources: sources, check: try check.choice("by"),
            applicability: try applicability(reader.required("applies")), needs: needs,
            weight: try reader.integer("weight", in: 1...10))
    }

    private func need(_ node: YAMLNode) throws(Fault) -> Control.Need {
        let reader = try MappingReader(
            node, name: "needs", keys: ["kind", "endpoints", "fresh-days", "unless-encrypted"])
        // A kind that no endpoint has would ask for nothing, and the control would apply nowhere.
        var endpoints: Set<String> = []
        for element in try reader.list("endpoints") {
            endpoints.insert(try reader.choice(element, "endpoints", SystemFile.Endpoint.Kind.self).rawValue)
        }
        return Control.Need(
            kind: try reader.text("kind"), endpoints: endpoints,
            freshDays: try reader.integer("fresh-days", in: 1...3_660),
            unlessEncrypted: reader.value("unless-encrypted") == nil ? false : try reader.bool("unless-encrypted"))
    }

    private func applicability(_ node: YAMLNode) throws(Fault) -> Control.Applicability {
        let reader = try MappingReader(
            node, name: "applies", keys: ["tiers", "grades", "exposure", "personal-data", "objects"])
        var applicability = Control.Applicability(objects: try reader.choice("objects"))
        for node in try reader.list("tiers") {
            guard let tier = node.integer, (1...3).contains(tier) else {
                throw Fault("assurance.not-number", ["key": "tiers", "least": "1", "most": "3"], at: node.place)
            }
            applicability.tiers.insert(tier)
        }
        for node in try reader.list("grades") { applicability.grades.insert(try reader.choice(node, "grades")) }
        for node in try reader.list("exposure") { applicability.exposures.insert(try reader.choice(node, "exposure")) }
        if reader.value("personal-data") != nil { applicability.personalData = try reader.bool("personal-data") }
        return applicability
    }
}
