import Model
import YAMLTree

/// Reads one file of an overlay's folder `controls`: controls of its own, and the centre's that it tightens.
struct OverlayControlReader {
    /// The file's name, for faults.
    let file: String
    let namespace: OverlayNamespace

    func read(_ bytes: [UInt8]) throws(Fault) -> (controls: [Written<Control>], tightenings: [TighteningRequest]) {
        let root = try YAMLReader().document(bytes, file: file)
        let reader = try MappingReader(root, name: "control file", keys: ["controls", "tighten"])
        var controls: [Written<Control>] = []
        let own = ControlReader(file: file, isComplete: false)
        for node in try reader.list("controls") {
            let control = try own.control(node)
            let place = node["id"]?.place ?? node.place
            guard OverlayNamespace.permits(control.id, prefix: namespace.controlPrefix) else {
                throw Fault(
                    "assurance.overlay-control-id", ["id": control.id, "prefix": namespace.controlPrefix], at: place)
            }
            try OverlayWords.check(control, at: place)
            controls.append(Written(value: control, place: place))
        }
        var tightenings: [TighteningRequest] = []
        for node in try reader.list("tighten") { tightenings.append(try tightening(node)) }
        return (controls, tightenings)
    }

    private func tightening(_ node: YAMLNode) throws(Fault) -> TighteningRequest {
        let replaced = Control.Field.replacing(node)
        let reader = try MappingReader(
            node, name: "tighten", keys: ["control", "force", "applies", "needs"] + replaced.map(\.value.rawValue))
        let control = try reader.required("control")
        var request = TighteningRequest(
            control: Written(value: try reader.text(control, "control"), place: control.place), replaced: replaced)
        if let force = reader.value("force") {
            request.force = Written(value: try reader.choice(force, "force"), place: force.place)
        }
        if let node = reader.value("applies") { try applicability(node, &request) }
        for node in try reader.list("needs") { request.needs.append(try need(node)) }
        return request
    }

    private func applicability(_ node: YAMLNode, _ request: inout TighteningRequest) throws(Fault) {
        let replaced = Control.Field.replacing(node)
        let reader = try MappingReader(
            node, name: "applies",
            keys: ["tiers", "grades", "exposure", "personal-data"] + replaced.map(\.value.rawValue))
        request.replaced += replaced
        for (key, scope) in [("tiers", ControlScopeField.tiers), ("grades", .grades), ("exposure", .exposure)] {
            guard let value = reader.value(key) else { continue }
            var names: Set<String> = []
            for element in try reader.list(key) {
                let name = try reader.text(element, key)
                guard scope.all.contains(name) else {
                    throw Fault(
                        "assurance.not-choice", ["key": key, "choices": scope.all.joined(separator: ", ")],
                        at: element.place)
                }
                names.insert(name)
            }
            request.scopes[scope] = Written(value: names, place: value.place)
        }
        if let value = reader.value("personal-data") {
            let name = try reader.text(value, "personal-data")
            let names: Set<String> = name == "any" ? Set(ControlScopeField.personalData.all) : [name]
            guard names.isSubset(of: ControlScopeField.personalData.all) else {
                throw Fault(
                    "assurance.not-choice", ["key": "personal-data", "choices": "any, true, false"], at: value.place)
            }
            request.scopes[.personalData] = Written(value: names, place: value.place)
        }
    }

    private func need(_ node: YAMLNode) throws(Fault) -> TighteningRequest.Need {
        let reader = try MappingReader(
            node, name: "needs", keys: ["kind", "endpoints", "fresh-days", "unless-encrypted"])
        let kind = try reader.required("kind")
        var need = TighteningRequest.Need(kind: Written(value: try reader.text(kind, "kind"), place: kind.place))
        if let value = reader.value("fresh-days") {
            need.freshDays = Written(value: try reader.integer("fresh-days", in: 1...3_660), place: value.place)
        }
        if let value = reader.value("endpoints") {
            var kinds: Set<String> = []
            for element in try reader.list("endpoints") {
                kinds.insert(try reader.choice(element, "endpoints", SystemFile.Endpoint.Kind.self).rawValue)
            }
            need.endpoints = Written(value: kinds, place: value.place)
        }
        if let value = reader.value("unless-encrypted") {
            need.unlessEncrypted = Written(value: try reader.bool("unless-encrypted"), place: value.place)
        }
        return need
    }
}
