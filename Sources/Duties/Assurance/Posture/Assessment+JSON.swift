public import CanonicalJSON
import Model
import Programme

extension Assessment {
    /// The assessment without its verdicts and observations.
    public var summary: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id), "system": system.json, "asOf": .string(asOf.description),
            "assessed": .string(assessed.description), "posture": .string(posture.rawValue),
            "contentDigest": .string(contentDigest), "tool": .string(tool),
            "nextSteps": .array(
                nextSteps.map { step in
                    [
                        "kind": .string(step.kind.rawValue), "control": .string(step.control.id),
                        "objects": .array(step.objects.map(\.json)), "remedy": step.control.remedy.json,
                    ]
                }),
        ]
        if !overlays.isEmpty { members["overlays"] = .array(overlays.map(\.json)) }
        members["checkpoint"] = checkpoint.map { .string($0) }
        return .object(members)
    }

    /// The whole assessment.
    public var json: JSONValue {
        var members = summary.members ?? [:]
        members["verdicts"] = .array(verdicts.map(\.json))
        members["observations"] = .array(observations.map(\.json))
        return .object(members)
    }
}
