import Model
import Phrases
import Testing

@testable import Usage

@Suite(.timeLimit(.minutes(10))) struct HelpPageTests {
    private func page(_ names: String..., language: Language = .english, width: Int = 80) throws -> String {
        let command = CommandWalk(names, from: try Program.tree()).command
        return HelpPage(command: command, texts: try Program.texts(language), width: width).text
    }

    @Test func aCommandIsExplained() throws {
        #expect(
            try page("look") == """
                OVERVIEW: Look at something.

                First line.
                Second line.

                USAGE: tool look <paths> ... [--format <format>] [--since <size>]

                ARGUMENTS:
                  <paths>                 Files or folders.

                OPTIONS:
                  --format <format>       What to write. (values: text, json; default: text)
                  --since <size>          Size.
                  -h, --help              Show help information.
                """)
    }

    @Test func aProgramListsItsCommands() throws {
        #expect(
            try page() == """
                OVERVIEW: Does things.

                USAGE: tool [--version] [--lang <tag>] <subcommand>

                OPTIONS:
                  --version               Show the version.
                  --lang <tag>            Language.

                SUBCOMMANDS:
                  look                    Look at something.
                  keep                    Keep things.

                See 'tool help <subcommand>' for detailed help.
                """)
        #expect(try page("keep").hasSuffix("See 'tool help keep <subcommand>' for detailed help."))
    }

    @Test func aNarrowTerminalHasExplanationsBelow() throws {
        let text = try page("look", width: 30)
        #expect(
            text.contains(
                "\n  --format <format>\n      What to write. (values:\n      text, json; default:\n      text)\n"))
        #expect(text.split(separator: "\n").allSatisfy { String($0).columns <= 30 }, "\(text)")
    }

    /// What has no translation, or one of another English, is shown as the program says it.
    @Test func translationsAreOfTheSameEnglish() throws {
        let text = try page("look", language: .traditionalChinese)
        #expect(text.contains("概覽：檢視某物。"))
        #expect(text.contains("輸出格式。（可用值：text、json；預設：text）"))
        #expect(text.contains("  --since <size>          Size."))
        let below = try page("keep", "look", language: .traditionalChinese)
        #expect(below.contains("概覽：Look at what is kept."))
    }

    @Test(arguments: [
        ([], "tool", nil), (["look", "x"], "tool look", nil), (["help", "keep", "look"], "tool keep look", nil),
        (["--lang", "look", "keep"], "tool keep", nil), (["--lang=look", "look"], "tool look", nil),
        (["keep", "nope", "look"], "tool keep", "nope"), (["keep", "--lang", "en"], "tool keep", nil),
        (["--help", "look"], "tool look", nil),
        (["--", "look"], "tool", nil), (["lok", "--format", "x"], "tool", "lok"),
    ])
    func argumentsLeadToACommand(arguments: [String], line: String, stranger: String?) throws {
        let walk = CommandWalk(arguments, from: try Program.tree())
        #expect(walk.command.line == line)
        #expect(walk.stranger == stranger)
    }

    @Test(arguments: ["", "[]", "{}", #"{"serializationVersion": 1, "command": {"commandName": "x"}}"#])
    func aDumpOfAnotherFormIsNoTree(dump: String) {
        #expect(CommandEntry(dump: dump) == nil)
    }

    @Test(arguments: [
        (["a", "--lang", "zh-Hant", "--content", "x"], "zh-Hant", "x"),
        (["--lang=en", "--lang=zh-Hans"], "zh-Hans", nil),
        (["--lang", "--content", "x"], nil, "x"), (["--lang"], nil, nil), (["--", "--lang", "en"], nil, nil),
    ])
    func languageAndContentAreFoundAnywhere(arguments: [String], language: String?, content: String?) {
        let shared = SharedArguments(arguments)
        #expect(shared.language == language)
        #expect(shared.content == content)
    }
}
