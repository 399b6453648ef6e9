import CanonicalJSON
import TestSupport
import Testing

/// Backups as the keeper of a record makes and restores them.
@Suite(.timeLimit(.minutes(15))) struct BackupCommandTests {
    private let temporary = TemporaryFolder()
    private var data: String { temporary.path + "/data" }
    private var backup: String { temporary.path + "/backup" }
    private var kept: String { temporary.path + "/kept" }

    private func succeeds(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) -> String {
        let run = Program.run(arguments)
        #expect(run.status == 0, "\(arguments): \(run.error)", sourceLocation: sourceLocation)
        return run.text
    }

    /// A record with an administrator and a system, and a copy of its keys.
    private func makeRecord() {
        _ = succeeds("admin", "init", "chief", "--data", data)
        _ = succeeds(
            "system", "add", "permits", "--unit", "centre", "--name", "Permits", "--tier", "2", "--grade", "restricted",
            "--exposure", "internet", "--personal-data", "--data", data)
        #expect(Run(["cp", "-a", data + "/keys", kept]).status == 0)
    }

    @Test func aRecordIsBackedUpLostAndRestored() {
        makeRecord()
        let made = succeeds("admin", "backup", backup, "--data", data)
        #expect(made.contains("holds 4 events") && made.contains("The keys are not in it"))
        #expect(Run(["ls", backup]).text == "database\nlog\nmanifest.json\nmanifest.note\n")
        let list = succeeds("admin", "user", "list", "--data", data)
        #expect(Run(["rm", "-r", data]).status == 0)
        let apart = Program.run(["admin", "restore", backup, "--data", data, "--lang", "zh-Hant"])
        #expect(apart.status == 2 && apart.error.contains("此備份不含密鑰") && apart.error.contains("master "))
        let restored = succeeds("admin", "restore", backup, "--data", data, "--keys", kept)
        #expect(restored.hasPrefix("the record is restored and whole: 4 events, root "))
        #expect(succeeds("ledger", "verify", "--data", data).hasPrefix("the record is whole: 4 events"))
        #expect(succeeds("ledger", "rebuild", "--check", "--data", data).contains("as the events give it"))
        #expect(succeeds("admin", "user", "list", "--data", data) == list && list.contains("chief  chief  centre"))
        #expect(succeeds("system", "list", "--data", data).hasPrefix("permits  Permits  centre  tier 2 restricted"))
    }

    @Test func aFolderMovesToPostgreSQLAndBack() {
        makeRecord()
        _ = succeeds("admin", "backup", backup, "--data", data)
        let node = temporary.path + "/node"
        let url = PostgresServer.shared.newDatabase()
        let moved = succeeds("admin", "restore", backup, "--data", node, "--keys", kept, "--database", url)
        #expect(moved.contains("4 events"))
        #expect(Run(["ls", node]).text == "in-use\nkeys\nlog\n")
        // This node's folder alone is no record any more.
        let alone = Program.run(["admin", "backup", temporary.path + "/alone", "--data", node])
        #expect(alone.status == 2 && alone.error.contains("--database"), "\(alone.error)")
        let again = temporary.path + "/again"
        let made = succeeds("admin", "backup", again, "--data", node, "--with-keys", "--database", url)
        #expect(made.contains("and the secret keys"))
        let engine = try? JSONValue(parsing: Run(["cat", again + "/manifest.json"]).output)["engine"]
        #expect(engine == "postgresql")
        let back = temporary.path + "/back"
        #expect(succeeds("admin", "restore", again, "--data", back).contains("4 events"))
        for command in [["admin", "user", "list"], ["department", "list"], ["ledger", "checkpoint"]] {
            let (before, after) = (Program.run(command + ["--data", data]), Program.run(command + ["--data", back]))
            #expect(before.text == after.text && after.status == 0, "\(command): \(after.error)")
        }
        let taken = Program.run(["admin", "restore", backup, "--data", node + "2", "--keys", kept, "--database", url])
        #expect(taken.status == 2 && taken.error.contains("the database is not empty"), "\(taken.error)")
        #expect(Run(["ls", "-d", node + "2"]).status != 0)
    }

    @Test func whatCannotBeDoneIsSaidInOneLineAndLeavesNothing() {
        makeRecord()
        _ = succeeds("admin", "backup", backup, "--data", data)
        let before = Run(["ls", temporary.path]).text
        let file = temporary.write("file", "x")
        func refused(_ arguments: String..., saying text: String, sourceLocation: SourceLocation = #_sourceLocation) {
            let run = Program.run(arguments)
            #expect(run.status == 2 && run.error.contains(text), "\(run.error)", sourceLocation: sourceLocation)
            #expect(run.error.split(separator: "\n").count == 1 && run.text.isEmpty, sourceLocation: sourceLocation)
        }
        refused("admin", "backup", backup, "--data", data, saying: "there is something in this folder already")
        refused("admin", "backup", file + "/below", "--data", data, saying: "this is a file where a folder is needed")
        refused("admin", "backup", data + "/below", "--data", data, saying: "would be lost with it")
        refused(
            "admin", "backup", temporary.path + "/b", "--data", temporary.path + "/absent", saying: "there is no record"
        )
        refused("admin", "restore", temporary.path + "/absent", "--data", data + "2", saying: "there is no such file")
        refused("admin", "restore", backup, "--data", data, "--keys", kept, saying: "there is something in this folder")
        let secret = "postgresql://seawall:hunter2@127.0.0.1:1/x"
        for address in [secret, "postgresql://seawall@127.0.0.1:1/x?password=hunter2"] {
            let run = Program.run(
                ["admin", "restore", backup, "--data", data + "2", "--keys", kept, "--database", address])
            #expect(
                run.status == 2 && run.error.contains("can see a password") && !run.error.contains("hunter2"),
                "\(run.error)")
        }
        #expect(Run(["sh", "-c", "printf X | dd of=\(backup)/database bs=1 seek=99 conv=notrunc"]).status == 0)
        refused(
            "admin", "restore", backup, "--data", data + "2", "--keys", kept,
            saying: "\(backup)/database: this file is not")
        #expect(Run(["rm", backup + "/manifest.note"]).status == 0)
        refused(
            "admin", "restore", backup, "--data", data + "2", "--keys", kept,
            saying: "\(backup)/manifest.note: this file of the backup is missing")
        #expect(Run(["rm", file]).status == 0)
        #expect(Run(["ls", temporary.path]).text == before)
    }

    /// Starts a backup, sends it a signal a while after it has begun to write, and gives what lies there then.
    private func interrupted(by signal: String, step: Int) -> (names: [String], run: Run) {
        let target = temporary.path + "/\(signal)\(step)"
        let script = """
            '\(Program.binary)' admin backup '\(target)' --data '\(data)' --content '\(Program.root)Content' &
            child=$!
            while ! ls -d '\(target)'* >/dev/null 2>&1 && kill -0 $child; do :; done
            for _ in $(seq \(step * 40)); do :; done
            kill -\(signal) $child; wait $child
            """
        let run = Run(["sh", "-c", script])
        let names = Run(["ls", temporary.path]).text.split(separator: "\n").map(String.init)
        return (names.filter { $0.hasPrefix("\(signal)\(step)") }, run)
    }

    /// Killed at any moment, it leaves a whole backup or none, and what it leaves beside is not taken for one.
    @Test func aBackupThatIsKilledIsNoneAndIsRefused() {
        makeRecord()
        var left = 0
        for step in 0..<8 {
            for name in interrupted(by: "KILL", step: step).names {
                left += 1
                let place = temporary.path + "/" + name
                let run = Program.run(["admin", "restore", place, "--data", data + "\(step)", "--keys", kept])
                if name.contains(".partial-"), Run(["test", "-s", place + "/manifest.note"]).status != 0 {
                    #expect(run.status == 2 && run.error.contains("this file of the backup is missing"), "\(run.error)")
                } else {
                    // Whole, or whole but for its name.
                    #expect(run.status == 0, "\(run.error)")
                }
            }
        }
        #expect(left > 0)
        // The record itself is as it was, and can be backed up at once.
        _ = succeeds("ledger", "verify", "--data", data)
        _ = succeeds("admin", "backup", backup, "--data", data)
    }

    @Test func aBackupThatIsAskedToStopTakesAwayWhatItHadBegun() {
        makeRecord()
        for step in 0..<6 {
            let (names, run) = interrupted(by: "TERM", step: step)
            if names.isEmpty {
                #expect(
                    run.status == 2 && run.error.hasSuffix("nothing is left of what had been begun\n"), "\(run.error)")
            } else {
                // It was done before it heard.
                #expect(
                    names == ["TERM\(step)"] && [0, 143].contains(run.status), "\(names) \(run.status) \(run.error)")
            }
        }
    }
}
