import ArgumentParser
import Assurance
import CanonicalJSON
import ContentFiles
import Model
import Programme

/// `seawall rehearse`: what other rules would say of what was already seen.
struct RehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse", abstract: "Judge recorded observations under other rules, without looking again.",
        discussion: """
            Every system in the record is judged under today's rules and under the draft, and what changes is listed. \
            Exit status: 0 nothing would change, 1 something would, 2 could not be done.
            """)

    @Option(help: ArgumentHelp("Folder of draft Sigma rules.", valueName: "dir"))
    var rules: String

    @Flag(help: "Judge by the draft alone instead of adding it to today's rules.")
    var alone = false

    @Option(help: ArgumentHelp("Judge for this day, YYYY-MM-DD.", valueName: "date"))
    var asOf: String?

    @OptionGroup var scan: ScanOptions
    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let day = try AsOf(asOf, now: session.now)
            let reader = CatalogueReader(schemas: Instruments.schemas)
            let today = try reader.read(content: session.content.path)
            let draft = try reader.read(content: session.content.path, draft: rules, alone: alone)
            let record = try await Record.open(data, session)
            var changes: [RehearsedChange] = []
            var systems = 0
            for subject in try await record.programme.subjects() {
                guard let file = SystemFile(json: subject.description) else {
                    throw Fault("commands.unreadable-subject", ["system": subject.id])
                }
                systems += 1
                let observations = try await record.programme.newestObservations(
                    subject: subject.id, before: day.instant)
                let before = try Judge(today).verdicts(on: file, from: observations, asOf: day.instant)
                let after = try Judge(draft).verdicts(on: file, from: observations, asOf: day.instant)
                changes += RehearsedChange.between(before, after, system: subject.id)
            }
            switch scan.format {
            case .text: try session.output(text(changes, systems: systems, session))
            case .json: try session.output(JSONValue.array(changes.map(\.json)).pretty + "\n")
            case .jsonl: try session.output(changes.map { $0.json.canonical + "\n" }.joined())
            }
            return changes.isEmpty ? .held : .fallsShort
        }
    }

    private func text(_ changes: [RehearsedChange], systems: Int, _ session: Session) -> String {
        var lines = [
            session.say(
                "commands.rehearsed",
                [
                    "systems": String(systems), "changes": String(changes.count),
                    "affected": String(Set(changes.map(\.system)).count),
                ])
        ]
        for change in changes {
            let before = session.say("pages.status-\(change.before.rawValue)")
            let after = session.say("pages.status-\(change.after.status.rawValue)")
            lines.append(
                "\(change.system)  \(change.after.control.id) \(change.after.control.title[session.language]): \(before) → \(after)"
            )
            for breach in change.after.breaches {
                lines.append("    \(breach.object.id): \(breach.title[session.language])")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// A control whose status differs under a draft.
struct RehearsedChange {
    let system: String
    let before: ControlStatus
    let after: ControlVerdict

    static func between(_ before: [ControlVerdict], _ after: [ControlVerdict], system: String) -> [RehearsedChange] {
        let earlier = Dictionary(before.map { ($0.control.id, $0.status) }) { first, _ in first }
        return after.compactMap { verdict in
            guard let status = earlier[verdict.control.id], status != verdict.status else { return nil }
            return RehearsedChange(system: system, before: status, after: verdict)
        }
    }

    var json: JSONValue {
        [
            "system": .string(system), "control": .string(after.control.id), "before": .string(before.rawValue),
            "after": after.json,
        ]
    }
}
