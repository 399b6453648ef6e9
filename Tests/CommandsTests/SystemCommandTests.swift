import TestSupport
import Testing

/// The register's commands, run as a person runs them.
@Suite(.timeLimit(.minutes(15))) struct SystemCommandTests {
    private let temporary = TemporaryFolder()

    private func run(_ arguments: String...) -> Run { Program.run(arguments + ["--data", temporary.path + "/data"]) }

    @Test func systemsAreAddedImportedAndListed() {
        for unit in ["gov", "harbour"] {
            let parent = unit == "gov" ? [] : ["--parent", "gov"]
            let added = Program.run(
                ["department", "add", unit, "--name", unit] + parent + ["--data", temporary.path + "/data"])
            #expect(added.status == 0, "\(added.error)")
        }
        let add = ["system", "add", "web", "--unit", "gov", "--name", "Web site", "--name-zh-Hant", "網站"]
        let facts = [
            "--tier", "3", "--grade", "unclassified", "--exposure", "internet", "--data", temporary.path + "/data",
        ]
        #expect(Program.run(add + facts).text == "system web is in the register\n")
        let again = Program.run(add + facts)
        #expect(again.status == 2 && again.error.contains("the id web is taken"))

        let plan = Program.root + "Examples/register/permits-ssp.json"
        #expect(run("system", "import", plan).text == "1 added, 0 changed, 0 as they were\n")
        let table = temporary.write(
            "systems.csv",
            """
            id,name.en,tier,grade,exposure,personalData
            web,Web site,2,unclassified,internet,no
            berths,Berths,1,restricted,intranet,yes

            """)
        let missing = run("system", "import", table)
        #expect(missing.status == 2 && missing.error.contains("systems.csv (unit):2: the value is missing"))
        #expect(run("system", "import", table, "--unit", "harbour").text == "1 added, 1 changed, 0 as they were\n")
        #expect(run("system", "import", table, "--unit", "harbour").text == "0 added, 0 changed, 2 as they were\n")

        #expect(
            run("system", "list", "--lang", "zh-Hant").text == """
                berths  Berths  harbour  tier 1 restricted intranet never
                permits  海港許可證  harbour  tier 2 restricted internet never
                web  Web site  harbour  tier 2 unclassified internet never

                """)
        let lines = run("system", "list", "--unit", "harbour", "--format", "json").text.split(separator: "\n")
        #expect(lines.count == 3 && lines[0].contains(#""id":"berths""#) && lines[0].contains(#""posture":"never""#))
        #expect(run("system", "list", "--unit", "moon").status == 2)
        let checked = run("ledger", "verify")
        #expect(checked.status == 0, "\(checked.error)")
    }

    @Test func whatCannotBeReadIsRefusedWithoutATrace() {
        for arguments in [
            ["system", "add", "Web", "--unit", "gov"], ["system", "add", "web", "--unit", "moon"],
            ["system", "import", "/nowhere.csv"],
        ] {
            let facts = ["--name", "x", "--tier", "1", "--grade", "secret", "--exposure", "isolated"]
            let run = Program.run(
                arguments + (arguments[1] == "add" ? facts : []) + ["--data", temporary.path + "/data"])
            #expect(run.status == 2 && !run.error.isEmpty, "\(arguments): \(run.error)")
        }
        let tier = run(
            "system", "add", "web", "--unit", "gov", "--name", "x", "--tier", "4", "--grade", "secret", "--exposure",
            "isolated")
        #expect(tier.status == 2 && tier.error.contains("--tier is 1, 2 or 3"))
        #expect(run("system", "list").text.isEmpty)
    }
}
