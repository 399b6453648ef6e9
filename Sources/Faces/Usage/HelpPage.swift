import Model
import Phrases

/// The help of one command, laid out for a terminal.
struct HelpPage {
    let command: CommandEntry
    let texts: HelpTexts
    /// Columns of the terminal.
    let width: Int

    /// Where explanations begin, beside what they explain.
    private static let explanationColumn = 26
    /// Below this, explanations stand under what they explain.
    private static let narrow = 60

    /// The page, without a line break at its end.
    var text: String {
        var blocks = [wrapped(say("usage.overview", ["text": texts.abstract(command)]))]
        let discussion = texts.discussion(command)
        if !discussion.isEmpty { blocks.append(wrapped(discussion)) }
        blocks.append(usage)
        let shown = command.arguments.filter(\.isShown)
        let positional = shown.filter { $0.kind == .positional }
        if !positional.isEmpty { blocks.append(section(say("usage.arguments"), positional.map(row))) }
        let named = shown.filter { $0.kind != .positional }
        if !named.isEmpty { blocks.append(section(say("usage.options"), named.map(row))) }
        // 'help' is a command too; that it is there is said below the list.
        let commands = command.subcommands.filter { $0.path.last != "help" }
        if !commands.isEmpty {
            blocks.append(section(say("usage.commands"), commands.map { ($0.path.last ?? "", texts.abstract($0)) }))
            let line = ([command.path[0], "help"] + command.path.dropFirst()).joined(separator: " ")
            blocks.append(wrapped(say("usage.more", ["command": line + " <subcommand>"])))
        }
        return blocks.joined(separator: "\n\n")
    }

    private func say(_ id: String, _ arguments: [String: String] = [:]) -> String {
        texts.say(Message(id, arguments))
    }

    private func wrapped(_ text: String) -> String {
        LineWrapping.lines(of: text, width: width).joined(separator: "\n")
    }

    /// The usage line: it breaks between arguments.
    private var usage: String {
        var pieces = [say("usage.usage", ["line": command.line])]
        pieces += command.arguments.filter { $0.isShown && !$0.isHelp }.map(\.synopsis)
        if !command.subcommands.isEmpty { pieces.append("<subcommand>") }
        let indent = 6
        return LineWrapping.lines(joining: pieces, width: max(width - indent, 1))
            .joined(separator: "\n" + Self.blank(indent))
    }

    private func section(_ title: String, _ rows: [(label: String, explanation: String)]) -> String {
        ([title] + rows.map { laidOut($0.label, $0.explanation) }).joined(separator: "\n")
    }

    private func row(_ argument: ArgumentEntry) -> (label: String, explanation: String) {
        let values = argument.values.joined(separator: say("usage.separator"))
        let text = texts.abstract(argument, of: command)
        let explanation =
            switch (argument.values.isEmpty, argument.defaultValue) {
            case (true, nil): text
            case (true, let value?): say("usage.default", ["text": text, "value": value])
            case (false, nil): say("usage.values", ["text": text, "values": values])
            case (false, let value?):
                say("usage.values-default", ["text": text, "values": values, "value": value])
            }
        return (argument.label, explanation)
    }

    private func laidOut(_ label: String, _ explanation: String) -> String {
        let label = "  " + label
        guard !explanation.isEmpty else { return label }
        let indent = width < Self.narrow ? 6 : Self.explanationColumn
        var lines = LineWrapping.lines(of: explanation, width: max(width - indent, 1))
        var first = label
        if width >= Self.narrow, label.columns < indent {
            first += Self.blank(indent - label.columns) + lines.removeFirst()
        }
        return ([first] + lines.map { Self.blank(indent) + $0 }).joined(separator: "\n")
    }

    private static func blank(_ count: Int) -> String { String(repeating: " ", count: count) }
}
