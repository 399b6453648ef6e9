import Assurance
import Model
import Pages
import Phrases

/// An assessment as a person reads it in a terminal: the verdict, the path to "held", then each control that is not.
struct AssessmentText {
    let assessment: Assessment
    let phrases: PhraseBook
    let language: Language
    let colour: Bool

    private enum Tint: String {
        case good = "32"
        case bad = "31"
        case open = "33"
        case soft = "2"
        case strong = "1"
    }

    var text: String {
        let subject = assessment.system.subject
        var lines = [tint(subject.name[language], .strong)]
        lines.append(
            tint(
                say(
                    "pages.facts",
                    [
                        "date": assessment.asOf.date.description, "tier": String(subject.tier),
                        "grade": say("pages.grade-\(subject.grade.rawValue)"),
                        "exposure": say("pages.exposure-\(subject.exposure.rawValue)"),
                    ]), .soft))
        lines += ["", verdict, counts]
        lines += overlays + [""]
        lines += steps
        for check in Control.Check.allCases {
            lines.append(tint(say("pages.controls-\(check.rawValue)"), .strong))
            lines += assessment.verdicts.filter { $0.control.check == check }.flatMap(describe)
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }

    private var verdict: String {
        let word = say("pages.posture-\(assessment.posture.rawValue)")
        return switch assessment.posture {
        case .held: tint(word, .good)
        case .fallsShort: tint(word, .bad)
        case .unknown: tint(word, .open)
        }
    }

    private var counts: String {
        let shall = assessment.verdicts.filter { $0.control.force == .shall && $0.status != .notApplicable }
        return say(
            "pages.counts",
            [
                "all": String(shall.count), "held": String(shall.count { $0.status == .held }),
                "broken": String(shall.count { $0.status == .broken }),
                "unknown": String(shall.count { $0.status == .unknown }),
                "waived": String(shall.count { $0.status == .waived }),
            ])
    }

    private var overlays: [String] {
        guard !assessment.overlays.isEmpty else { return [] }
        return [say("pages.judged-with-overlays", ["overlays": wording.list(assessment.overlays)])]
    }

    private var wording: OverlayWording { OverlayWording(phrases: phrases, language: language) }

    private func shown(_ text: LocalizedText) -> String { TerminalWords.shown(text, in: language) }

    private var steps: [String] {
        guard !assessment.nextSteps.isEmpty else { return [] }
        var lines = [tint(say("pages.path"), .strong)]
        for (index, step) in assessment.nextSteps.enumerated() {
            let force = say("pages.force-\(step.control.force.rawValue)")
            lines.append("\(index + 1). \(step.control.id) \(shown(step.control.title)) – \(force)")
            lines.append("   " + (step.kind == .mend ? shown(step.control.remedy) : say("pages.let-it-be-seen")))
            lines.append("   " + tint(step.objects.map(\.id).joined(separator: say("pages.comma")).printable, .soft))
        }
        return lines + [""]
    }

    private func describe(_ verdict: ControlVerdict) -> [String] {
        let status = say("pages.status-\(verdict.status.rawValue)")
        let mark: String =
            switch verdict.status {
            case .held: tint("✓ \(status)", .good)
            case .broken: tint("✗ \(status)", .bad)
            case .unknown: tint("? \(status)", .open)
            case .waived: tint("~ \(status)", .open)
            case .notApplicable: tint("– \(status)", .soft)
            }
        var lines = ["\(mark)  \(verdict.control.id) \(shown(verdict.control.title))"]
        if let overlay = verdict.control.overlay { lines.append("    " + tint(wording.origin(overlay), .soft)) }
        lines += verdict.control.tightenings.map { "    " + tint(wording.tightening($0), .soft) }
        for breach in verdict.breaches {
            let origin = breach.overlay.map { " (\(wording.rule($0)))" } ?? ""
            lines.append("    \(breach.object.id): \(shown(breach.title))\(origin)")
            for match in breach.matches { lines.append(tint("      \(match.field) = \(match.value.printable)", .soft)) }
            for evidence in breach.evidence.prefix(3) where !evidence.shown.isEmpty {
                lines.append(tint("      \(evidence.place.printable): \(evidence.shown.printable)", .soft))
            }
        }
        for missing in verdict.missing {
            lines.append("    \(missing.object.id): \(phrases.text(missing.reason, in: language))")
        }
        for (id, waiver) in [("pages.waived-by", verdict.waiver), ("pages.waiver-lapsed", verdict.lapsed)] {
            guard let waiver else { continue }
            let arguments = [
                "by": waiver.grantedBy, "reason": waiver.reason, "from": waiver.from.description,
                "until": waiver.until.description,
            ]
            lines.append("    " + say(id, arguments))
        }
        return lines
    }

    private func say(_ id: String, _ arguments: [String: String] = [:]) -> String {
        phrases.text(Message(id, arguments), in: language)
    }

    private func tint(_ text: String, _ tint: Tint) -> String {
        colour ? "\u{1B}[\(tint.rawValue)m\(text)\u{1B}[0m" : text
    }
}
