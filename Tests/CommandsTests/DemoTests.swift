import TestSupport
import Testing

/// `seawall demo`, run as a person runs it.
@Suite(.timeLimit(.minutes(15))) struct DemoTests {
    private let temporary = TemporaryFolder()
    private var data: String { temporary.path + "/data" }

    @Test func anEmptyFolderIsFilledOnceAndTheRecordIsWhole() {
        let first = Program.run(["demo", "--departments", "2", "--systems", "3", "--data", data])
        #expect(first.status == 0, "\(first.error)")
        #expect(first.text.matches(of: #/https://localhost:8443/welcome\?token=swn_[A-Za-z0-9_-]{43}\n/#).count == 3)
        for name in ["director.digital-policy (centre-officer, director;", "ditso.marine (ditso;", "owner-1.marine ("] {
            #expect(first.text.contains(name), "\(first.text)")
        }
        let checked = Program.run(["ledger", "verify", "--data", data])
        #expect(checked.status == 0, "\(checked.error)")
        let second = Program.run(["demo", "--departments", "1", "--systems", "1", "--data", data])
        #expect(second.status == 2 && second.error.contains("it is not empty"))
    }

    @Test func moreThanThereAreNamesForIsRefusedBeforeAFolderIsMade() {
        let run = Program.run(["demo", "--departments", "81", "--data", data])
        #expect(run.status == 2 && run.error.contains("1 to 80 departments"))
        #expect(Program.run(["demo", "--seed", "-1", "--data", data]).status == 2)
        #expect(Run(["ls", data]).status != 0)
    }
}
