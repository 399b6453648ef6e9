import CanonicalJSON
import Journal
import Model

/// What an assessment changes in the findings of a system: pure arithmetic over what was known and what was seen.
struct FindingDifference {
    /// A finding that the record holds.
    struct Known {
        let id: String
        let fingerprint: String
        let isOpen: Bool
        let sighting: Sighting
    }

    private(set) var events: [Event] = []
    /// The findings that were seen again and are open already.
    private(set) var again: [String] = []

    /// - Parameters:
    ///   - known: all findings of the system.
    ///   - sightings: what the assessment saw.
    ///   - settled: the controls that it judged held or not applicable: only these can close a finding. A control that
    ///     is unknown now leaves its findings open, for nobody looked.
    init(
        known: [Known], sightings: [Sighting], settled: Set<String>, subject: String, assessment: String,
        clock: RemediationClock, at: Instant, actor: String
    ) {
        let byFingerprint = Dictionary(known.map { ($0.fingerprint, $0) }) { first, _ in first }
        var seen: Set<String> = []
        for sighting in sightings {
            let fingerprint = sighting.fingerprint(subject: subject)
            guard seen.insert(fingerprint).inserted else { continue }
            let before = byFingerprint[fingerprint]
            if let before, before.isOpen {
                again.append(before.id)
                if before.sighting.isMaterially(sighting) { continue }
            }
            var body = sighting.json.members ?? [:]
            // A finding bears the id of the event that opened it: its receipt proves when it was first known.
            let event = ULID(at).description
            body["finding"] = .string(before?.id ?? event)
            body["assessment"] = .string(assessment)
            body["due"] = .integer(clock.due(sighting.severity, opened: at).microseconds)
            let kind: EventKind =
                before.map { $0.isOpen ? .findingChanged : .findingReopened } ?? .findingOpened
            events.append(Self.event(kind, id: event, subject: subject, at: at, actor: actor, body))
        }
        for finding in known
        where finding.isOpen && !seen.contains(finding.fingerprint) && settled.contains(finding.sighting.control) {
            events.append(
                Self.event(
                    .findingClosed, id: ULID(at).description, subject: subject, at: at, actor: actor,
                    ["finding": .string(finding.id), "assessment": .string(assessment)]))
        }
    }

    private static func event(
        _ kind: EventKind, id: String, subject: String, at: Instant, actor: String, _ body: [String: JSONValue]
    ) -> Event {
        Event(
            id: id, kind: kind.rawValue, subject: subject, at: at, actor: actor, body: .object(body))
    }
}
