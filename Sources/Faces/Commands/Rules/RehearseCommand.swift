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
            With --overlay alone the overlays are the draft; beside --rules they stand on both sides. \
            Exit status: 0 nothing would change, 1 something would, 2 could not be done.
            """)

    @Option(help: ArgumentHelp("Folder of draft Sigma rules.", valueName: "dir"))
    var rules: String?

    @Flag(help: "Judge by the draft alone instead of adding it to today's rules.")
    var alone = false

    @Option(help: ArgumentHelp("Judge for this day, YYYY-MM-DD.", valueName: "date"))
    var asOf: String?

    @OptionGroup var overlay: OverlayOption
    @OptionGroup var scan: ScanOptions
    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global, overlays: overlay.folders) { session in
            let day = try AsOf(asOf, now: session.now)
            let (today, draft) = try catalogues(session)
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

    /// What is in force, and what is rehearsed.
    private func catalogues(_ session: Session) throws(Fault) -> (today: Catalogue, draft: Catalogue) {
        let content = session.content.path
        let reader = CatalogueReader(schemas: Instruments.schemas, overlays: session.overlays)
        if let rules {
            return (try reader.read(content: content), try reader.read(content: content, draft: rules, alone: alone))
        }
        guard !session.overlays.isEmpty, !alone else { throw Fault("commands.nothing-to-rehearse") }
        return (
            try CatalogueReader(schemas: Instruments.schemas).read(content: content), try reader.read(content: content)
        )
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
            let (control, title) = (change.after.control, session.shown(change.after.control.title))
            let before = change.before.map { describe($0.status, $0.control, change, session) }
            let after = describe(change.after.status, control, change, session)
            lines.append(
                "\(change.system)  \(control.id) \(title): \(before ?? session.say("commands.rehearsed-new")) → \(after)"
            )
            for breach in change.after.breaches {
                lines.append("    \(breach.object.id): \(session.shown(breach.title))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A status, and how much the control is demanded where that changes.
    private func describe(
        _ status: ControlStatus, _ control: Control, _ change: RehearsedChange, _ session: Session
    ) -> String {
        let text = session.say("pages.status-\(status.rawValue)")
        guard let before = change.before, before.control.force != change.after.control.force else { return text }
        return "\(text) (\(session.say("pages.force-\(control.force.rawValue)")))"
    }
}

/// A control that is another under a draft: it is new, its status differs, or it is demanded more or less where it is not
/// held.
struct RehearsedChange {
    let system: String
    /// Nil for a control that the draft adds.
    let before: ControlVerdict?
    let after: ControlVerdict

    static func between(_ before: [ControlVerdict], _ after: [ControlVerdict], system: String) -> [RehearsedChange] {
        let earlier = Dictionary(before.map { ($0.control.id, $0) }) { first, _ in first }
        return after.compactMap { verdict in
            let change = RehearsedChange(system: system, before: earlier[verdict.control.id], after: verdict)
            return change.isOne ? change : nil
        }
    }

    private var isOne: Bool {
        guard let before else { return after.status != .notApplicable }
        if before.status != after.status { return true }
        let isOpen = after.status == .broken || after.status == .unknown
        return isOpen && before.control.force != after.control.force
    }

    var json: JSONValue {
        [
            "system": .string(system), "control": .string(after.control.id),
            "before": before.map { .string($0.status.rawValue) } ?? .null, "after": after.json,
        ]
    }
}
