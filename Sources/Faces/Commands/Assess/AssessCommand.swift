import ArgumentParser
import Assurance
import ContentFiles
import Files
import Journal
import Model
import Programme
import Threads
import Usage

/// `seawall assess`: look at a system, judge it, record it, report it.
struct AssessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract: "Assess the system that a file describes, and give a verdict with proof.",
        discussion: """
            Exit status: 0 held, 1 falls short or unknown, 2 could not be done. For a day in the past nothing is \
            probed: what the record holds of that day is judged. With --server the assessment also goes to a server; \
            what cannot be sent waits in outbox/ of the data folder, and goes with the next one or by \
            'seawall outbox send'.
            """)

    @Argument(help: "System file (docs/system-file.md).", completion: .file(extensions: ["yaml", "yml"]))
    var system: String

    @Option(help: ArgumentHelp("Write every report into this folder.", valueName: "dir"))
    var output: String?

    @Option(help: "What to write.")
    var format: ReportFormat = .text

    @Option(help: ArgumentHelp("Judge for this day, YYYY-MM-DD.", valueName: "date"))
    var asOf: String?

    @OptionGroup var overlay: OverlayOption
    @OptionGroup var server: ServerOption
    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    private static let systemFileLimit = 4 << 20

    func run() async throws {
        try await Session.run(global, overlays: overlay.folders) { session in
            let bytes = try BoundedFile.read(system, limit: Self.systemFileLimit)
            let file = try SystemFileReader(file: system).read(bytes)
            let day = try AsOf(asOf, now: session.now)
            let target = try server.target()
            guard target == nil || day.instant <= session.now else {
                throw Fault("commands.server-future-day", ["date": day.instant.date.description])
            }
            let catalogue = try session.catalogue()
            let record = try await Record.open(data, session)
            let instruments = try Instruments(session, fingerprint: { record.keys.fingerprint($0) })
            var observations = try await record.programme.newestObservations(
                subject: file.subject.id, before: day.instant)
            var fresh: [Observation] = []
            if day.probes {
                let survey = Survey(
                    system: file, instruments: instruments, actor: session.tool, at: session.now,
                    progress: { session.terminal.progress(session.say("commands.looking-at", ["object": $0.id])) })
                fresh = try await survey.observations()
                session.terminal.endProgress()
                observations += fresh
            } else if observations.isEmpty {
                throw Fault(
                    "commands.nothing-recorded", ["system": file.subject.id, "date": day.instant.date.description])
            }
            observations = file.observations(of: observations)
            let verdicts = try Judge(catalogue).verdicts(on: file, from: observations, asOf: day.instant)
            var assessment = Assessment(
                id: ULID(session.now).description, system: file, asOf: day.instant, assessed: session.now,
                posture: Judge.posture(of: verdicts), verdicts: verdicts, nextSteps: NextStep.steps(for: verdicts),
                observations: observations, contentDigest: catalogue.digest, tool: session.tool,
                overlays: catalogue.overlays)
            let receipts = try await record.keep(&assessment, fresh: fresh, session)
            let reports = AssessmentReports(
                assessment: assessment, phrases: session.phrases, language: session.language, receipts: receipts)
            if let output { try OutputFolder(path: output).write(reports.files) }
            try session.output(reports.text(format, colour: session.terminal.colour))
            if let target {
                let outbox = Outbox(folder: record.outboxFolder)
                try outbox.put(assessment, for: target)
                let report = try await Blocking.run { () throws(Fault) in try outbox.send(to: target) }
                session.tell(report, of: outbox)
            }
            return assessment.posture == .held ? .held : .fallsShort
        }
    }
}
