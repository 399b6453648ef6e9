import Model
import Phrases
import Testing

@testable import Usage

/// What ArgumentParser says of arguments that cannot be used, as one of our texts. That it says so is tested with the
/// programs (`HelpTests` of `CommandsTests`).
@Suite(.timeLimit(.minutes(10))) struct MisuseTests {
    private func message(_ english: String, _ arguments: String...) throws -> Message {
        let walk = CommandWalk(arguments, from: try Program.tree())
        var message = Misuse(command: walk.command, stranger: walk.stranger, texts: try Program.texts()).message(
            english)
        message.arguments["help"] = nil
        return message
    }

    @Test(
        arguments: [
            (
                "Missing expected argument '<paths> ...'", "usage.missing",
                ["argument": "<paths> ...", "what": "Files or folders"]
            ),
            (
                "Missing value for '--since <size>'", "usage.missing-value",
                ["option": "--since <size>", "what": "Size"]
            ),
            (
                "Unknown option '--sinse'. Did you mean '--since'?", "usage.no-option-nearest",
                ["name": "--sinse", "nearest": "--since"]
            ),
            ("Unknown option '-q'", "usage.no-option", ["name": "-q"]),
            ("Invalid option: -é", "usage.no-option", ["name": "-é"]),
            ("Unexpected argument 'it's'", "usage.unexpected", ["arguments": "'it's'"]),
            ("2 unexpected arguments: 'a\nb', 'c'", "usage.unexpected", ["arguments": "'a\nb', 'c'"]),
            (
                "The option '--key' does not take any value, but 'x' was specified.", "usage.no-value",
                ["option": "--key", "value": "x"]
            ),
            (
                "The value 'it's' is invalid for '--since <size>'", "usage.bad-value",
                ["value": "it's", "argument": "--since <size>", "what": "Size"]
            ),
            (
                "The value 'x' is invalid for '--format <format>'. Please provide one of 'text' and 'json'.",
                "usage.bad-choice",
                ["value": "x", "argument": "--format <format>", "values": "text, json"]
            ),
            (
                "Can't generate completion scripts for 'x'.\nPlease use this with one of:\n    zsh bash",
                "usage.no-shell",
                ["name": "x", "shells": "zsh, bash"]
            ),
            (
                "Can't autodetect a supported shell.\nPlease use this with one of:\n    zsh bash", "usage.which-shell",
                ["shells": "zsh, bash"]
            ),
            ("Something\nelse", "usage.other", ["problem": "Something else"]),
            (
                "The value 'x' is invalid for '--since <size>': too small", "usage.other",
                ["problem": "The value 'x' is invalid for '--since <size>': too small"]
            ),
        ] as [(String, String, [String: String])])
    func everyKindIsTold(english: String, id: String, arguments: [String: String]) throws {
        #expect(try message(english, "look") == Message(id, arguments))
    }

    @Test func theValueOfAnUnknownOptionIsNoWrongCommand() throws {
        #expect(
            try message("Unknown option '--folder'", "--folder", "x", "look")
                == Message("usage.no-option", ["name": "--folder"]))
        // A value that is joined to it leaves the next word a command's name, and so does a flag that is known.
        for option in ["--folder=x", "--version"] {
            #expect(
                try message("Unknown option '--folder'", option, "lok")
                    == Message("usage.no-command-nearest", ["name": "lok", "nearest": "look"]))
        }
    }

    @Test func aCommandThatIsNotThereIsToldFirst() throws {
        #expect(
            try message("Unknown option '--format'", "lok", "--format")
                == Message("usage.no-command-nearest", ["name": "lok", "nearest": "look"]))
        #expect(try message("", "help", "nothing") == Message("usage.no-command", ["name": "nothing"]))
    }

    @Test func theHelpOfTheCommandIsNamed() throws {
        let walk = CommandWalk(["keep", "look"], from: try Program.tree())
        let texts = try Program.texts()
        let message = Misuse(command: walk.command, stranger: nil, texts: texts).message("Unknown option '-q'")
        #expect(texts.say(message) == "there is no option '-q' here; see 'tool keep look --help'")
    }
}
