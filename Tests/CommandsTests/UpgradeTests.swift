import Files
import Glibc
import TestSupport
import Testing

/// A data folder as the release before left it, opened by the programs of today. `Upgrade/README.md` says how the folder
/// was made.
@Suite(.timeLimit(.minutes(15))) struct UpgradeTests {
    private let folder = TemporaryFolder()
    private var data: String { folder.path + "/data" }
    private static let before = Program.root + "Tests/CommandsTests/Upgrade/0.1.0-7058ee9"
    private static let root = "a6875cb68074f634e178d576910d61d295f87152ac00700ed51af82d9f9d07d0"

    init() {
        let copied = Run(["cp", "-r", Self.before, folder.path + "/data"])
        precondition(copied.status == 0, copied.error)
        run(
            "import sqlite3,sys; sqlite3.connect(sys.argv[1]).executescript(open(sys.argv[2]).read())",
            Self.before + "/seawall.sql")
        let modes = Run(["chmod", "-R", "go=", data])
        precondition(modes.status == 0, modes.error)
        folder.write("system.yaml", SystemFile.good)
        folder.write("files/notice.txt", "Opening hours\n")
    }

    @discardableResult
    private func run(_ script: String, _ argument: String) -> String {
        let run = Run(["python3", "-c", script, data + "/seawall.sqlite", argument])
        precondition(run.status == 0, run.error)
        return run.text
    }

    /// Runs a statement on the database, and gives what it answers.
    @discardableResult
    private func sql(_ statement: String) -> String {
        run(
            "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); print(c.execute(sys.argv[2]).fetchall()); c.commit()",
            statement)
    }

    /// All that the database holds, in short.
    private var content: String {
        run(
            """
            import hashlib,sqlite3,sys
            lines = "\\n".join(sqlite3.connect(sys.argv[1]).iterdump())
            print(len(lines), hashlib.sha256(lines.encode()).hexdigest())
            """, "")
    }

    private func cli(_ arguments: String...) -> Run { Program.run(arguments + ["--data", data]) }

    private func server() -> Run {
        Run(["timeout", "60"] + RunningServer.command(data: data, port: Loopback.freePort()))
    }

    @Test func theRecordIsTakenOverWhole() {
        #expect(sql("SELECT id FROM migrations") == "[('journal-0001-events',), ('programme-0001-stream',)]\n")
        let verified = cli("ledger", "verify")
        #expect(verified.status == 0, "\(verified.error)")
        #expect(verified.text == "the record is whole: 8 events, root \(Self.root)\n")
        let steps = sql("SELECT COUNT(*) > 2, COUNT(*) = SUM(id IN (SELECT id FROM migration_sums)) FROM migrations")
        #expect(steps == "[(1, 1)]\n")
        let tables = cli("ledger", "rebuild", "--check")
        #expect(tables.status == 0, "\(tables.error)")
        // What the events of then say is in the columns that are new.
        #expect(sql("SELECT COUNT(*), COUNT(DISTINCT family) FROM postures WHERE family != ''") == "[(54, 14)]\n")
    }

    @Test func receiptsOfThenHoldAndTheRecordGrowsOn() {
        #expect(cli("ledger", "verify").status == 0)
        let key = folder.path + "/key.txt"
        let known = cli("ledger", "checkpoint", "--key")
        #expect(known.status == 0 && known.text == Run(["cat", Self.before + "/receipt-key.txt"]).text)
        folder.write("key.txt", known.output)
        let receipt = Program.run([
            "ledger", "verify", "--receipt", Self.before + "/receipt.tlog-proof", "--event",
            Self.before + "/receipt-event.json", "--key", key,
        ])
        #expect(receipt.status == 0, "\(receipt.error)")
        let assessed = cli("assess", folder.path + "/system.yaml")
        #expect(assessed.status == 1, "\(assessed.error)")
        #expect(cli("ledger", "verify").text.hasPrefix("the record is whole: 16 events"))
        #expect(cli("ledger", "rebuild", "--check").status == 0)
    }

    @Test func theServerTakesItOverToo() {
        do {
            let server = RunningServer(data: data, in: folder)
            let ready = Run(["curl", "-sS", "--cacert", server.authority.root, server.url + "/readyz"])
            #expect(ready.text == "ready\n", "\(ready.error)")
            #expect(server.process.end() == 0)
        }
        let verified = cli("ledger", "verify")
        #expect(verified.text == "the record is whole: 8 events, root \(Self.root)\n", "\(verified.error)")
    }

    @Test(
        arguments: [
            ("INSERT INTO migrations VALUES ('journal-9999-tomorrow')", "a newer Seawall has written this database"),
            ("UPDATE migration_sums SET checksum = 'x' WHERE id = 'programme-0002-systems'", "programme-0002-systems"),
            ("UPDATE observations SET content = '{}'", "table observations is not what the events give"),
        ])
    func whatDoesNotFitIsRefusedByBothProgramsInOneLine(change: String, words: String) {
        #expect(cli("ledger", "verify").status == 0)
        sql(change)
        let before = content
        let isSchema = change.contains("migration")
        for run in isSchema ? [cli("ledger", "verify"), server()] : [cli("ledger", "verify")] {
            #expect(run.status == 2 && run.error.contains(words), "\(run.status): \(run.error)")
            #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
        }
        #expect(content == before)
    }
}
