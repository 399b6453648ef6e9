import Assurance
import Model
import Phrases

/// The sections of the assessment page, in one language.
struct AssessmentSections {
    let assessment: Assessment
    let phrases: PhraseBook
    let language: Language

    func write(_ html: inout HTMLWriter) {
        let subject = assessment.system.subject
        html.element("p", .class("soft"), text: subject.department)
        html.element("h1", text: subject.name[language])
        html.element(
            "p", .class("soft"),
            text: say(
                "pages.facts",
                [
                    "date": assessment.asOf.date.description, "tier": String(subject.tier),
                    "grade": say("pages.grade-\(subject.grade.rawValue)"),
                    "exposure": say("pages.exposure-\(subject.exposure.rawValue)"),
                ]))
        verdict(&html)
        steps(&html)
        stores(&html)
        endpoints(&html)
        controls(.instrument, title: "pages.controls-instrument", &html)
        controls(.attestation, title: "pages.controls-attestation", &html)
        overlays(&html)
        proof(&html)
    }

    var wording: OverlayWording { OverlayWording(phrases: phrases, language: language) }

    /// Content; where it was not given in this language, in English, and marked so.
    func shown(_ text: LocalizedText, _ html: inout HTMLWriter) {
        let (words, spoken) = text.shown(in: language)
        guard spoken != language else { return html.write(words) }
        html.element("span", .lang(spoken.rawValue), text: words)
    }

    private func overlays(_ html: inout HTMLWriter) {
        guard !assessment.overlays.isEmpty else { return }
        html.element("h2", text: say("pages.overlays"))
        html.element("p", text: say("pages.overlays-what"))
        html.element("ul") { list in
            for overlay in assessment.overlays { list.element("li", text: wording.line(overlay)) }
        }
    }

    func say(_ id: String, _ arguments: [String: String] = [:]) -> String {
        phrases.text(Message(id, arguments), in: language)
    }

    private func verdict(_ html: inout HTMLWriter) {
        let shall = assessment.verdicts.filter { $0.control.force == .shall && $0.status != .notApplicable }
        let style: String =
            switch assessment.posture {
            case .held: "held"
            case .fallsShort: "broken"
            case .unknown: "unknown"
            }
        html.element("section", .class("verdict \(style)")) { box in
            box.element("strong", text: say("pages.posture-\(assessment.posture.rawValue)"))
            box.write(
                say(
                    "pages.counts",
                    [
                        "all": String(shall.count),
                        "held": String(shall.count { $0.status == .held }),
                        "broken": String(shall.count { $0.status == .broken }),
                        "unknown": String(shall.count { $0.status == .unknown }),
                        "waived": String(shall.count { $0.status == .waived }),
                    ]))
        }
        html.element("p", .class("soft"), text: say("pages.not-a-launch-verdict"))
        guard !assessment.overlays.isEmpty else { return }
        html.element("p", text: say("pages.judged-with-overlays", ["overlays": wording.list(assessment.overlays)]))
    }

    private func steps(_ html: inout HTMLWriter) {
        html.element("h2", text: say("pages.path"))
        let steps = assessment.nextSteps
        if steps.isEmpty {
            html.element("p", text: say("pages.path-none"))
            return
        }
        html.element("ol", .class("steps")) { list in
            for step in steps {
                list.element("li") { item in
                    item.element("strong") { strong in
                        strong.write("\(step.control.id) ")
                        shown(step.control.title, &strong)
                    }
                    item.write(" ")
                    item.element(
                        "span", .class("mark \(step.kind == .mend ? "broken" : "unknown")"),
                        text: say("pages.force-\(step.control.force.rawValue)"))
                    let remedy = step.control.remedy.shown(in: language)
                    let isForeign = step.kind == .mend && remedy.language != language
                    let text = step.kind == .mend ? remedy.text : say("pages.let-it-be-seen")
                    item.element("p", .lang(isForeign ? remedy.language.rawValue : nil)) { $0.prose(text) }
                    item.element(
                        "p", .class("soft"),
                        text: step.objects.map(\.id).joined(separator: say("pages.comma")))
                }
            }
        }
    }

    private func proof(_ html: inout HTMLWriter) {
        html.element("h2", text: say("pages.proof"))
        html.element("p", text: say("pages.proof-how", ["id": assessment.id]))
        html.element("p") { line in
            line.element("code", text: "seawall ledger proof \(assessment.id)")
        }
        html.element(
            "p", .class("soft"),
            text: say(
                "pages.made-with",
                [
                    "tool": assessment.tool, "digest": String(assessment.contentDigest.prefix(16)),
                    "count": String(assessment.observations.count),
                ]))
        if let checkpoint = assessment.checkpoint {
            html.element("pre") { $0.element("code", text: checkpoint) }
        }
    }
}
