import Files
import Model
import Phrases

@testable import Usage

/// A small program as ArgumentParser dumps one, and texts for it.
enum Program {
    static let dump = #"""
        {"serializationVersion": 0, "command": {"commandName": "tool", "abstract": "Does things.",
          "arguments": [
            {"kind": "flag", "valueName": "version", "preferredName": {"kind": "long", "name": "version"},
             "names": [{"kind": "long", "name": "version"}], "abstract": "Show the version.", "isOptional": true},
            {"kind": "option", "valueName": "tag", "preferredName": {"kind": "long", "name": "lang"},
             "names": [{"kind": "long", "name": "lang"}], "abstract": "Language.", "isOptional": true}],
          "subcommands": [
            {"commandName": "look", "abstract": "Look at something.", "discussion": "First line.\nSecond line.",
             "arguments": [
               {"kind": "positional", "valueName": "paths", "isRepeating": true, "abstract": "Files or folders."},
               {"kind": "option", "valueName": "format", "preferredName": {"kind": "long", "name": "format"},
                "names": [{"kind": "long", "name": "format"}], "abstract": "What to write.", "isOptional": true,
                "allValues": ["text", "json"], "defaultValue": "text"},
               {"kind": "option", "valueName": "size", "preferredName": {"kind": "long", "name": "since"},
                "names": [{"kind": "long", "name": "since"}], "abstract": "Size.", "isOptional": true},
               {"kind": "flag", "valueName": "hidden", "preferredName": {"kind": "long", "name": "hidden"},
                "names": [{"kind": "long", "name": "hidden"}], "isOptional": true, "shouldDisplay": false},
               {"kind": "flag", "valueName": "help", "preferredName": {"kind": "long", "name": "help"},
                "names": [{"kind": "long", "name": "help"}, {"kind": "short", "name": "h"}],
                "abstract": "Show help information.", "isOptional": true}]},
            {"commandName": "keep", "abstract": "Keep things.", "subcommands": [
               {"commandName": "look", "abstract": "Look at what is kept."}]},
            {"commandName": "help", "abstract": "Show subcommand help information."}]}}
        """#

    static func tree() throws -> CommandEntry {
        guard let tree = CommandEntry(dump: dump) else { throw Fault("test.no-tree") }
        return tree
    }

    static func texts(_ language: Language = .english) throws -> HelpTexts {
        var book = PhraseBook()
        try book.add(
            Array(#"{"help.look": "Look at something.", "help.shared.format": "What to write."}"#.utf8), file: "en",
            language: .english)
        try book.add(
            Array(#"{"help.look": "檢視某物。", "help.shared.format": "輸出格式。"}"#.utf8), file: "zh-Hant",
            language: .traditionalChinese)
        for (language, name) in [(Language.english, "en"), (.traditionalChinese, "zh-Hant")] {
            let file =
                String(#filePath.dropLast("Tests/UsageTests/Program.swift".count)) + "Content/i18n/usage/\(name).json"
            try book.add(BoundedFile.read(file, limit: 1 << 20), file: file, language: language)
        }
        return HelpTexts(book: book, language: language)
    }
}
