import TestSupport
import Testing

/// The commands about people and units, run as a person runs them.
@Suite(.timeLimit(.minutes(15))) struct AdminTests {
    private let temporary = TemporaryFolder()
    private var data: String { temporary.path + "/data" }

    private func run(_ arguments: String...) -> Run { Program.run(arguments + ["--data", data]) }

    /// A link that lets somebody in once, alone on the last line.
    private func isLink(_ run: Run) -> Bool {
        let line = run.text.split(separator: "\n").last ?? ""
        return line.wholeMatch(of: #/https://localhost:8443/welcome\?token=swn_[A-Za-z0-9_-]{43}/#) != nil
    }

    @Test func theFirstAdministratorGetsALinkAndThereIsNoSecond() {
        let first = run("admin", "init", "root")
        #expect(first.status == 0 && isLink(first), "\(first.error)")
        let second = run("admin", "init", "other")
        #expect(second.status == 2 && second.error.contains("there is an administrator already"))
        let list = run("admin", "user", "list")
        #expect(list.status == 0 && list.text.contains("root  root  centre\n") && list.text.contains("administrator"))
        let reset = run("admin", "user", "reset", "ROOT")
        #expect(reset.status == 0 && isLink(reset))
        let checked = run("ledger", "verify")
        #expect(checked.status == 0, "\(checked.error)")
    }

    @Test func peopleGetOfficesAndTheirRightsAreExplained() throws {
        let units = temporary.write(
            "units.csv", "id,parent,name.en,relation\nharbour,gov,Harbour,\ngov,,Government,\nhealth,gov,Health,\n")
        #expect(run("department", "import", units).text == "3 added, 0 changed, 0 as they were\n")
        #expect(run("department", "import", units).text == "0 added, 0 changed, 3 as they were\n")
        #expect(
            run("department", "add", "school", "--name", "School", "--parent", "gov", "--relation", "voluntary").status
                == 0)
        let tree = run("department", "list").text
        #expect(tree == "gov  Government\n  harbour  Harbour\n  health  Health\n  school  School  (voluntary)\n")

        #expect(isLink(run("admin", "user", "add", "tai-man", "--name", "陳大文", "--unit", "harbour")))
        let assigned = run("admin", "office", "assign", "tai-man", "ditso", "harbour")
        #expect(assigned.status == 0, "\(assigned.error)")
        let conflict = run("admin", "office", "assign", "tai-man", "auditor", "harbour")
        #expect(conflict.status == 2 && conflict.error.contains("auditors hold no office"))
        let allowed = run("admin", "explain", "tai-man", "findings.see", "harbour:permits")
        #expect(allowed.status == 0 && allowed.text.hasPrefix("allowed: departmental IT security officer"))
        let refused = run("admin", "explain", "tai-man", "findings.see", "health")
        #expect(refused.status == 1 && refused.text.hasPrefix("refused:"))
        let hant = run("admin", "explain", "tai-man", "findings.see", "health", "--lang", "zh-Hant")
        #expect(hant.text.hasPrefix("拒絕：於 gov/harbour/ 任部門資訊科技保安主任可查閱問題"))

        let id = try #require(assigned.text.split(separator: " ").last?.dropLast())
        #expect(run("admin", "office", "end", String(id)).status == 0)
        #expect(run("admin", "office", "end", String(id)).status == 2)
        #expect(run("admin", "explain", "tai-man", "findings.see", "harbour").status == 1)
        #expect(run("admin", "user", "disable", "tai-man").status == 0)
        #expect(run("admin", "user", "list").text.contains("(disabled)"))
        #expect(run("admin", "user", "enable", "tai-man").text == "the person can sign in again\n")
        #expect(!run("admin", "user", "list").text.contains("(disabled)"))
        let enabled = run("admin", "user", "enable", "tai-man")
        #expect(enabled.status == 2 && enabled.error.contains("this person is not disabled"))
        #expect(run("admin", "user", "disable", "tai-man", "--erase").status == 0)
        let gone = run("admin", "user", "reset", "tai-man")
        #expect(gone.status == 2 && gone.error.contains("there is no such person"))
        let checked = run("ledger", "verify")
        #expect(checked.status == 0, "\(checked.error)")
    }

    @Test func anAccountAtAProviderIsLinkedAndUnlinked() {
        #expect(run("department", "add", "gov", "--name", "Government").status == 0)
        for name in ["one", "two"] {
            #expect(run("admin", "user", "add", name, "--name", name, "--unit", "gov").status == 0)
        }
        func link(_ name: String, _ more: String...) -> (Int32, String) {
            let ran = Program.run(
                ["admin", "user", "link", name, "--issuer", "https://id.example"] + more + ["--data", data])
            return (ran.status, ran.error)
        }
        #expect(link("one", "--subject", "1").0 == 0)
        #expect(link("one", "--subject", "1").0 == 0, "as it was")
        let taken = link("two", "--subject", "1")
        #expect(taken.0 == 2 && taken.1.contains("linked to someone already"))
        #expect(link("two", "--subject", "1", "--claim", "oid").0 == 0, "another claim is another account")
        let mail = link("two", "--subject", "x@y.example", "--claim", "email")
        #expect(mail.0 == 2 && mail.1.contains("cannot find people"))
        #expect(link("nobody", "--subject", "3").0 == 2)
        func unlink() -> Int32 { run("admin", "user", "unlink", "one", "--issuer", "https://id.example").status }
        #expect(unlink() == 0)
        #expect(unlink() == 2)
        #expect(link("two", "--subject", "1").0 == 0)
    }

    @Test func peopleAreFoundAfterAKeyWasRotated() {
        #expect(run("admin", "init", "root").status == 0)
        for purpose in ["fingerprint", "commitment", "signing", "master"] {
            let rotated = run("admin", "key", "rotate", purpose)
            #expect(rotated.status == 0, "\(purpose): \(rotated.error)")
            #expect(run("admin", "user", "reset", "root").status == 0, "\(purpose)")
        }
        #expect(run("admin", "init", "root").status == 2)
    }

    @Test func theSameRecordMayLieInPostgreSQL() {
        let url = PostgresServer.shared.newDatabase()
        func there(_ arguments: String...) -> Run { Program.run(arguments + ["--data", data, "--database", url]) }
        let first = there("admin", "init", "root")
        #expect(first.status == 0 && isLink(first), "\(first.error)")
        #expect(there("department", "add", "gov", "--name", "Government").status == 0)
        #expect(isLink(there("admin", "user", "add", "tai-man", "--name", "陳大文", "--unit", "gov")))
        #expect(there("admin", "user", "list").text.contains("tai-man"))
        #expect(there("ledger", "verify").status == 0)
        let made = there("demo", "--departments", "1", "--systems", "1")
        #expect(made.status == 2 && made.error.contains("is not empty"), "\(made.error)")
        // Without the address the folder's own database would begin a second record under the same keys.
        let astray = run("admin", "user", "list")
        #expect(astray.status == 2 && astray.error.contains("--database"), "\(astray.error) \(astray.text)")
        let nowhere = Program.run([
            "admin", "user", "list", "--data", data, "--database", "postgresql://x@127.0.0.1:1/x",
        ])
        #expect(nowhere.status == 2 && nowhere.error.contains("127.0.0.1:1"), "\(nowhere.error)")
    }

    @Test func peopleAreImportedAllOrNone() {
        #expect(run("department", "add", "gov", "--name", "Government").status == 0)
        let rows = "sign_in,display,unit,offices\ntai-man,Chan,gov,ditso\nsiu-ming,Wong,gov,"
        let wrong = temporary.write("wrong.csv", rows + "king\n")
        let refused = run("admin", "user", "import", wrong)
        #expect(refused.status == 2 && refused.error.contains("wrong.csv (offices):3"), "\(refused.error)")
        #expect(run("admin", "user", "list").text.isEmpty)
        let good = temporary.write("good.csv", rows + "staff\n")
        #expect(run("admin", "user", "import", good).text == "2 added, 0 changed, 0 as they were\n")
        let list = run("admin", "user", "list", "--format", "json").text
        #expect(list.split(separator: "\n").count == 2 && list.contains(#""office":"ditso""#))
    }

    @Test func theTableOfRolesIsTheOneInTheDocument() {
        let document = Run(["cat", Program.root + "docs/roles.md"]).text
        let table = Program.run(["admin", "roles", "--format", "markdown"])
        #expect(table.status == 0 && document.contains(table.text))
        #expect(Program.run(["admin", "roles", "--format", "json"]).text.contains("\"findings.see\": \"own-unit\""))
        #expect(Program.run(["admin", "roles"]).text.contains("findings.see  see findings"))
    }

    @Test func whatCannotBeReadIsRefusedWithoutATrace() {
        for arguments in [
            ["admin", "explain", "nobody", "findings.see", "gov"], ["admin", "user", "reset", "no body"],
            ["admin", "office", "assign", "nobody", "king", "gov"],
            ["admin", "office", "assign", "nobody", "ditso", "gov", "--from", "someday"],
            ["department", "add", "Gov", "--name", "x"], ["department", "import", "/nowhere.csv"],
        ] {
            let run = Program.run(arguments + ["--data", data])
            #expect(run.status == 2 && !run.error.isEmpty, "\(arguments): \(run.error)")
        }
    }
}
