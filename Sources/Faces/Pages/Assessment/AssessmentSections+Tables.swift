import Assurance
import CanonicalJSON
import Model
import Phrases

extension AssessmentSections {
    func stores(_ html: inout HTMLWriter) {
        let system = assessment.system
        guard !system.stores.isEmpty else { return }
        html.element("h2", text: say("pages.stores"))
        table(
            ["pages.store", "pages.place", "pages.found", "pages.protection", "pages.not-scanned"], &html
        ) { body in
            for store in system.stores {
                let object = ObjectReference(.store, store.id)
                let data = reading("data.inventory", object)
                let protection = reading("storage.protection", object)
                body.element("tr") { row in
                    row.element("th", .scope("row"), text: store.id)
                    row.element("td", text: store.place.map { say("pages.place-\($0.rawValue)") } ?? "–")
                    row.element("td") { found(data, &$0) }
                    row.element("td", text: protected(protection))
                    row.element("td", text: unread(data))
                }
            }
        }
    }

    func endpoints(_ html: inout HTMLWriter) {
        let system = assessment.system
        guard !system.endpoints.isEmpty else { return }
        html.element("h2", text: say("pages.endpoints"))
        table(
            ["pages.endpoint", "pages.versions", "pages.weaknesses", "pages.certificate"], &html
        ) { body in
            for endpoint in system.endpoints {
                let object = ObjectReference(.endpoint, endpoint.id)
                let transport = reading(endpoint.kind == .ssh ? "transit.ssh" : "transit.tls", object)
                let certificate = reading("transit.certificate", object)
                body.element("tr") { row in
                    row.element("th", .scope("row"), text: "\(endpoint.id) (\(endpoint.kind.rawValue))")
                    row.element("td", text: texts(transport, endpoint.kind == .ssh ? "ssh.protocol" : "tls.versions"))
                    row.element("td", text: texts(transport, endpoint.kind == .ssh ? "ssh.weak" : "tls.weaknesses"))
                    row.element("td", text: certified(certificate))
                }
            }
        }
    }

    func controls(_ check: Control.Check, title: String, _ html: inout HTMLWriter) {
        let verdicts = assessment.verdicts.filter { $0.control.check == check }
        guard !verdicts.isEmpty else { return }
        html.element("h2", text: say(title))
        table(["pages.control", "pages.status", "pages.source", "pages.because"], &html) { body in
            for verdict in verdicts {
                body.element("tr", .id("\(language.rawValue)-\(verdict.control.id)")) { row in
                    row.element("th", .scope("row")) { cell in
                        cell.write("\(verdict.control.id) ")
                        shown(verdict.control.title, &cell)
                    }
                    row.element("td") { cell in
                        cell.element(
                            "span", .class("mark \(verdict.status.rawValue)"),
                            text: say("pages.status-\(verdict.status.rawValue)"))
                        cell.void("br")
                        cell.element(
                            "span", .class("soft"), text: say("pages.force-\(verdict.control.force.rawValue)"))
                    }
                    row.element("td", .class("soft")) { sources(of: verdict.control, &$0) }
                    row.element("td") { because(verdict, &$0) }
                }
            }
        }
    }

    /// Where a control comes from. What an overlay says of its sources is never shown as if the centre had read them.
    private func sources(of control: Control, _ cell: inout HTMLWriter) {
        if let overlay = control.overlay { cell.element("div") { $0.element("strong", text: wording.origin(overlay)) } }
        for source in control.sources {
            let standing =
                control.overlay == nil ? "pages.standing-\(source.standing.rawValue)" : "pages.standing-overlay"
            cell.element("div") { line in
                line.write("\(source.document) \(source.clause)")
                line.write(" (\(say(standing)))")
            }
        }
        for tightening in control.tightenings { cell.element("div", text: wording.tightening(tightening)) }
    }

