import CanonicalJSON

/// What a program says of one of its commands.
struct CommandEntry: Sendable {
    /// The names that lead to it, the program's first.
    let path: [String]
    let abstract: String
    /// What there is to say beyond the abstract; empty where that is all.
    let discussion: String
    let arguments: [ArgumentEntry]
    let subcommands: [CommandEntry]

    /// What is typed to run it.
    var line: String { path.joined(separator: " ") }

    /// What is typed to read its help.
    var helpLine: String { line + " --help" }

    /// The tree of a program's commands, as ArgumentParser dumps it (`ToolInfoV0`): nil where it is of another form.
    init?(dump: String) {
        guard let value = try? JSONValue(parsing: Array(dump.utf8)), value["serializationVersion"]?.integer == 0,
            let command = value["command"]
        else { return nil }
        self.init(command, above: [])
    }

    private init?(_ value: JSONValue, above: [String]) {
        guard let name = value["commandName"]?.text else { return nil }
        let path = above + [name]
        self.path = path
        abstract = value["abstract"]?.text ?? ""
        discussion = value["discussion"]?.text ?? ""
        arguments = value["arguments"]?.elements?.compactMap(ArgumentEntry.init) ?? []
        let commands = value["subcommands"]?.elements?.compactMap { CommandEntry($0, above: path) } ?? []
        // The dump adds 'help' to every program, also to one without commands, which does not take it.
        subcommands = commands.count == 1 && commands.first?.path.last == "help" ? [] : commands
    }

    /// The command under a name.
    subscript(name: String) -> CommandEntry? { subcommands.first { $0.path.last == name } }
}
