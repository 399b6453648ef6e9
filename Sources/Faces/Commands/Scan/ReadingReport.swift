import Assurance
import CanonicalJSON
import Model
import Pages
import Phrases
import Programme

/// The readings of one instrument, as text or JSON.
struct ReadingReport {
    let readings: [(String, Reading)]
    let session: Session

    /// Evidence that text shows of one reading; JSON shows all of it.
    private static let shown = 50

    /// Writes them to standard output.
    func write(_ format: ScanFormat) throws(Fault) {
        switch format {
        case .text: try session.output(overlays + readings.map(describe).joined(separator: "\n"))
        case .json: try session.output(JSONValue.array(readings.map(json)).pretty + "\n")
        case .jsonl: try session.output(readings.map { json($0).canonical + "\n" }.joined())
        }
    }

    /// Which overlays took part, as a line.
    private var overlays: String {
        guard !session.overlays.isEmpty else { return "" }
        let wording = OverlayWording(phrases: session.phrases, language: session.language)
        return session.say("pages.judged-with-overlays", ["overlays": wording.list(session.overlays.map(\.mark))])
            + "\n"
    }

    private func json(_ item: (String, Reading)) -> JSONValue {
        var members = item.1.json.members ?? [:]
        members["target"] = .string(item.0)
        if !session.overlays.isEmpty { members["overlays"] = .array(session.overlays.map(\.mark.json)) }
        return .object(members)
    }

    private func describe(_ item: (String, Reading)) -> String {
        let (target, reading) = item
        var lines = ["\(target.printable)  \(reading.kind)"]
        switch reading.completeness {
        case .complete: break
        case .partial(let reasons):
            lines += reasons.prefix(Self.shown).map { "  ! \(session.phrases.text($0, in: session.language))" }
        case .notAssessed(let reason):
            lines.append("  ? \(session.phrases.text(reason, in: session.language))")
        }
        for (name, value) in reading.facts.sorted(by: { $0.key < $1.key }) {
            let text = value.elements.map { $0.compactMap(\.text).joined(separator: ", ") } ?? value.text
            lines.append("  \(name) = \((text ?? value.canonical).printable)")
        }
        for evidence in reading.evidence.prefix(Self.shown) {
            let confidence = Int((evidence.confidence * 100).rounded())
            lines.append(
                "  - \(evidence.place.printable): \(evidence.type) \(evidence.shown.printable) (\(confidence)%)")
            for reason in evidence.reasons {
                lines.append("      \(session.phrases.text(reason, in: session.language))")
            }
        }
        if reading.evidence.count > Self.shown {
            lines.append(
                "  " + session.say("commands.more-evidence", ["count": String(reading.evidence.count - Self.shown)]))
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
