import CanonicalJSON

/// What a program says of an argument, an option or a flag of a command.
struct ArgumentEntry: Sendable {
    /// How it is given.
    enum Kind: String {
        case positional, option, flag
    }

    let kind: Kind
    /// Its name without hyphens: of several the long one.
    let name: String
    /// All names, as they are typed, the short ones first; none where it is told by its position.
    let names: [String]
    /// What its value is called.
    let valueName: String
    let abstract: String
    let isOptional: Bool
    let isRepeating: Bool
    /// Whether help tells of it.
    let isShown: Bool
    /// All values that it can have, where they can be listed.
    let values: [String]
    let defaultValue: String?

    /// From ArgumentParser's `ArgumentInfoV0`; nil where it is of another form.
    init?(_ value: JSONValue) {
        guard let kind = value["kind"]?.text.flatMap(Kind.init(rawValue:)), let valueName = value["valueName"]?.text
        else { return nil }
        self.kind = kind
        self.valueName = valueName
        let names = value["names"]?.elements?.compactMap { $0["name"]?.text } ?? []
        name = value["preferredName"]?["name"]?.text ?? valueName
        self.names = names.sorted { $0.count < $1.count }.map { $0.count == 1 ? "-\($0)" : "--\($0)" }
        abstract = value["abstract"]?.text ?? ""
        isOptional = value["isOptional"]?.bool ?? false
        isRepeating = value["isRepeating"]?.bool ?? false
        isShown = value["shouldDisplay"]?.bool ?? true
        values = value["allValues"]?.elements?.compactMap(\.text) ?? []
        defaultValue = value["defaultValue"]?.text
    }

    /// Whether it asks for help: every command has it, so no usage line names it.
    var isHelp: Bool { kind == .flag && name == "help" }

    /// How it is written in a list: `-h, --help`, `--output <dir>`, `<system>`.
    var label: String { spelled(names.joined(separator: ", ")) }

    /// How it is written when it must be there: `--output <dir>`, `<paths> ...`.
    var required: String { spelled(names.last ?? "") + (isRepeating ? " ..." : "") }

    /// How a usage line has it: in brackets where it may be left out.
    var synopsis: String { isOptional ? "[\(required)]" : required }

    private func spelled(_ name: String) -> String {
        switch kind {
        case .positional: "<\(valueName)>"
        case .option: "\(name) <\(valueName)>"
        case .flag: name
        }
    }
}
