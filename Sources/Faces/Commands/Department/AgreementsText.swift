import Identity
import Model
import Phrases

/// Agreements as a terminal shows them.
struct AgreementsText {
    let session: Session

    /// What is seen by an agreement, a line a field; by none, nothing is.
    func sights(of agreement: Agreement?) -> String {
        var lines = Agreement.Field.allCases.map { field in
            "  \(say(field.name)): \(say(field.sight(agreement?.extent(of: field) ?? .none)))\n"
        }
        if let withheld = agreement?.withheld, !withheld.isEmpty {
            let facts = withheld.sorted().joined(separator: ", ")
            lines.append("  \(session.say("commands.agreement-withheld", ["facts": facts]))\n")
        }
        return lines.joined()
    }

    /// An agreement on a line: its id, its term, and whether it counts.
    func line(_ agreement: Agreement, inForce: Agreement?) -> String {
        let state: String =
            if agreement.id == inForce?.id {
                session.say("commands.agreement-in-force")
            } else if agreement.from > session.now {
                session.say("commands.agreement-to-come")
            } else { session.say("commands.agreement-past") }
        let until = agreement.until.map(\.description) ?? "–"
        let shown = Agreement.Field.allCases.compactMap { field -> String? in
            let extent = agreement.extent(of: field)
            return extent == .none ? nil : "\(field.rawValue)=\(extent.rawValue)"
        }
        return "\(agreement.id)  \(agreement.from) – \(until)  \(state)  \(shown.joined(separator: " "))\n"
    }

    private func say(_ message: Message) -> String { session.phrases.text(message, in: session.language) }
}