    private func because(_ verdict: ControlVerdict, _ cell: inout HTMLWriter) {
        cell.element("ul") { list in
            for breach in verdict.breaches {
                list.element("li") { item in
                    item.write("\(breach.object.id): ")
                    shown(breach.title, &item)
                    if let overlay = breach.overlay { item.write(" (\(wording.rule(overlay)))") }
                    for match in breach.matches {
                        item.void("br")
                        item.element("code", text: "\(match.field) = \(match.value)")
                    }
                    for evidence in breach.evidence where !evidence.shown.isEmpty {
                        item.void("br")
                        item.element("span", .class("soft"), text: "\(evidence.place): \(evidence.shown)")
                    }
                }
            }
            for missing in verdict.missing {
                list.element("li", text: "\(missing.object.id): \(phrases.text(missing.reason, in: language))")
            }
            if let waiver = verdict.waiver {
                list.element("li", text: say("pages.waived-by", waived(waiver)))
            }
            if let waiver = verdict.lapsed {
                list.element("li", text: say("pages.waiver-lapsed", waived(waiver)))
            }
        }
    }

    private func waived(_ waiver: Waiver) -> [String: String] {
        [
            "by": waiver.grantedBy, "reason": waiver.reason, "from": waiver.from.description,
            "until": waiver.until.description,
        ]
    }

    private func table(
        _ headings: [String], _ html: inout HTMLWriter, body: (inout HTMLWriter) -> Void
    ) {
        html.element("div", .class("wide")) { wide in
            wide.element("table") { table in
                table.element("thead") { head in
                    head.element("tr") { row in
                        for heading in headings { row.element("th", .scope("col"), text: say(heading)) }
                    }
                }
                table.element("tbody", inside: body)
            }
        }
    }

    private func reading(_ kind: String, _ object: ObjectReference) -> Reading? {
        assessment.observations.first { $0.object == object && $0.reading.kind == kind }?.reading
    }

    private func texts(_ reading: Reading?, _ fact: String) -> String {
        guard let reading else { return "–" }
        if case .notAssessed(let reason) = reading.completeness { return phrases.text(reason, in: language) }
        switch reading.facts[fact] {
        case .array(let values)?: return values.compactMap(\.text).joined(separator: ", ")
        case .string(let value)?: return value
        default: return "–"
        }
    }

    private func found(_ reading: Reading?, _ cell: inout HTMLWriter) {
        guard let reading else { return cell.write("–") }
        if case .notAssessed(let reason) = reading.completeness {
            return cell.write(phrases.text(reason, in: language))
        }
        let counts = reading.facts.filter { $0.key.hasPrefix("data.counts.") }
            .compactMap { name, value in value.integer.map { (String(name.dropFirst("data.counts.".count)), $0) } }
            .filter { $0.1 > 0 }.sorted { $0.0 < $1.0 }
        if counts.isEmpty { return cell.write(say("pages.nothing-found")) }
        for (index, (name, count)) in counts.enumerated() {
            if index > 0 { cell.write(say("pages.comma")) }
            let spoken = phrases.language(of: "detectors.\(name)", for: language)
            let words = say("detectors.\(name)")
            if spoken == language {
                cell.write(words)
            } else {
                cell.element("span", .lang(spoken.rawValue), text: words)
            }
            cell.write(" \(count)")
        }
    }

    private func unread(_ reading: Reading?) -> String {
        guard let count = reading?.facts["data.items_not_scanned"]?.integer else { return "–" }
        return String(count)
    }

    private func protected(_ reading: Reading?) -> String {
        guard let reading else { return "–" }
        if case .notAssessed(let reason) = reading.completeness { return phrases.text(reason, in: language) }
        guard let state = reading.facts["protection.state"]?.text else { return "–" }
        let scheme = reading.facts["protection.scheme"]?.text.map { " (\($0))" } ?? ""
        return say("pages.protection-\(state)") + scheme
    }

    private func certified(_ reading: Reading?) -> String {
        guard let reading else { return "–" }
        if case .notAssessed(let reason) = reading.completeness { return phrases.text(reason, in: language) }
        let until = reading.facts["certificate.not_after"]?.text.map { String($0.prefix(10)) } ?? "–"
        let causes = reading.facts["certificate.causes"]?.elements?.compactMap(\.text) ?? []
        let trust = causes.isEmpty ? say("pages.trusted") : causes.joined(separator: ", ")
        return "\(say("pages.until", ["date": until])) \(trust)"
    }
}
