import CanonicalJSON
import Journal
import Model

extension IdentityChange {
    /// What the event holds beside its subject.
    var body: JSONValue {
        switch self {
        case .unitAdded(let unit), .unitChanged(let unit):
            [
                "parent": Self.json(unit.parent), "relation": .string(unit.relation.rawValue),
                "name": .object(
                    Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0.rawValue, .string(unit.name[$0])) })),
            ]
        case .unitLeft, .personDisabled, .personEnabled, .personErased: [:]
        case .personAdded(_, let unit), .personMoved(_, let unit): ["unit": .string(unit)]
        case .officeAssigned(let office):
            [
                "office": .string(office.office.rawValue), "unit": .string(office.unit),
                "subject": Self.json(office.subject), "from": .integer(office.from.microseconds),
                "until": Self.json(office.until),
            ]
        case .officeEnded(let id, _, let instant):
            ["assignment": .string(id), "until": .integer(instant.microseconds)]
        case .agreementMade(let agreement):
            [
                "from": .integer(agreement.from.microseconds), "until": Self.json(agreement.until),
                "extents": agreement.extentsJSON, "withheld": .strings(agreement.withheld.sorted()),
            ]
        case .agreementEnded(let id, _, let instant):
            ["agreement": .string(id), "until": .integer(instant.microseconds)]
        }
    }

    /// Reads what `body` wrote; nil for events of others.
    ///
    /// - Throws: `Fault` (`identity.unreadable-event`).
    init?(_ event: Event) throws {
        guard let kind = IdentityEventKind(rawValue: event.kind) else { return nil }
        guard let change = Self.read(kind, event) else { throw Fault("identity.unreadable-event", ["id": event.id]) }
        self = change
    }

    private static func read(_ kind: IdentityEventKind, _ event: Event) -> IdentityChange? {
        let body = event.body
        switch kind {
        case .unitAdded: return unit(event).map { .unitAdded($0) }
        case .unitChanged: return unit(event).map { .unitChanged($0) }
        case .unitLeft: return .unitLeft(event.subject)
        case .personAdded: return body["unit"]?.text.map { .personAdded(event.subject, unit: $0) }
        case .personMoved: return body["unit"]?.text.map { .personMoved(event.subject, unit: $0) }
        case .personDisabled: return .personDisabled(event.subject)
        case .personEnabled: return .personEnabled(event.subject)
        case .personErased: return .personErased(event.subject)
        case .officeAssigned:
            guard let office = body["office"]?.text.flatMap(Model.Office.init), let unit = body["unit"]?.text,
                let from = body["from"]?.integer
            else { return nil }
            return .officeAssigned(
                Office(
                    person: event.subject, office: office, unit: unit, subject: body["subject"]?.text,
                    from: Instant(microseconds: from), until: instant(body["until"])))
        case .officeEnded:
            guard let id = body["assignment"]?.text, let until = instant(body["until"]) else { return nil }
            return .officeEnded(id, person: event.subject, at: until)
        case .agreementMade:
            guard let from = body["from"]?.integer, let extents = body["extents"].flatMap(Agreement.extents),
                let withheld = body["withheld"]?.elements
            else { return nil }
            return .agreementMade(
                Agreement(
                    id: event.id, body: event.subject, from: Instant(microseconds: from), until: instant(body["until"]),
                    extents: extents, withheld: Set(withheld.compactMap(\.text))))
        case .agreementEnded:
            guard let id = body["agreement"]?.text, let until = instant(body["until"]) else { return nil }
            return .agreementEnded(id, body: event.subject, at: until)
        }
    }

    private static func unit(_ event: Event) -> Unit? {
        let name = event.body["name"]
        guard let relation = event.body["relation"]?.text.flatMap(OrgUnit.Relation.init),
            let en = name?[Language.english.rawValue]?.text,
            let zhHant = name?[Language.traditionalChinese.rawValue]?.text,
            let zhHans = name?[Language.simplifiedChinese.rawValue]?.text
        else { return nil }
        return Unit(
            id: event.subject, parent: event.body["parent"]?.text,
            name: LocalizedText(en: en, zhHant: zhHant, zhHans: zhHans), relation: relation)
    }

    private static func json(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    private static func json(_ instant: Instant?) -> JSONValue { instant.map { .integer($0.microseconds) } ?? .null }
    private static func instant(_ value: JSONValue?) -> Instant? { value?.integer.map { Instant(microseconds: $0) } }
}

extension Agreement {
    /// The extents by field.
    var extentsJSON: JSONValue {
        .object(Dictionary(uniqueKeysWithValues: extents.map { ($0.key.rawValue, .string($0.value.rawValue)) }))
    }

    /// Reads what `extentsJSON` wrote; nil where a field or an extent is unknown, which must not be read as nothing.
    static func extents(_ json: JSONValue) -> [Field: Extent]? {
        guard let members = json.members else { return nil }
        var extents: [Field: Extent] = [:]
        for (name, value) in members {
            guard let field = Field(rawValue: name), let extent = value.text.flatMap(Extent.init) else { return nil }
            extents[field] = extent
        }
        return extents
    }
}
