import Files
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct HelpTests {
    @Test func theDocumentIsTheProgramsOwnHelp() throws {
        let made = Run([Program.root + "scripts/cli-docs", Program.binary])
        #expect(made.status == 0, "\(made.error)")
        let kept = try BoundedFile.read(Program.root + "docs/cli.md", limit: 1 << 20)
        #expect(made.text == String(decoding: kept, as: UTF8.self), "run scripts/cli-docs and commit docs/cli.md")
    }

    @Test func theEnglishTextsAreWhatTheProgramsSay() throws {
        let made = Run([Program.root + "scripts/help-texts", Program.binary])
        #expect(made.status == 0, "\(made.error)")
        let kept = try BoundedFile.read(Program.root + "Content/i18n/help/en.json", limit: 1 << 20)
        #expect(
            made.text == String(decoding: kept, as: UTF8.self),
            "run scripts/help-texts, commit Content/i18n/help/en.json, and translate what is new")
    }

    @Test func theVersionNamesTheCommit() {
        let run = Program.run(["--version"], content: false)
        #expect(run.status == 0)
        #expect(
            run.text.firstMatch(of: #/^seawall \d+\.\d+\.\d+ \([0-9a-f]{12}\+?|unknown\)\n$/#) != nil, "\(run.text)")
    }

    @Test func theProgramLinksNoServerAndOneCryptography() {
        let run = Run(["ldd", Program.binary])
        for library in ["libFoundationNetworking", "libargon2", "libnats"] { #expect(!run.text.contains(library)) }
    }
}
