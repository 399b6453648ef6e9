import CanonicalJSON
import Model
import Programme

/// Makes up what became of one system.
///
/// Each control of a system has one number by chance, and is broken while that lies below the share that fails: since
/// the share falls from look to look, weaknesses are mended and seldom come back, as where people work on them.
struct HistoryMaker {
    let catalogue: DemonstrationCatalogue
    let notes: DemonstrationContent.Notes
    let calendar: DemonstrationCalendar
    let temper: Tempers.Temper

    /// The history of a system.
    ///
    /// - Parameters:
    ///   - index: its number in the estate: every twelfth is one that nobody has looked at yet, and what is done about
    ///     findings goes in turn, so that a small estate shows all there is.
    ///   - languages: those that its owner and its director write in.
    func history(
        of system: RegisteredSystem, index: Int, seed: UInt64, languages: (owner: Language, director: Language)
    ) -> SystemHistory {
        var random = SplitMix64(seed: seed, part: .histories, index)
        var history = SystemHistory(objects: SystemObjects(of: system, &random))
        guard index % 12 != 11, !random.chance(temper.unseen) else { return history }
        let care = [0.08, 0.5, 1, 2.2][random.place(among: [0.3, 0.3, 0.3, 0.1])]
        var controls = catalogue.controls.map { control in
            ControlCourse(
                control, of: history.objects, temper: temper.failures[control.family] ?? 0, care: care, &random)
        }
        var answers = AnswerMaker(notes: notes, calendar: calendar, languages: languages, turn: index)
        let weeks = Self.weeks(&random)
        for (number, week) in weeks.enumerated() {
            let at = calendar.moment(week: week, .look, &random)
            var look = SystemHistory.Look(
                id: ULID(at, using: &random).description, week: week, at: at, statuses: [], sightings: [],
                observations: [])
            for place in controls.indices {
                let before = controls[place].status
                let due = controls[place].weakness.flatMap {
                    answers.planned(controls[place].sighting($0), of: system.id)
                }
                let status = controls[place].look(week: week, isPlanned: due.map { $0 < at } ?? false, &random)
                look.statuses.append(status)
                guard let weakness = controls[place].weakness else { continue }
                if status == .broken {
                    if before != .broken {
                        controls[place].observe(weakness, at: at, &look.observations, &random)
                    }
                    let sighting = controls[place].sighting(weakness)
                    look.sightings.append(sighting)
                    answers.seen(sighting, of: system.id, week: week, &random)
                } else if status != .unknown, before == .broken || before == .unknown {
                    answers.gone(controls[place].sighting(weakness), of: system.id)
                }
            }
            if number == 0 { look.observations += sound(history.objects, beside: look.observations, at: at, &random) }
            history.looks.append(look)
            let next = number + 1 < weeks.count ? weeks[number + 1] : DemonstrationCalendar.weeks
            history.answers += answers.due(before: next)
        }
        return history
    }

    /// The weeks of one to five looks.
    private static func weeks(_ random: inout SplitMix64) -> [Int] {
        let count = 1 + random.place(among: [0.15, 0.25, 0.3, 0.2, 0.1])
        let last = DemonstrationCalendar.weeks - 1
        // Most were looked at not long ago; some a long time ago.
        let age = random.chance(0.8) ? 16 : last - 6 * count
        var week = last - Int(Double(age) * random.unit() * random.unit())
        var weeks: [Int] = []
        for _ in 0..<count where week >= 0 {
            weeks.append(week)
            week -= random.whole(6...16)
        }
        return weeks.reversed()
    }

    /// What is seen of the system where nothing is wrong, on objects of which nothing else was seen.
    private func sound(
        _ objects: SystemObjects, beside seen: [Observation], at: Instant, _ random: inout SplitMix64
    ) -> [Observation] {
        let places = [
            ObjectReference(.subject, objects.system.id), ObjectReference(.endpoint, "portal"),
            ObjectReference(.store, "database"),
        ]
        return places.compactMap { place in
            guard let reading = catalogue.sound[place.kind], !seen.contains(where: { $0.object == place }) else {
                return nil
            }
            return Observation(
                id: ULID(at, using: &random).description, subject: objects.system.id, object: place, reading: reading,
                collected: at, actor: HistoryWriter.actor)
        }
    }
}
