import CanonicalJSON
import Identity
import Model
import OSCAL

/// What a file says of one system: texts by the names of fields.
struct SystemFields: Sendable {
    /// The names that fields may have; a system has the same in the API.
    static let names = [
        "id", "unit", "name.en", "name.zh-Hant", "name.zh-Hans", "tier", "grade", "exposure", "personalData",
    ]
    /// Those that JSON may write as a number or a truth value.
    static let plain: Set = ["tier", "personalData"]

    private let texts: [String: String]
    /// A fault that names the place of a field.
    let fault: @Sendable (_ message: Message, _ field: String) -> Fault

    /// A row of a CSV or JSON file.
    init(_ row: DirectoryFile.Row) {
        texts = row.fields
        fault = { row.fault($0, field: $1) }
    }

    /// A system security plan.
    ///
    /// - Throws: `Fault` (`programme.plan-…`) placed at the member.
    init(_ plan: JSONValue, file: String) throws(Fault) {
        let read: SystemSecurityPlan
        do throws(SystemSecurityPlan.Failure) {
            read = try SystemSecurityPlan(json: plan)
        } catch {
            throw Self.fault(of: error, file)
        }
        let own = read.identifiers.first { $0.scheme == SystemSecurityPlan.scheme }
        var texts = ["name.en": read.name]
        texts["id"] = own?.id ?? (read.identifiers.count == 1 ? read.identifiers.first?.id : nil)
        texts["grade"] = read.property("grade") ?? read.sensitivity?.lowercased()
        for (field, name) in Self.properties where field != "grade" { texts[field] = read.property(name) }
        self.texts = texts
        var members = Self.members
        if read.property("grade") == nil { members["grade"] = "system-characteristics.security-sensitivity-level" }
        fault = { [members] message, field in
            let member = members[field] ?? "system-characteristics.props \(Self.properties[field] ?? field)"
            return Fault(message, at: SourcePlace(file: "\(file) (\(member))"))
        }
    }

    private static let properties = [
        "unit": "unit", "name.zh-Hant": "name-zh-Hant", "name.zh-Hans": "name-zh-Hans", "tier": "tier",
        "grade": "grade", "exposure": "exposure", "personalData": "personal-data",
    ]
    private static let members = [
        "id": "system-characteristics.system-ids", "name.en": "system-characteristics.system-name",
    ]

    private static func fault(of failure: SystemSecurityPlan.Failure, _ file: String) -> Fault {
        switch failure {
        case .notPlan: Fault("programme.plan-missing", at: SourcePlace(file: file))
        case .version(let version): Fault("programme.plan-version", ["version": version], at: SourcePlace(file: file))
        case .member(let path): Fault("programme.plan-member", at: SourcePlace(file: "\(file) (\(path))"))
        case .twice(let name):
            Fault(
                "identity.import-column-twice", ["field": name],
                at: SourcePlace(file: "\(file) (system-characteristics.props)"))
        }
    }
}

extension SystemFields {
    /// The system.
    ///
    /// - Parameters:
    ///   - units: the paths of units, by their ids.
    ///   - unit: the unit where none is named.
    /// - Throws: `Fault` (`identity.import-…`, `identity.no-unit`, `programme.bad-system-id`) placed at the field.
    func system(in units: [String: String], unit named: String?) throws(Fault) -> RegisteredSystem {
        let id = try text("id")
        guard RegisteredSystem.isID(id) else { throw fault(Message("programme.bad-system-id", ["id": id]), "id") }
        guard let unit = texts["unit"] ?? named else { throw fault(Message("identity.import-missing"), "unit") }
        guard let path = units[unit] else { throw fault(Message("identity.no-unit", ["unit": unit]), "unit") }
        let english = try line("name.en")
        let name = LocalizedText(
            en: english, zhHant: texts["name.zh-Hant"] == nil ? english : try line("name.zh-Hant"),
            zhHans: texts["name.zh-Hans"] == nil ? english : try line("name.zh-Hans"))
        return RegisteredSystem(
            id: id, unit: unit, path: path, name: name,
            tier: try choice("tier", ["1": 1, "2": 2, "3": 3]),
            grade: try choice("grade", Dictionary(uniqueKeysWithValues: Grade.allCases.map { ($0.rawValue, $0) })),
            exposure: try choice(
                "exposure", Dictionary(uniqueKeysWithValues: Exposure.allCases.map { ($0.rawValue, $0) })),
            personalData: try choice("personalData", ["yes": true, "no": false, "true": true, "false": false]))
    }

    private func text(_ field: String) throws(Fault) -> String {
        guard let text = texts[field] else { throw fault(Message("identity.import-missing"), field) }
        return text
    }

    /// A name as pages show it.
    private func line(_ field: String) throws(Fault) -> String {
        let text = try text(field)
        guard (1...RegisteredSystem.nameLimit).contains(text.count),
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw fault(
                Message("programme.bad-system-name", ["limit": String(RegisteredSystem.nameLimit)]), field)
        }
        return text
    }

    private func choice<Value>(_ field: String, _ values: [String: Value]) throws(Fault) -> Value {
        // Spreadsheets write TRUE.
        guard let value = values[try text(field).lowercased()] else {
            let choices = values.keys.sorted().joined(separator: ", ")
            throw fault(Message("identity.import-not-choice", ["choices": choices]), field)
        }
        return value
    }
}
