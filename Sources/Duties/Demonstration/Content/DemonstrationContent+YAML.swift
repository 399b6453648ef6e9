public import Model
import YAMLTree

extension DemonstrationContent {
    /// Reads `units.yaml`, `systems.yaml`, `names.yaml` and `notes.yaml` of the folder `demo`.
    ///
    /// - Parameter files: the files, by path.
    /// - Throws: `Fault` with file, line and column; `demonstration.no-file`.
    public init(files: [(name: String, bytes: [UInt8])]) throws(Fault) {
        func root(_ name: String) throws(Fault) -> YAMLNode {
            guard let file = files.first(where: { $0.name == name || $0.name.hasSuffix("/" + name) }) else {
                throw Fault("demonstration.no-file", ["file": name])
            }
            return try YAMLReader().document(file.bytes, file: file.name)
        }
        let (units, systems, names) = (try root("units.yaml"), try root("systems.yaml"), try root("names.yaml"))
        government = try units.child("government").named()
        departments = try units.list("departments") { (node) throws(Fault) in
            Department(id: try node.id(), field: try node.string("field"), name: try node.name())
        }
        divisions = try units.list("divisions") { (node) throws(Fault) in try node.named() }
        kinds = try systems.list("systems") { (node) throws(Fault) in try node.kind() }
        qualifiers = try systems.list("qualifiers") { (node) throws(Fault) in try node.named() }
        surnames = try names.list("surnames") { (node) throws(Fault) in try node.namePart() }
        givenNames = try names.list("given") { (node) throws(Fault) in try node.namePart() }
        notes = try Notes(root("notes.yaml"))
        try Self.refuseTwice(departments.map(\.id), in: units)
        try Self.refuseTwice(kinds.map(\.id), in: systems)
    }

    private static func refuseTwice(_ ids: [String], in file: YAMLNode) throws(Fault) {
        var seen: Set<String> = []
        for id in ids where !seen.insert(id).inserted {
            throw Fault("demonstration.id-twice", ["id": id], at: file.place)
        }
    }
}

extension DemonstrationContent.Notes {
    fileprivate init(_ root: YAMLNode) throws(Fault) {
        let text = { (node: YAMLNode) throws(Fault) in try node.localized() }
        plans = [:]
        let kinds = try root.child("plans")
        for entry in kinds.entries ?? [] { plans[entry.key] = try kinds.list(entry.key, text) }
        guard plans["other"] != nil else { throw kinds.wrong("other") }
        requests = try root.list("requests", text)
        accepted = try root.list("accepted", text)
        rejected = try root.list("rejected", text)
    }
}

extension YAMLNode {
    fileprivate func wrong(_ key: String) -> Fault { Fault("demonstration.bad-content", ["key": key], at: place) }

    fileprivate func child(_ key: String) throws(Fault) -> YAMLNode {
        guard let node = self[key] else { throw wrong(key) }
        return node
    }

    fileprivate func string(_ key: String) throws(Fault) -> String {
        guard let text = try child(key).text, !text.isEmpty else { throw wrong(key) }
        return text
    }

    /// A list that is not empty.
    fileprivate func list<Value>(
        _ key: String, _ read: (YAMLNode) throws(Fault) -> Value
    ) throws(Fault) -> [Value] {
        guard let nodes = try child(key).elements, !nodes.isEmpty else { throw wrong(key) }
        var values: [Value] = []
        for node in nodes { values.append(try read(node)) }
        return values
    }

    fileprivate func id() throws(Fault) -> String {
        let id = try string("id")
        guard UnitPath.isID(id) else { throw wrong("id") }
        return id
    }

    /// English, 繁體 and 简体, in brackets.
    fileprivate func name() throws(Fault) -> LocalizedText {
        let texts = try child("name").elements?.compactMap(\.text) ?? []
        guard texts.count == 3, texts.allSatisfy({ !$0.isEmpty }) else { throw wrong("name") }
        return LocalizedText(en: texts[0], zhHant: texts[1], zhHans: texts[2])
    }

    fileprivate func localized() throws(Fault) -> LocalizedText {
        LocalizedText(en: try string("en"), zhHant: try string("zh-Hant"), zhHans: try string("zh-Hans"))
    }

    fileprivate func named() throws(Fault) -> DemonstrationContent.Named {
        DemonstrationContent.Named(id: try id(), name: try name())
    }

    fileprivate func kind() throws(Fault) -> DemonstrationContent.SystemKind {
        guard let exposure = Exposure(rawValue: try string("exposure")) else { throw wrong("exposure") }
        guard let grade = Grade(rawValue: try string("grade")) else { throw wrong("grade") }
        guard let personal = try child("personal").bool else { throw wrong("personal") }
        let fields = self["fields"]?.elements?.compactMap(\.text) ?? []
        return DemonstrationContent.SystemKind(
            id: try id(), exposure: exposure, grade: grade, personalData: personal, fields: Set(fields),
            name: try name())
    }

    fileprivate func namePart() throws(Fault) -> DemonstrationContent.NamePart {
        let texts = elements?.compactMap(\.text) ?? []
        guard texts.count == 2, texts.allSatisfy({ !$0.isEmpty }) else { throw wrong("name") }
        return DemonstrationContent.NamePart(romanised: texts[0], written: texts[1])
    }
}
