import Model
import Phrases

/// What is wrong with arguments, as ArgumentParser says it in English.
///
/// Its errors are internal types, so that they are told apart by their words (version 1.8.2, `UsageGenerator`): the tests
/// make each with the programs. Words that are not known are shown as they are.
struct Misuse {
    /// The command that the arguments led to.
    let command: CommandEntry
    /// A word where a command's name should stand.
    let stranger: String?
    let texts: HelpTexts

    /// The fault of a message of ArgumentParser's.
    func message(_ english: String) -> Message {
        // The name of a shell is no command's.
        if let shell = shell(english) { return shell }
        if let stranger { return unknownCommand(stranger) }
        return missing(english) ?? unknown(english) ?? unfit(english)
            ?? say("usage.other", ["problem": english.split(separator: "\n").joined(separator: " ")])
    }

    private func say(_ id: String, _ arguments: [String: String]) -> Message {
        Message(id, arguments.merging(["help": command.helpLine]) { first, _ in first })
    }

    private func unknownCommand(_ name: String) -> Message {
        let names = command.subcommands.compactMap(\.path.last)
        guard let nearest = NearestName.of(name, among: names) else { return say("usage.no-command", ["name": name]) }
        return say("usage.no-command-nearest", ["name": name, "nearest": nearest])
    }

    private func missing(_ english: String) -> Message? {
        if let match = english.wholeMatch(of: #/Missing expected argument '(.+)'/#) {
            let argument = String(match.1)
            return say("usage.missing", ["argument": argument, "what": explanation(argument)])
        }
        if let match = english.wholeMatch(of: #/Missing value for '(.+)'/#) {
            let option = String(match.1)
            return say("usage.missing-value", ["option": option, "what": explanation(option)])
        }
        return nil
    }

    private func unknown(_ english: String) -> Message? {
        if let match = english.wholeMatch(of: #/Unknown option '(.+)'\. Did you mean '(.+)'\?/#) {
            return say("usage.no-option-nearest", ["name": String(match.1), "nearest": String(match.2)])
        }
        if let match = english.wholeMatch(of: #/Unknown option '(.+)'|Invalid option: (.+)/#) {
            return say("usage.no-option", ["name": String(match.1 ?? match.2 ?? "")])
        }
        if let match = english.wholeMatch(of: #/(?:Unexpected argument|\d+ unexpected arguments:) ('(?s:.+)')/#) {
            return say("usage.unexpected", ["arguments": String(match.1)])
        }
        return nil
    }

    private func unfit(_ english: String) -> Message? {
        if let match = english.wholeMatch(
            of: #/The option '(.+)' does not take any value, but '((?s:.*))' was specified\./#)
        {
            return say("usage.no-value", ["option": String(match.1), "value": String(match.2)])
        }
        guard
            let match = english.wholeMatch(
                of: #/The value '((?s:.*))' is invalid for '([^']+)'(?:\. Please provide one of(?s:.+))?/#)
        else { return nil }
        let argument = String(match.2)
        let values = entry(argument)?.values ?? []
        var arguments = ["value": String(match.1), "argument": argument]
        guard values.isEmpty else {
            arguments["values"] = values.joined(separator: texts.say(Message("usage.separator")))
            return say("usage.bad-choice", arguments)
        }
        arguments["what"] = explanation(argument)
        return say("usage.bad-value", arguments)
    }

    private func shell(_ english: String) -> Message? {
        guard
            let match = english.wholeMatch(
                of: #/Can't (?:generate completion scripts for '(.+)'|autodetect a supported shell)\.\n.+\n +(.+)/#)
        else { return nil }
        let shells = match.2.split(separator: " ").joined(separator: texts.say(Message("usage.separator")))
        guard let name = match.1 else { return Message("usage.which-shell", ["shells": shells]) }
        return Message("usage.no-shell", ["name": String(name), "shells": shells])
    }

    /// The argument that is written like this: `<system>`, `--output <dir>`, `<paths> ...`.
    private func entry(_ written: String) -> ArgumentEntry? {
        command.arguments.first { $0.required == written || $0.label == written }
    }

    /// What an argument is, without the mark at the end of its sentence.
    private func explanation(_ written: String) -> String {
        guard let entry = entry(written) else { return written }
        let text = texts.abstract(entry, of: command)
        return text.last.map { ".。".contains($0) } == true ? String(text.dropLast()) : text
    }
}
