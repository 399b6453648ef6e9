public import CanonicalJSON
import Model

extension SubjectDescription {
    /// The subject as JSON, without persons' names.
    public var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id), "name": name.json, "department": .string(department), "tier": .integer(Int64(tier)),
            "grade": .string(grade.rawValue), "exposure": .string(exposure.rawValue),
            "personalData": .bool(personalData),
        ]
        members["tierEndorsedOn"] = tierEndorsed.map { .string($0.on.description) }
        members["ownerOffice"] = owner.map { .string($0.office) }
        members["project"] = project.map { .string($0) }
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let id = json["id"]?.text, let name = json["name"].flatMap({ LocalizedText(json: $0) }),
            let department = json["department"]?.text,
            let tier = json["tier"]?.integer, let grade = json["grade"]?.text.flatMap(Grade.init),
            let exposure = json["exposure"]?.text.flatMap(Exposure.init), let personal = json["personalData"]?.bool
        else { return nil }
        let endorsed = json["tierEndorsedOn"]?.text.flatMap { CalendarDate($0) }
        self.init(
            id: id, name: name, department: department, tier: Int(tier),
            tierEndorsed: endorsed.map { Endorsement(by: "", on: $0) }, grade: grade, exposure: exposure,
            personalData: personal, owner: json["ownerOffice"]?.text.map { Person(name: nil, office: $0) },
            project: json["project"]?.text)
    }
}
