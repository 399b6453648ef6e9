public import Identity
public import Model
public import Programme

/// Writes a planned estate into an empty record, as officers and instruments would: week by week, in the order of the
/// days, and many at once within a step.
public struct EstateWriter: Sendable {
    /// An officer whom someone may sign in as.
    public struct Guest: Sendable, Hashable {
        /// The opaque id.
        public let person: String
        /// The name to sign in with.
        public let signIn: String
        /// The unit.
        public let unit: String
        /// What they are appointed to.
        public let offices: [Office]
    }

    private let catalogue: DemonstrationCatalogue
    private let programme: Programme
    private let units: Units
    private let people: People
    private let offices: Offices
    private let prepareKeys: @Sendable ([String]) async throws -> Void
    /// How many calls are made at once: enough for the journal to write them in groups.
    private static let atOnce = 256
    private static let entriesAtOnce = 500

    /// A writer into a record.
    ///
    /// - Parameter prepareKeys: makes the keys that personal data of units is sealed under.
    public init(
        catalogue: DemonstrationCatalogue, programme: Programme, units: Units, people: People, offices: Offices,
        prepareKeys: @escaping @Sendable ([String]) async throws -> Void
    ) {
        self.catalogue = catalogue
        self.programme = programme
        self.units = units
        self.people = people
        self.offices = offices
        self.prepareKeys = prepareKeys
    }

    /// Writes an estate, marked as made up before anything else is in it.
    ///
    /// - Parameter progress: told how much is done, of 1.
    /// - Returns: whom one may sign in as: an officer of the centre, of a department, and of a system.
    /// - Throws: `Fault`.
    public func write(
        _ plan: EstatePlan, progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) async throws -> [Guest] {
        let size = plan.size
        try await programme.mark(
            .demonstration, note: "seed \(size.seed), \(size.departments) departments, \(size.systems) systems each",
            at: plan.start, actor: HistoryWriter.actor)
        try await addUnits(plan)
        let persons = try await addPeople(plan)
        var rest = plan.systems[...]
        while !rest.isEmpty {
            let some = rest.prefix(Self.entriesAtOnce)
            try await programme.register(some.map(\.entry), at: plan.start, actor: HistoryWriter.actor)
            rest = rest.dropFirst(some.count)
        }
        try await assign(plan, persons)
        for week in 0..<DemonstrationCalendar.weeks {
            progress(Double(week) / Double(DemonstrationCalendar.weeks))
            try await write(week, plan, persons)
        }
        return plan.guests.map { place in
            let person = plan.people[place]
            return Guest(
                person: persons[place], signIn: person.signIn, unit: person.unit,
                offices: Set(person.offices.map(\.office)).sorted { $0.rawValue < $1.rawValue })
        }
    }

    private func addUnits(_ plan: EstatePlan) async throws {
        for depth in 1...3 {
            try await Self.each(plan.units.filter { $0.path.depth == depth }) { unit in
                try await units.add(
                    unit.path.id, under: unit.path.parent.flatMap { $0 == .root ? nil : $0.id }, name: unit.name,
                    relation: .governed, at: plan.start, actor: HistoryWriter.actor)
            }
        }
        try await prepareKeys(plan.units.map(\.path.id))
    }

    /// Adds the people.
    ///
    /// - Returns: their opaque ids, in the order of the plan.
    private func addPeople(_ plan: EstatePlan) async throws -> [String] {
        try await Self.each(plan.people) { person in
            try await people.add(
                PersonDetails(
                    signIn: person.signIn, display: person.display, email: nil, language: person.language,
                    unit: person.unit), at: plan.start, actor: HistoryWriter.actor)
        }
    }

    private func assign(_ plan: EstatePlan, _ persons: [String]) async throws {
        let all = zip(persons, plan.people).flatMap { id, person in person.offices.map { (id, $0) } }
        try await Self.each(all) { id, office in
            _ = try await offices.assign(
                office.office, to: id, in: office.unit, subject: office.subject, from: plan.start, at: plan.start,
                actor: HistoryWriter.actor)
        }
    }

    /// Writes a week: looks, then answers, then decisions.
    private func write(_ week: Int, _ plan: EstatePlan, _ persons: [String]) async throws {
        let looked = plan.systems.filter { $0.history.looks.contains { $0.week == week } }
        try await Self.each(looked) { system in
            let writer = HistoryWriter(catalogue: catalogue, system: system)
            for look in system.history.looks where look.week == week {
                try await programme.record(writer.record(look))
            }
        }
        for decisions in [false, true] {
            func isDue(_ answer: SystemHistory.Answer) -> Bool {
                answer.week == week && answer.isDecision == decisions
            }
            let answered = plan.systems.filter { $0.history.answers.contains(where: isDue) }
            try await Self.each(answered) { system in
                let due = system.history.answers.filter { $0.week == week && $0.isDecision == decisions }
                let officer = persons[decisions ? system.director : system.owner]
                try await answer(due, system.entry.id, actor: "person:\(officer)")
            }
        }
    }

    private func answer(_ answers: [SystemHistory.Answer], _ subject: String, actor: String) async throws {
        var filter = FindingFilter()
        filter.subject = subject
        filter.state = .open
        let open = try await programme.findings(filter, .everything, limit: 1_000).rows
        let known = Dictionary(open.map { ($0.sighting.fingerprint(subject: subject), $0) }) { first, _ in first }
        for answer in answers {
            guard let finding = known[answer.fingerprint] else { continue }
            switch answer.act {
            case .plan(let due, let note):
                try await programme.plan(
                    finding, office: Office.systemOwner.rawValue, due: due, note: note, at: answer.at, actor: actor)
            case .ask(let until, let reason):
                try await programme.ask(acceptance: finding, until: until, reason: reason, at: answer.at, actor: actor)
            case .decide(let accept, let note):
                try await programme.decide(finding, accept: accept, note: note, at: answer.at, actor: actor)
            }
        }
    }

    /// Does something with each of many, some at once.
    @discardableResult
    private static func each<Item: Sendable, Result: Sendable>(
        _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results: [Result?] = Array(repeating: nil, count: items.count)
            for (index, item) in items.enumerated() {
                if index >= atOnce, let (place, result) = try await group.next() { results[place] = result }
                group.addTask { (index, try await body(item)) }
            }
            for try await (place, result) in group { results[place] = result }
            return results.compactMap(\.self)
        }
    }
}
