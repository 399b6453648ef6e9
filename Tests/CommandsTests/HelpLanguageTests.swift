import Files
import Model
import Phrases
import TestSupport
import Testing

/// Help as a person reads it: in each language, on a terminal of each width.
@Suite(.timeLimit(.minutes(10))) struct HelpLanguageTests {
    /// The arguments that lead to every command, as the document has them; the server goes on as a program of its own.
    private static func commands() throws -> [[String]] {
        let document = String(
            decoding: try BoundedFile.read(Program.root + "docs/cli.md", limit: 1 << 20), as: UTF8.self)
        return document.split(separator: "\n").filter { $0.hasPrefix("## `seawall") }.map { line in
            line.dropFirst(4).dropLast().split(separator: " ").dropFirst().map(String.init)
        }
    }

    @Test(arguments: [Language.traditionalChinese, .simplifiedChinese])
    func everyCommandIsExplained(language: Language) throws {
        let commands = try Self.commands()
        #expect(commands.count > 40)
        for command in commands {
            let run = Program.run(command + ["--help", "--lang", language.rawValue], environment: ["COLUMNS": "80"])
            #expect(run.status == 0 && run.error.isEmpty, "\(command): \(run.error)")
            #expect(run.text.hasPrefix(language == .traditionalChinese ? "概覽：" : "概述："), "\(run.text)")
            for line in run.text.split(separator: "\n") {
                #expect(String(line).columns <= 80, "\(command): \(line)")
                // Three English words that follow each other are a text without a translation; names and commands are not.
                let plain = line.replacing(#/seawall [a-z -]+|<[^>]+>/#, with: "")
                #expect(plain.firstMatch(of: #/[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/#) == nil, "\(command): \(line)")
            }
        }
    }

    @Test(arguments: [30, 40, 60]) func aNarrowTerminalShowsItAll(width: Int) {
        for language in Language.allCases {
            let run = Program.run(
                ["admin", "user", "--help", "--lang", language.rawValue], environment: ["COLUMNS": "\(width)"])
            #expect(run.status == 0)
            for line in run.text.split(separator: "\n") {
                #expect(String(line).columns <= width, "\(language) \(width): \(line)")
            }
        }
    }

    @Test(arguments: [
        ["--lang", "zh-Hant"], ["--lang", "zh-Hant", "--help"], ["help", "--lang", "zh-Hant"],
        ["-h", "--lang=zh-Hant"],
    ])
    func theProgramListsItsCommands(arguments: [String]) {
        let run = Program.run(arguments)
        #expect(run.status == 0)
        #expect(run.text.contains("  assess                  評估檔案所描述的系統"), "\(run.text)\(run.error)")
        #expect(run.text.contains("seawall help <subcommand>"))
    }

    @Test(arguments: [
        ["help", "assess", "--lang", "zh-Hans"], ["--lang", "zh-Hans", "assess", "--help"],
        ["assess", "--lang", "zh-Hans", "-h"],
    ])
    func helpOfACommandIsAskedForInManyWays(arguments: [String]) {
        #expect(Program.run(arguments).text.contains("用法：seawall assess <system>"))
    }

    @Test func theEnvironmentNamesTheLanguage() {
        let run = Program.run(["scan"], environment: ["LANG": "zh_HK.UTF-8"])
        #expect(run.text.contains("子指令：") && run.text.contains("以單一工具檢視"), "\(run.text)")
        #expect(Program.run(["scan"]).text.contains("SUBCOMMANDS:"))
    }

    /// Without its content a program still says in English how content is named, and why it is in English.
    @Test func helpIsThereWithoutContent() {
        let folder = TemporaryFolder()
        let run = Program.run(
            ["assess", "--help", "--content", folder.path, "--lang", "zh-Hant"], content: false)
        #expect(run.status == 0)
        #expect(run.text.contains("--content <dir>") && run.text.contains("OVERVIEW: Assess the system"))
        #expect(run.error.contains("內容資料夾"), "\(run.error)")
        let english = Program.run(["assess", "--help", "--content", folder.path], content: false)
        #expect(english.error.isEmpty && english.text == run.text)
    }

    @Test func scriptsForShellsAreMade() {
        for shell in ["bash", "zsh", "fish"] {
            let run = Program.run(
                ["--generate-completion-script", shell], content: false, environment: ["LANG": "zh_HK"])
            #expect(run.status == 0 && run.error.isEmpty)
            #expect(run.text.contains("assess") && !run.text.contains("評估"))
        }
    }
}
