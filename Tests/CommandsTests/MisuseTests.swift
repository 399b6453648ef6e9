import TestSupport
import Testing

/// Arguments that cannot be used: one line that names them, what was expected and where help is; exit status 2.
@Suite(.timeLimit(.minutes(10))) struct MisuseTests {
    @Test(arguments: [
        (["assess"], "<system> is missing: System file (docs/system-file.md); see 'seawall assess --help'"),
        (["scan", "tls"], "<targets> ... is missing: HOST:PORT or [ADDRESS]:PORT; see 'seawall scan tls --help'"),
        (
            ["admin", "user", "link", "x"],
            "--issuer <address> is missing: The provider's name for itself, https://…; see 'seawall admin user link"
        ),
        (
            ["assess", "x", "--output"],
            "'--output <dir>' needs a value: Write every report into this folder; see 'seawall assess --help'"
        ),
        (
            ["assess", "x", "--fromat", "json"],
            "there is no option '--fromat' here; did you mean '--format'? See 'seawall assess --help'"
        ),
        (["assess", "x", "-q"], "there is no option '-q' here; see 'seawall assess --help'"),
        (["assess", "x", "-é"], "there is no option '-é' here; see 'seawall"),
        (["asess", "--format", "json"], "no command 'asess' here; did you mean 'assess'? 'seawall --help' lists them"),
        (["admin", "user", "nothing"], "there is no command 'nothing' here; 'seawall admin user --help' lists them"),
        (["help", "asess"], "there is no command 'asess' here; did you mean 'assess'? 'seawall --help' lists them"),
        (["assess", "x", "y"], "not expected here: 'y'; put what has spaces in quotation marks, and see"),
        (["assess", "x", "y", "z"], "not expected here: 'y', 'z'; put"),
        (["ledger", "checkpoint", "--key=3"], "'--key' takes no value, but was given '3'; leave the value out"),
        (
            ["assess", "x", "--format", "pdf"],
            "'pdf' cannot be used for --format <format>; write one of: text, json, jsonl, sarif, oscal, html; see"
        ),
        (
            ["scan", "data", "x", "--format", "pdf"],
            "'pdf' cannot be used for --format <format>; write one of: text, json, jsonl;"
        ),
        (
            ["demo", "--departments", "x"],
            "'x' cannot be used for --departments <count>: How many departments; see 'seawall demo --help'"
        ),
        (["--generate-completion-script", "foo"], "no completion script can be made for the shell 'foo'; write"),
    ])
    func everyKindIsToldInOneLine(arguments: [String], text: String) {
        let run = Program.run(["--content", Program.root + "Content"] + arguments, content: false)
        #expect(run.status == 2 && run.output.isEmpty, "\(arguments): \(run.status) \(run.text)")
        #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
        #expect(run.error.hasPrefix("seawall: ") && run.error.contains(text), "\(run.error)")
    }

    @Test func theyAreToldInThePersonsLanguage() {
        #expect(
            Program.run(["assess", "--lang", "zh-Hant"]).error
                == "seawall: 欠缺 <system>：系統檔案（docs/system-file.md）；詳見「seawall assess --help」\n")
        #expect(
            Program.run(["asess"], environment: ["LANG": "zh_CN.UTF-8"]).error
                == "seawall: 此处没有命令“asess”；是否指“assess”？“seawall --help”列出全部命令\n")
    }

    @Test func theServerTellsThemToo() {
        let server = String(Program.binary) + "-server"
        let content = ["--content", Program.root + "Content"]
        let run = Run([server, "--lsten", "x"] + content, environment: ["LANG": "zh_HK.UTF-8"])
        #expect(run.status == 2)
        #expect(
            run.error == "seawall-server: 此處沒有選項「--lsten」；是否指「--listen」？詳見「seawall-server --help」\n")
        let half = Run([server, "--tls-key", "x"] + content, environment: ["LANG": "C"])
        #expect(
            half.status == 2 && half.error.contains("--tls-certificate and --tls-key belong together"), "\(half.error)")
    }

    /// A command line that goes on to the server keeps what stands before the command's name.
    @Test func theServerIsHandedTheLanguage() {
        let run = Program.run(["--lang", "zh-Hans", "serve", "--listen", "nowhere", "--data", "/proc/nowhere"])
        #expect(run.status == 2 && run.error.contains("请"), "\(run.error)")
    }

    @Test func withoutContentTheParsersOwnWordsAreShown() {
        let folder = TemporaryFolder()
        let run = Program.run(["assess", "--content", folder.path], content: false)
        #expect(run.status == 2 && run.error.hasPrefix("Error: Missing expected argument '<system>'"), "\(run.error)")
    }
}
