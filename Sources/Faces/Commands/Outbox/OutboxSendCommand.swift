import ArgumentParser
import Journal
import Model
import Phrases
import Threads
import Usage

/// `seawall outbox send`: sends the assessments that wait.
struct OutboxSendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Send the assessments that wait for a server.",
        discussion: """
            Exit status: 0 nothing waits any more, 2 something still waits or was refused. What a server refuses is \
            kept apart in outbox/refused of the data folder.
            """)

    @OptionGroup var server: ServerOption
    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            guard let target = try server.target() else { throw Fault("commands.server-missing") }
            let outbox = Outbox(folder: try Record.outboxFolder(data))
            let report = try await Blocking.run { () throws(Fault) in try outbox.send(to: target) }
            try session.output(
                session.say(
                    "commands.outbox-sent",
                    [
                        "sent": String(report.sent), "waiting": String(report.waiting),
                        "refused": String(report.refused),
                    ]) + "\n")
            session.tell(report, of: outbox)
            return report.waiting + report.refused == 0 ? .held : .failed
        }
    }
}

extension Session {
    /// Says on standard error what was not sent, and why.
    func tell(_ report: Outbox.Report, of outbox: Outbox) {
        let reason = report.reason.map { phrases.line($0, in: language) } ?? ""
        if report.waiting > 0 {
            terminal.error(
                "seawall: "
                    + say(
                        "commands.outbox-waiting",
                        ["count": String(report.waiting), "folder": outbox.folder, "reason": reason]))
        }
        if report.refused > 0 {
            terminal.error(
                "seawall: "
                    + say(
                        "commands.outbox-refused",
                        ["count": String(report.refused), "folder": outbox.folder + "/refused", "reason": reason]))
        }
    }
}
