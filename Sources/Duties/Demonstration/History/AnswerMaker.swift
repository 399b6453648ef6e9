import Model
import Programme

/// Makes up what officers do about findings, in turn: most are planned, some are left to lie, for some it is asked that
/// they be accepted.
struct AnswerMaker {
    private enum Course: CaseIterable {
        case plan, lie, askAndAccept, planLate, ask, planAgain, askAndReject, planSoon
    }

    let notes: DemonstrationContent.Notes
    let calendar: DemonstrationCalendar
    let languages: (owner: Language, director: Language)
    /// Whose turn it is.
    private var turn: Int
    /// What is still to be done, by the finding's fingerprint.
    private var waiting: [String: [SystemHistory.Answer]] = [:]
    private var open: Set<String> = []
    /// What nobody has set to work on.
    private var lying: Set<String> = []
    /// Until when what is open is to be mended.
    private var dues: [String: Instant] = [:]

    init(
        notes: DemonstrationContent.Notes, calendar: DemonstrationCalendar,
        languages: (owner: Language, director: Language), turn: Int
    ) {
        self.notes = notes
        self.calendar = calendar
        self.languages = languages
        self.turn = turn
    }

    /// A weakness was seen; where it is new, officers set to work.
    mutating func seen(_ sighting: Sighting, of subject: String, week: Int, _ random: inout SplitMix64) {
        let fingerprint = sighting.fingerprint(subject: subject)
        let isNew = open.insert(fingerprint).inserted
        // What was left to lie until somebody looked again is planned then.
        guard isNew || lying.remove(fingerprint) != nil else { return }
        let course = isNew ? Course.allCases[turn % Course.allCases.count] : .plan
        turn += 1
        let first = week + random.whole(1...3)
        var answers: [SystemHistory.Answer] = []
        func add(_ week: Int, _ day: DemonstrationCalendar.Day, _ act: (Instant) -> SystemHistory.Answer.Act) {
            guard week < DemonstrationCalendar.weeks else { return }
            let at = calendar.moment(week: week, day, &random)
            answers.append(.init(week: week, at: at, fingerprint: fingerprint, act: act(at)))
        }
        let plans = notes.plans[sighting.object.kind.rawValue] ?? notes.plans["other"] ?? []
        let plan = random.pick(plans)[languages.owner]
        let days = 7 * random.whole(5...24)
        let request = random.pick(notes.requests)[languages.owner]
        let pause = random.whole(1...4)
        let (yes, no) = (
            random.pick(notes.accepted)[languages.director], random.pick(notes.rejected)[languages.director]
        )
        switch course {
        case .lie: lying.insert(fingerprint)
        case .plan, .planAgain, .planSoon: add(first, .answer) { .plan(due: $0.adding(days: days), note: plan) }
        case .planLate: add(first + 6, .answer) { .plan(due: $0.adding(days: days), note: plan) }
        case .ask, .askAndAccept, .askAndReject:
            add(first, .answer) { .ask(until: $0.adding(days: 365 + days), reason: request) }
            if course == .ask { add(first + pause + 8, .decision) { _ in .decide(accept: false, note: no) } }
            if course == .askAndAccept { add(first + pause, .decision) { _ in .decide(accept: true, note: yes) } }
            if course == .askAndReject {
                add(first + pause, .decision) { _ in .decide(accept: false, note: no) }
                add(first + pause + 2, .answer) { .plan(due: $0.adding(days: days), note: plan) }
            }
        }
        waiting[fingerprint] = answers
        dues[fingerprint] = answers.compactMap(\.due).last
    }

    /// Until when a weakness is to be mended; nil where nobody has planned it.
    func planned(_ sighting: Sighting, of subject: String) -> Instant? {
        dues.isEmpty ? nil : dues[sighting.fingerprint(subject: subject)]
    }

    /// A weakness is gone: nothing is left to do.
    mutating func gone(_ sighting: Sighting, of subject: String) {
        let fingerprint = sighting.fingerprint(subject: subject)
        open.remove(fingerprint)
        lying.remove(fingerprint)
        dues[fingerprint] = nil
        waiting[fingerprint] = nil
    }

    /// What is done before a week, in the order of its days.
    mutating func due(before week: Int) -> [SystemHistory.Answer] {
        var due: [SystemHistory.Answer] = []
        for (fingerprint, answers) in waiting {
            due += answers.filter { $0.week < week }
            waiting[fingerprint] = answers.filter { $0.week >= week }
        }
        return due.sorted { ($0.at, $0.fingerprint) < ($1.at, $1.fingerprint) }
    }
}
