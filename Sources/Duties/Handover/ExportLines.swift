import BaseEncoding
import CanonicalJSON
import Identity
import Journal
import Model
import Programme
import TransparencyLog

// A record of each kind as a line of its file; docs/bodies.md describes them. Times are RFC 3339 in UTC.

extension BodyRecord.Unit {
    var line: JSONValue {
        [
            "id": .string(unit.id), "path": .string(unit.path.text), "name": unit.name.json,
            "relation": .string(unit.relation.rawValue), "joined": .moment(joined), "left": .moment(left),
        ]
    }
}

extension BodyRecord.Member {
    var line: JSONValue {
        [
            "id": .string(id), "unit": .string(unit), "added": .moment(added), "disabled": .moment(disabled),
            "erased": .moment(erased), "signIn": .text(person?.signIn), "display": .text(person?.display),
            "email": .text(person?.email), "language": .text(person?.language.rawValue),
        ]
    }
}

extension Assignment {
    var line: JSONValue {
        [
            "id": .string(id), "person": .string(person), "office": .string(office.rawValue),
            "unit": .string(unit.id), "subject": .text(subject), "from": .moment(from), "until": .moment(until),
        ]
    }
}

extension Agreement {
    var line: JSONValue {
        let shown = Field.allCases.map { ($0.rawValue, JSONValue.string(extent(of: $0).rawValue)) }
        return [
            "id": .string(id), "body": .string(body), "from": .moment(from), "until": .moment(until),
            "shows": .object(Dictionary(uniqueKeysWithValues: shown)), "withheld": .strings(withheld.sorted()),
        ]
    }
}

extension SystemStanding {
    var line: JSONValue {
        system.json.adding([
            "id": .string(system.id), "posture": .text(posture), "assessed": .moment(assessed),
            "assessment": .text(assessment),
        ])
    }
}

extension Observation {
    var line: JSONValue { json.adding(["collected": .moment(collected)]) }
}

extension Finding {
    var line: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id), "system": .string(subject), "control": .string(sighting.control),
            "rule": .string(sighting.rule), "title": sighting.title.json,
            "severity": .string(sighting.severity.rawValue),
            "object": ["kind": .string(sighting.object.kind.rawValue), "id": .string(sighting.object.id)],
            "observation": .string(sighting.observation),
            "matches": .array(
                sighting.matches.map { ["field": .string($0.field), "value": .string($0.value)] }),
            "state": .string(state.rawValue), "step": .string(step.rawValue), "opened": .moment(opened),
            "seen": .moment(seen), "closed": .moment(closed), "due": .moment(due), "plan": .null,
            "acceptance": .null,
        ]
        if let plan {
            members["plan"] = ["office": .string(plan.office), "due": .moment(plan.due), "note": .string(plan.note)]
        }
        if let acceptance {
            members["acceptance"] = [
                "reason": .string(acceptance.reason), "until": .moment(acceptance.until),
                "askedBy": .string(acceptance.askedBy),
            ]
        }
        return .object(members)
    }
}

extension PrivateValue {
    /// The value as text where it is that, or else in Base64.
    var line: JSONValue {
        let text = String(validating: value, as: UTF8.self)
        return [
            "id": .string(id), "unit": .string(unit), "text": .text(text),
            "base64": text == nil ? .string(Base64.standard.encode(value)) : .null,
        ]
    }
}

extension ProvenEvent {
    /// The receipt as the text of a C2SP tlog-proof, under the id of its event.
    var line: JSONValue { ["id": .string(event.id), "receipt": .string(receipt.text)] }
}

extension Event {
    /// What was planned, asked or decided about a finding; nil for other events.
    var decisionLine: JSONValue? {
        let kinds: [EventKind] = [.actionPlanned, .acceptanceAsked, .decisionMade]
        guard kinds.contains(where: { $0.rawValue == kind }) else { return nil }
        var members = body.members ?? [:]
        for name in ["due", "until"] {
            if let instant = members[name]?.integer { members[name] = .moment(Instant(microseconds: instant)) }
        }
        return JSONValue.object(members).adding([
            "id": .string(id), "kind": .string(kind), "system": .string(subject), "at": .moment(at),
            "actor": .string(actor),
        ])
    }
}

extension JSONValue {
    static func moment(_ instant: Instant?) -> JSONValue { instant.map { .string($0.description) } ?? .null }
    static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// An object with other members in the place of its own, or beside them.
    func adding(_ others: [String: JSONValue]) -> JSONValue { .object((members ?? [:]).merging(others) { $1 }) }
}
