import ArgumentParser
import Assurance
import CanonicalJSON
import Discovery
import Files
import Model
import Phrases
import Rules
import Usage

/// `seawall rules check`: whether rules can be used, and whether their examples come out as they say.
struct RulesCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check Sigma rules or overlays against the controls, and run the examples of their rules.",
        discussion: """
            Beside NAME.yml stands NAME.examples.json with records that must match and records that must pass. Without a \
            folder the overlays alone are checked, their controls and detectors too. Exit status: 0 all is well, 1 an \
            example came out otherwise or is missing, 2 a rule or an overlay cannot be used.
            """)

    @Argument(help: "Folder of rules.", completion: .directory)
    var folder: String?

    @OptionGroup var overlay: OverlayOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global, overlays: overlay.folders) { session in
            guard folder != nil || !session.overlays.isEmpty else { throw Fault("commands.nothing-to-check") }
            let catalogue = try session.catalogue(rules: folder)
            let detectors = try Instruments.detectors(session).overlays
            let examples =
                folder == nil ? RuleExamples(ofOverlaysIn: catalogue) : RuleExamples(catalogue: catalogue)
            let problems = try examples.problems()
            for problem in problems { session.terminal.error(session.phrases.line(problem, in: session.language)) }
            guard problems.isEmpty else { return .fallsShort }
            let lines =
                [session.say("commands.rules-well", ["count": String(examples.count)])]
                + zip(catalogue.overlays, detectors.sets).map { line($0, catalogue, $1, session) }
            try session.output(lines.joined(separator: "\n") + "\n")
            return .held
        }
    }

    private func line(
        _ overlay: OverlayMark, _ catalogue: Catalogue, _ detectors: DetectorSet, _ session: Session
    ) -> String {
        let tightened = catalogue.controls.count { $0.tightenings.contains { $0.overlay == overlay } }
        return session.say(
            "commands.overlay-well",
            [
                "overlay": overlay.label, "controls": String(catalogue.controls.count { $0.overlay == overlay }),
                "tightened": String(tightened),
                "rules": String(catalogue.rules.count { catalogue.overlay(ofRule: $0.id) == overlay }),
                "detectors": String(detectors.names.count),
            ])
    }
}
