import CanonicalJSON
import Journal
import Model
import Pages
import Programme

/// Lines of history from events.
struct HistoryEntries {
    let estate: Estate
    private static let limit = 200

    /// What happened to a system, the newest first.
    func of(_ subject: String, limit: Int, seesFindings: Bool) async throws -> [HistoryEntry] {
        let kinds = EventKind.allCases.filter { $0 != .observationRecorded && (seesFindings || !$0.isOfFindings) }
        return try await estate.journal.events(of: subject, kinds: kinds.map(\.rawValue), limit: Int64(limit))
            .compactMap(entry)
    }

    /// What happened to a finding, the newest first.
    func of(finding: Finding) async throws -> [HistoryEntry] {
        let kinds = EventKind.allCases.filter(\.isOfFindings).map(\.rawValue)
        return try await estate.journal.events(of: finding.subject, kinds: kinds, limit: Int64(Self.limit))
            .filter { $0.event.body["finding"]?.text == finding.id }.compactMap(entry)
    }

    private func text(_ kind: EventKind, _ event: Event) -> Wording {
        guard kind == .assessmentConcluded else { return .say("server.event-\(kind.rawValue)") }
        return switch AssessmentRecord.Extent(conclusion: event.body) {
        case .system: .say("server.event-\(kind.rawValue)")
        case .services: .say("server.event-services-looked-at")
        case .nothing: .say("server.event-judged-anew")
        }
    }

    private func entry(_ placed: PlacedEvent) -> HistoryEntry? {
        let event = placed.event
        guard let kind = EventKind(rawValue: event.kind) else { return nil }
        let detail = event.body["note"]?.text ?? event.body["reason"]?.text
        return HistoryEntry(
            at: event.at, kind: kind.shape,
            text: text(kind, event), actor: EventActor(event.actor).wording,
            detail: detail.map { .written($0, in: nil) },
            url: event.body["finding"]?.text.map { Paths.finding($0) }, leaf: Int(clamping: placed.sequence))
    }
}

extension EventKind {
    /// Whether an event of the kind is about a finding.
    var isOfFindings: Bool {
        switch self {
        case .systemRegistered, .observationRecorded, .assessmentConcluded, .estateMarked: false
        case .findingOpened, .findingReopened, .findingChanged, .findingClosed, .actionPlanned, .acceptanceAsked,
            .decisionMade:
            true
        }
    }

    fileprivate var shape: HistoryEntry.Kind {
        switch self {
        case .systemRegistered, .estateMarked: .note
        case .observationRecorded: .observation
        case .assessmentConcluded: .assessment
        case .findingOpened, .findingReopened, .findingChanged: .opened
        case .findingClosed: .closed
        case .actionPlanned: .action
        case .acceptanceAsked, .decisionMade: .decision
        }
    }
}
