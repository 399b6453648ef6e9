import CanonicalJSON
import Files
import Glibc
import TestSupport
import Testing

/// The record's commands as a keeper and a witness run them.
@Suite(.timeLimit(.minutes(10))) struct LedgerTests {
    private let folder = TemporaryFolder()
    private var data: [String] { ["--data", folder.path + "/data"] }
    private var state: [String] { ["--state", folder.path + "/witness"] }

    private func succeeds(_ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation) -> Run {
        let run = Program.run(arguments)
        #expect(run.status == 0, "\(arguments): \(run.error)", sourceLocation: sourceLocation)
        return run
    }

    @Test func keysAreRotatedAndTheRecordStaysWhole() {
        let first = succeeds(["ledger", "checkpoint", "--key"] + data).text
        for purpose in ["signing", "commitment", "fingerprint"] {
            let run = succeeds(["admin", "key", "rotate", purpose] + data)
            #expect(run.text.contains("the \(purpose) key is "))
        }
        let keys = succeeds(["ledger", "checkpoint", "--key"] + data).text
        #expect(keys.hasPrefix(first) && keys.split(separator: "\n").count == 2)
        #expect(succeeds(["ledger", "verify"] + data).text.contains("3 events"))
        #expect(succeeds(["ledger", "rebuild", "--check"] + data).text.contains("as the events give it"))
        #expect(succeeds(["ledger", "rebuild"] + data).text.contains("from 3 events"))
        let wrong = Program.run(["ledger", "verify", "--keys", "command:"] + data)
        #expect(wrong.status == 2 && wrong.error.contains("command:PROGRAM"))
    }

    @Test func aWitnessCosignsByFileAndShowsAFork() {
        let key = folder.write("log-key.txt", succeeds(["ledger", "checkpoint", "--key"] + data).output)
        let witness = String(succeeds(["ledger", "witness", "--log", key, "--key"] + state).text.dropLast())
        let request = folder.write("request.txt", succeeds(["ledger", "checkpoint", "--since", "0"] + data).output)
        let cosigned = folder.write("cosigned.txt", succeeds(["ledger", "witness", request] + state).output)
        let verify = ["ledger", "verify", "--witness", witness, "--cosigned"]
        _ = succeeds(verify + [cosigned] + data)
        #expect(Run(["cp", "-a", folder.path + "/data", folder.path + "/copy"]).status == 0)
        let copy = ["--data", folder.path + "/copy"]
        _ = succeeds(["admin", "key", "rotate", "commitment"] + data)
        let later = folder.write("later.txt", succeeds(["ledger", "checkpoint", "--since", "0"] + data).output)
        let newer = folder.write("newer.txt", succeeds(["ledger", "witness", later] + state).output)
        _ = succeeds(verify + [newer] + data)
        let short = Program.run(verify + [newer] + copy)
        #expect(short.status == 2 && short.error.contains("it was cut short"), "\(short.error)")
        _ = succeeds(["admin", "key", "rotate", "commitment"] + copy)
        let forked = Program.run(verify + [newer] + copy)
        #expect(forked.status == 2 && forked.error.contains("saw another log"), "\(forked.error)")
        let fork = folder.write("fork.txt", succeeds(["ledger", "checkpoint"] + copy).output)
        let proof = folder.write("proof.txt", "old 1\n")
        let refused = Program.run(["ledger", "witness", fork, "--proof", proof] + state)
        #expect(refused.status == 2 && refused.error.contains("forked"), "\(refused.error)")
    }
}
