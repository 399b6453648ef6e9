public import CanonicalJSON
import Journal
public import Model
import Storage

/// What an assessment hands over to be recorded.
public struct AssessmentRecord: Sendable {
    /// Its ULID, which is its event's id too.
    public var id: String
    /// The system.
    public var subject: String
    /// The observations that are not in the record yet.
    public var observations: [Observation]
    /// The assessment, with members `posture`, `system` and `statuses` (control to status).
    public var conclusion: JSONValue
    /// The weaknesses that it saw.
    public var sightings: [Sighting]
    /// The controls that it judged held or not applicable.
    public var settled: Set<String>
    /// When.
    public var at: Instant
    /// The tool and version.
    public var actor: String
    /// How much of the system was looked at.
    public var extent: Extent
    /// The assessment that it goes on from; nil where it rests on no other.
    public var after: String?

    /// How much of a system was looked at.
    public enum Extent: String, Sendable, Hashable {
        /// All that its file names.
        case system
        /// Its network services alone: since when nobody looked at the rest stays to be seen.
        case services
        /// Nothing: what was seen before was judged anew.
        case nothing
    }

    /// An assessment.
    public init(
        id: String, subject: String, observations: [Observation], conclusion: JSONValue, sightings: [Sighting],
        settled: Set<String>, at: Instant, actor: String, extent: Extent = .system, after: String? = nil
    ) {
        self.id = id
        self.subject = subject
        self.observations = observations
        self.conclusion = conclusion
        self.sightings = sightings
        self.settled = settled
        self.at = at
        self.actor = actor
        self.extent = extent
        self.after = after
    }
}

extension Programme {
    /// Records observations, the assessment that rests on them, and what that changes in the findings, all or nothing.
    ///
    /// - Parameter registering: the system's entry, where the assessment itself brings it into the register.
    /// - Returns: how many findings were opened, opened again and closed.
    /// - Throws: `Fault`.
    @discardableResult
    public func record(
        _ assessment: AssessmentRecord, registering system: RegisteredSystem? = nil
    ) async throws -> FindingChanges {
        let (known, place) = try await database.read { transaction in
            (
                try FindingTable.known(of: assessment.subject, transaction),
                try SystemTable.system(assessment.subject, .everything, transaction)?.system
            )
        }
        let difference = difference(of: assessment, to: known)
        var events: [Event] = []
        if let system, system != place { events.append(Self.event(system, at: assessment.at, actor: assessment.actor)) }
        events += assessment.observations.map { observation in
            Event(
                id: observation.id, kind: EventKind.observationRecorded.rawValue, subject: observation.subject,
                at: observation.collected, actor: observation.actor, body: observation.json)
        }
        var conclusion = assessment.conclusion.members ?? [:]
        if let member = assessment.extent.member, let before = assessment.after {
            conclusion[member] = .string(before)
        }
        if assessment.extent != .nothing { conclusion["seenAgain"] = .strings(difference.again) }
        events.append(
            Event(
                id: assessment.id, kind: EventKind.assessmentConcluded.rawValue, subject: assessment.subject,
                at: assessment.at, actor: assessment.actor, body: .object(conclusion)))
        let subject = assessment.subject
        if let before = assessment.after {
            // Whoever looked meanwhile knows better.
            try await journal.record(events + difference.events) { transaction in
                let newest = try SystemTable.system(subject, .everything, transaction)?.assessment
                guard newest == before else { throw Fault("programme.changed-meanwhile", ["id": subject]) }
            }
        } else {
            try await journal.record(events + difference.events)
        }
        return FindingChanges(difference.events)
    }

    /// Whether an assessment would open, change or close any finding.
    public func changesFindings(_ assessment: AssessmentRecord) async throws -> Bool {
        let known = try await database.read { try FindingTable.known(of: assessment.subject, $0) }
        return !difference(of: assessment, to: known).events.isEmpty
    }

    private func difference(of assessment: AssessmentRecord, to known: [FindingDifference.Known]) -> FindingDifference {
        FindingDifference(
            known: known, sightings: assessment.sightings, settled: assessment.settled, subject: assessment.subject,
            assessment: assessment.id, clock: clock, at: assessment.at, actor: assessment.actor)
    }

    /// Puts systems into the register, or new descriptions in the place of those before; those that are the same
    /// already make no event.
    ///
    /// - Returns: how many changed.
    @discardableResult
    public func register(_ systems: [RegisteredSystem], at: Instant, actor: String) async throws -> Int {
        let known = try await database.read { transaction in
            try SystemTable.named(systems.map(\.id), transaction).map(\.system)
        }
        let before = Dictionary(known.map { ($0.id, $0) }) { first, _ in first }
        let changed = systems.filter { before[$0.id] != $0 }
        try await journal.record(changed.map { Self.event($0, at: at, actor: actor) })
        return changed.count
    }

    /// Puts one system into the register, or a new description in the place of the one that was seen.
    ///
    /// - Parameter before: the entry as it was seen; nil where there was none.
    /// - Throws: `Fault` (`programme.id-taken`, `programme.changed-meanwhile`).
    public func register(
        _ system: RegisteredSystem, replacing before: RegisteredSystem?, at: Instant, actor: String
    ) async throws {
        guard system != before else { return }
        try await journal.record([Self.event(system, at: at, actor: actor)]) { transaction in
            let now = try SystemTable.system(system.id, .everything, transaction)?.system
            guard now == before else {
                throw Fault(
                    before == nil ? "programme.id-taken" : "programme.changed-meanwhile", ["id": system.id])
            }
        }
    }

    /// Takes systems, with their findings, to where their units are in the tree now: who may see them goes by that.
    ///
    /// - Parameter units: the paths of units, by their ids.
    /// - Returns: how many moved.
    @discardableResult
    public func follow(_ units: [String: String], at: Instant, actor: String) async throws -> Int {
        let all = try await database.read { try SystemTable.all($0) }
        let moved = all.compactMap { system -> RegisteredSystem? in
            guard let path = units[system.unit], path != system.path else { return nil }
            var system = system
            system.path = path
            return system
        }
        return try await register(moved, at: at, actor: actor)
    }

    static func event(_ system: RegisteredSystem, at: Instant, actor: String) -> Event {
        Event(
            id: ULID(at).description, kind: EventKind.systemRegistered.rawValue, subject: system.id, at: at,
            actor: actor, body: system.json)
    }
}

/// What an assessment changed in the findings of its system.
public struct FindingChanges: Sendable, Hashable {
    /// Findings that were not known.
    public var opened = 0
    /// Findings that had been closed.
    public var reopened = 0
    /// Findings that are gone.
    public var closed = 0

    /// Nothing.
    public init() {}

    init(_ events: [Event]) {
        for event in events {
            switch EventKind(rawValue: event.kind) {
            case .findingOpened: opened += 1
            case .findingReopened: reopened += 1
            case .findingClosed: closed += 1
            default: break
            }
        }
    }
}

extension AssessmentRecord.Extent {
    /// The member of an assessment that names the one which it goes on from, where that was not looked at anew as a whole.
    public var member: String? {
        switch self {
        case .system: nil
        case .services: "servicesOf"
        case .nothing: "judgesAnew"
        }
    }

    /// How much of a system was looked at for an assessment, by its conclusion.
    public init(conclusion: JSONValue) {
        self = [.services, .nothing].first { $0.member.flatMap { conclusion[$0] } != nil } ?? .system
    }
}
