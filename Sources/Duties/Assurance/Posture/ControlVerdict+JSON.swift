public import CanonicalJSON
import Model

extension ControlVerdict {
    /// The verdict as JSON, with what stands behind it.
    public var json: JSONValue {
        var members: [String: JSONValue] = [
            "control": .string(control.id), "force": .string(control.force.rawValue),
            "check": .string(control.check.rawValue), "title": control.title.json, "status": .string(status.rawValue),
            "sources": .array(
                control.sources.map { source in
                    [
                        "document": .string(source.document), "clause": .string(source.clause),
                        "standing": .string(source.standing.rawValue),
                    ]
                }),
            "breaches": .array(breaches.map(\.json)),
            "missing": .array(missing.map(\.json)),
            "observations": .strings(observations),
        ]
        members["overlay"] = control.overlay.map { .string($0.namespace) }
        if !control.tightenings.isEmpty { members["tightened"] = .array(control.tightenings.map(\.json)) }
        members["waiver"] = waiver.map(\.json)
        members["lapsedWaiver"] = lapsed.map(\.json)
        return .object(members)
    }
}

extension Breach {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "rule": .string(rule), "title": title.json, "level": .string(level), "object": object.json,
            "observation": .string(observation),
            "matches": .array(
                matches.map {
                    ["selection": .string($0.selection), "field": .string($0.field), "value": .string($0.value)]
                }),
        ]
        members["overlay"] = overlay.map { .string($0.namespace) }
        return .object(members)
    }
}

extension MissingObservation {
    var json: JSONValue {
        ["object": object.json, "kind": .string(kind), "reason": reason.json]
    }
}

extension Waiver {
    var json: JSONValue {
        [
            "control": .string(control), "objects": .strings(objects), "reason": .string(reason),
            "grantedBy": .string(grantedBy), "from": .string(from.description), "until": .string(until.description),
        ]
    }

    init?(json: JSONValue) {
        guard let control = json["control"]?.text, let objects = json["objects"]?.elements,
            let reason = json["reason"]?.text, let by = json["grantedBy"]?.text,
            let from = json["from"]?.text.flatMap({ CalendarDate($0) }),
            let until = json["until"]?.text.flatMap({ CalendarDate($0) })
        else { return nil }
        self.init(
            control: control, objects: objects.compactMap(\.text), reason: reason, grantedBy: by, from: from,
            until: until)
    }
}

extension ObjectReference {
    var json: JSONValue { ["kind": .string(kind.rawValue), "id": .string(id)] }
}
