/// Which command arguments lead to, also where they cannot be used.
struct CommandWalk {
    /// The command that was reached.
    private(set) var command: CommandEntry
    /// The first word where a command's name should stand and none does.
    private(set) var stranger: String?

    /// Goes down from a program by the names among its arguments; `help` goes the same way as without.
    init(_ arguments: some Sequence<String>, from program: CommandEntry) {
        command = program
        var isValue = false
        // What stands behind an option that is not known may be its value, and then is no wrong name of a command.
        var mayBeValue = false
        for argument in arguments.prefix(while: { $0 != "--" }) {
            if isValue {
                isValue = false
            } else if argument.hasPrefix("-") {
                // What the program takes itself may stand anywhere.
                let entry = (program.arguments + command.arguments).first { $0.names.contains(argument) }
                isValue = entry?.kind == .option
                mayBeValue = entry == nil && !argument.contains("=")
            } else if argument == "help", command.path.count == 1, command["help"] != nil {
                continue
            } else if let next = command[argument] {
                command = next
                mayBeValue = false
            } else {
                if !command.subcommands.isEmpty, !mayBeValue { stranger = argument }
                return
            }
        }
    }
}
