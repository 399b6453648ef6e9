public import CanonicalJSON
public import Model

/// A system as the register holds it: whose it is, and what is stated of it.
public struct RegisteredSystem: Sendable, Hashable {
    /// Its id, unique in the register.
    public var id: String
    /// The unit it belongs to.
    public var unit: String
    /// That unit's path, such as `gov/marine/`.
    public var path: String
    /// Its name.
    public var name: LocalizedText
    /// 1 to 3 (G3 App. B).
    public var tier: Int
    /// The grade of what it holds.
    public var grade: Grade
    /// Who can reach it.
    public var exposure: Exposure
    /// Whether it holds personal data.
    public var personalData: Bool

    /// An entry.
    public init(
        id: String, unit: String, path: String, name: LocalizedText, tier: Int, grade: Grade, exposure: Exposure,
        personalData: Bool
    ) {
        self.id = id
        self.unit = unit
        self.path = path
        self.name = name
        self.tier = tier
        self.grade = grade
        self.exposure = exposure
        self.personalData = personalData
    }

    /// The most letters of a name.
    static let nameLimit = 200

    /// Whether a text may be a system's id: 1 to 64 lower-case letters, digits, hyphens and dots, no hyphen first.
    public static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: "-")
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-.".utf8.contains(byte)
            }
    }

    /// The department that a path lies in: the second unit from the root, or the root itself.
    public static func department(of path: String) -> String {
        let parts = path.split(separator: "/").prefix(2)
        return parts.map { $0 + "/" }.joined()
    }
}

extension RegisteredSystem {
    /// The entry as JSON: the body of its event.
    public var json: JSONValue {
        [
            "unit": .string(unit), "path": .string(path), "name": name.json, "tier": .integer(Int64(tier)),
            "grade": .string(grade.rawValue), "exposure": .string(exposure.rawValue),
            "personalData": .bool(personalData),
        ]
    }

    /// Reads what `json` wrote; nil where it is something else.
    public init?(id: String, json: JSONValue) {
        guard let unit = json["unit"]?.text, let path = json["path"]?.text,
            let name = json["name"].flatMap({ LocalizedText(json: $0) }), let tier = json["tier"]?.integer,
            let grade = json["grade"]?.text.flatMap(Grade.init),
            let exposure = json["exposure"]?.text.flatMap(Exposure.init), let personal = json["personalData"]?.bool
        else { return nil }
        self.init(
            id: id, unit: unit, path: path, name: name, tier: Int(clamping: tier), grade: grade, exposure: exposure,
            personalData: personal)
    }
}
