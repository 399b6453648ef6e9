import CanonicalJSON
public import Model
public import Programme

extension Assessment {
    /// What goes into the record: the assessment, the weaknesses that it saw, and the controls that it settled.
    ///
    /// - Parameter fresh: the observations that are not in the record yet.
    public func record(fresh: [Observation]) -> AssessmentRecord {
        // A look at another day says nothing of how the system stands now.
        record(fresh: fresh, isCurrent: asOf.date == assessed.date, at: assessed)
    }

    /// What goes into the record where nobody looked again.
    ///
    /// - Parameter before: the assessment whose observations were judged anew.
    func record(judgingAnew before: String) -> AssessmentRecord {
        record(fresh: [], isCurrent: true, at: asOf, extent: .nothing, after: before)
    }

    /// What goes into the record where only the network services were looked at again.
    ///
    /// - Parameters:
    ///   - before: the assessment that this one adds to.
    ///   - isWhole: whether there is nothing else to the system.
    func record(fresh: [Observation], afterServicesOf before: String, isWhole: Bool) -> AssessmentRecord {
        record(fresh: fresh, isCurrent: true, at: asOf, extent: isWhole ? .system : .services, after: before)
    }

    private func record(
        fresh: [Observation], isCurrent: Bool, at: Instant, extent: AssessmentRecord.Extent = .system,
        after before: String? = nil
    ) -> AssessmentRecord {
        let statuses = verdicts.map { ($0.control.id, JSONValue.string($0.status.rawValue)) }
        var conclusion = summary.members ?? [:]
        conclusion["statuses"] = .object(Dictionary(statuses) { first, _ in first })
        conclusion["observations"] = .strings(observations.map(\.id).sorted())
        let unseen = verdicts.filter { $0.status == .unknown || $0.status == .waived }
        conclusion["missing"] = .object(
            Dictionary(unseen.map { ($0.control.id, .array($0.missing.map(\.json))) }) { first, _ in first })
        conclusion["current"] = .bool(isCurrent)
        let settled = verdicts.filter { isCurrent && ($0.status == .held || $0.status == .notApplicable) }
        return AssessmentRecord(
            id: id, subject: system.subject.id, observations: fresh, conclusion: .object(conclusion),
            sightings: isCurrent ? verdicts.flatMap(\.sightings) : [], settled: Set(settled.map(\.control.id)),
            at: at, actor: tool, extent: extent, after: before)
    }

    /// The system's entry in the register, by what its file states.
    ///
    /// - Parameter unit: the unit that it belongs to, and its path; the file's own department where nil.
    public func entry(in unit: (id: String, path: String)? = nil) -> RegisteredSystem {
        let subject = system.subject
        let place = unit ?? (subject.department, subject.department + "/")
        return RegisteredSystem(
            id: subject.id, unit: place.id, path: place.path, name: subject.name, tier: subject.tier,
            grade: subject.grade, exposure: subject.exposure, personalData: subject.personalData)
    }
}

extension ControlVerdict {
    /// The weaknesses that break the control, one for each rule and object; a waived control has them too.
    fileprivate var sightings: [Sighting] {
        breaches.map { breach in
            Sighting(
                control: control.id, rule: breach.rule, title: breach.title,
                severity: Severity(rawValue: breach.level) ?? .medium, object: breach.object,
                observation: breach.observation,
                matches: breach.matches.map { Sighting.Match(field: $0.field, value: $0.value) })
        }
    }
}
