import CanonicalJSON
import Model

/// Builds what a rule matches on: an observation's facts, with what its subject, its object and the other probes of
/// the same object add. `docs/judgement-record.md` lists the names.
struct JudgementRecord {
    /// The system the observation is of.
    let system: SystemFile
    /// The date judged for.
    let asOf: Instant
    /// Whether what detectors of overlays found is left out.
    var isOfCentre = false

    /// The facts that every record may hold, whatever kind of observation it is about.
    static let commonFacts = [
        "subject.id", "subject.tier", "subject.grade", "subject.classified", "subject.exposure",
        "subject.internet_facing", "subject.personal_data", "object.kind", "object.id", "observation.complete",
        "age_days", "endpoint.kind", "endpoint.network", "place.kind", "place.region", "store.kind", "store.role",
        "store.grade", "store.classified",
    ]

    /// The kinds whose newest facts go into every record about the same store.
    static let storeKinds = ["storage.protection", "data.inventory"]

    /// The record of one observation.
    ///
    /// - Parameter others: the newest observations of the same object, by kind.
    func facts(of observation: Observation, others: [String: Observation]) -> Facts {
        var facts: Facts = [:]
        if observation.object.kind == .store {
            for kind in Self.storeKinds {
                if let other = others[kind] { facts.merge(stated(other.reading)) { $1 } }
            }
        }
        facts.merge(stated(observation.reading)) { $1 }
        addSubject(to: &facts)
        addObject(observation.object, to: &facts)
        facts["object.kind"] = .string(observation.object.kind.rawValue)
        facts["object.id"] = .string(observation.object.id)
        let reading = observation.reading
        facts["observation.complete"] = .bool(
            isOfCentre ? reading.isCompleteForCentre : reading.completeness == .complete)
        facts["age_days"] = .integer(Int64(observation.collected.days(until: asOf)))
        addRelativeTimes(to: &facts)
        return facts
    }

    private func stated(_ reading: Reading) -> Facts { isOfCentre ? reading.centreFacts : reading.joinedFacts }

    private func addSubject(to facts: inout Facts) {
        let subject = system.subject
        facts["subject.id"] = .string(subject.id)
        facts["subject.tier"] = .integer(Int64(subject.tier))
        facts["subject.grade"] = .string(subject.grade.rawValue)
        facts["subject.classified"] = .bool(subject.grade >= .restricted)
        facts["subject.exposure"] = .string(subject.exposure.rawValue)
        facts["subject.internet_facing"] = .bool(subject.exposure == .internet)
        facts["subject.personal_data"] = .bool(subject.personalData)
    }

    private func addObject(_ object: ObjectReference, to facts: inout Facts) {
        if object.kind == .endpoint, let endpoint = system.endpoints.first(where: { $0.id == object.id }) {
            facts["endpoint.kind"] = .string(endpoint.kind.rawValue)
            facts["endpoint.network"] = .string(endpoint.network.rawValue)
        }
        guard object.kind == .store, let store = system.stores.first(where: { $0.id == object.id }) else { return }
        facts["store.kind"] = .string(store.kind.rawValue)
        facts["store.role"] = .string(store.role.rawValue)
        if let place = store.place { facts["place.kind"] = .string(place.rawValue) }
        if let region = store.region { facts["place.region"] = .string(region) }
        // A store without a grade of its own has its system's: the cautious reading of a gap in the file.
        let grade = store.grade ?? system.subject.grade
        facts["store.grade"] = .string(grade.rawValue)
        facts["store.classified"] = .bool(grade >= .restricted)
    }

    private func addRelativeTimes(to facts: inout Facts) {
        for time in RelativeTime.all {
            guard let text = facts[time.source]?.text, let moment = Instant(text) else { continue }
            facts[time.derived] = time.value(moment, asOf)
        }
    }
}
