import Glibc
import TestSupport
import Testing

/// Whatever is wrong: one line that says what, exit status 2, and nothing written.
@Suite(.timeLimit(.minutes(10))) struct BadInputTests {
    private let folder = TemporaryFolder()
    private var data: [String] { ["--data", folder.path + "/data"] }

    private func refused(_ run: Run, saying text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(run.status == 2, "\(run.text)\(run.error)", sourceLocation: sourceLocation)
        #expect(run.output.isEmpty, sourceLocation: sourceLocation)
        let lines = run.error.split(separator: "\n")
        #expect(lines.count == 1, "\(run.error)", sourceLocation: sourceLocation)
        #expect(run.error.contains(text), "\(run.error)", sourceLocation: sourceLocation)
    }

    @Test(arguments: [
        ("seawall: 1\n", "lacks the key 'subject'"), ("{", "not YAML"), ("", "empty"),
        ("seawall: 1\nsubjct: {}\n", "system.yaml:2:1: system file has no key 'subjct'; did you mean 'subject'?"),
        ("a: &x [1]\nb: *x\n", "aliases"), (String(repeating: "[", count: 5_000), "nested deeper"),
    ])
    func systemFiles(text: String, saying: String) {
        let file = folder.write("system.yaml", text)
        refused(Program.run(["assess", file, "--output", folder.path + "/out"] + data), saying: saying)
        #expect(access(folder.path + "/out", F_OK) != 0)
    }

    @Test func filesThatAreNoFiles() {
        refused(Program.run(["assess", folder.path + "/none.yaml"] + data), saying: "no such file")
        refused(Program.run(["assess", folder.path] + data), saying: "not a regular file")
        mkfifo(folder.path + "/pipe", 0o600)
        refused(Program.run(["assess", folder.path + "/pipe"] + data), saying: "not a regular file")
        refused(Program.run(["assess", folder.write("x.yaml", [0xFF, 0xFE])] + data), saying: "not UTF-8")
        refused(Program.run(["scan", "data", folder.path + "/none"] + data), saying: "none")
        refused(Program.run(["scan", "storage", folder.path + "/none"]), saying: "no such file")
    }

    @Test func argumentsThatCannotBeUsed() {
        for arguments in [
            ["assess"], ["asess"], ["assess", "x", "--format", "pdf"], ["ledger", "verify", "--receipt", "x"],
        ] {
            let run = Program.run(arguments, content: false)
            #expect(run.status == 2 && run.output.isEmpty && !run.error.isEmpty, "\(arguments): \(run.status)")
        }
        refused(Program.run(["scan", "tls", "nowhere"]), saying: "is not HOST:PORT")
        let file = folder.write("system.yaml", SystemFile.good)
        refused(Program.run(["assess", file, "--as-of", "tomorrow"] + data), saying: "--as-of YYYY-MM-DD")
        refused(Program.run(["assess", file, "--as-of", "2001-01-01"] + data), saying: "holds nothing of permits")
        refused(Program.run(["ledger", "proof", "none"] + data), saying: "no event none")
    }

    @Test func contentThatIsNotThere() {
        let run = Program.run(["ledger", "checkpoint", "--content", folder.path], content: false)
        #expect(run.status == 2 && run.error.contains("--content DIR"), "\(run.error)")
        let chinese = Program.run(
            ["ledger", "checkpoint", "--content", folder.path, "--lang", "zh-Hant"], content: false)
        #expect(chinese.error.contains("內容資料夾"), "\(chinese.error)")
    }

    @Test func dataFoldersThatCannotBeUsed() {
        let file = folder.write("system.yaml", SystemFile.good)
        mkdir(folder.path + "/files", 0o755)
        mkdir(folder.path + "/loose", 0o755)
        refused(Program.run(["assess", file, "--data", folder.path + "/loose"]), saying: "chmod go=")
        refused(Program.run(["assess", file, "--data", file + "/x"]), saying: file)
        refused(Program.run(["assess", file, "--data", "/proc/nowhere"]), saying: "/proc/nowhere")
    }

    @Test func aFullDiskLeavesNoReport() {
        let file = folder.write("system.yaml", SystemFile.good)
        mkdir(folder.path + "/files", 0o755)
        let run = Program.run(["assess", file] + data)
        #expect(run.status == 1, "\(run.error)")
        let full = Run(
            [
                "/bin/sh", "-c",
                "\(Program.binary) assess \(file) --content \(Program.root)Content --data \(folder.path)/data > /dev/full",
            ])
        #expect(full.status == 2 && full.error.contains("standard output"), "\(full.status) \(full.error)")
    }

    @Test func whatIsMissingIsUnknownAndNotHeld() {
        let file = folder.write("system.yaml", SystemFile.good)
        let run = Program.run(["assess", file, "--format", "jsonl"] + data)
        #expect(run.status == 1)
        #expect(run.text.contains(#""posture":"unknown""#) || run.text.contains(#""posture":"falls-short""#))
        #expect(run.text.contains("at-rest.missing"))
    }

    @Test func theTextIsInTheLanguageAskedFor() {
        let file = folder.path + "/none.yaml"
        #expect(Program.run(["assess", file, "--lang", "zh-Hant"] + data).error.contains("沒有這個檔案"))
        #expect(Program.run(["assess", file] + data, environment: ["LANG": "zh_CN.UTF-8"]).error.contains("没有这个文件"))
    }
}
