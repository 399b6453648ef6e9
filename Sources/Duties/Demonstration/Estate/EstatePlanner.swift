public import Model
import Programme

/// Makes plans of estates.
public struct EstatePlanner: Sendable {
    private let content: DemonstrationContent
    private let catalogue: DemonstrationCatalogue
    /// How many systems one officer answers for.
    private static let systemsOfOwner = 12

    /// A planner by names and controls.
    public init(content: DemonstrationContent, catalogue: DemonstrationCatalogue) {
        self.content = content
        self.catalogue = catalogue
    }

    /// A plan whose last week lies before a day.
    ///
    /// - Throws: `Fault` (`demonstration.departments`, `demonstration.systems`) where there are not as many names, or
    ///   none are wanted.
    public func plan(_ size: EstatePlan.Size, until end: Instant) throws(Fault) -> EstatePlan {
        guard (1...content.departmentLimit).contains(size.departments) else {
            throw Fault("demonstration.departments", ["limit": String(content.departmentLimit)])
        }
        guard (1...content.systemLimit).contains(size.systems) else {
            throw Fault("demonstration.systems", ["limit": String(content.systemLimit)])
        }
        let calendar = DemonstrationCalendar(until: end)
        let tempers = Tempers(catalogue: catalogue, departments: size.departments, seed: size.seed)
        var plan = EstatePlan(
            size: size, start: calendar.start, units: [], people: [], systems: [], guests: [])
        let government = try path(.root, content.government.id)
        plan.units.append(.init(path: government, name: content.government.name))
        var namer = OfficerNamer(content, seed: size.seed)
        for index in 0..<size.departments {
            let department = content.departments[index]
            let top = try path(government, department.id)
            plan.units.append(.init(path: top, name: department.name))
            let divisions = try addDivisions(of: department, at: top, to: &plan)
            let first = plan.people.count
            addOfficers(of: department, isCentre: index == 0, &namer, to: &plan)
            let owners = plan.people.count
            for number in 0..<(size.systems + Self.systemsOfOwner - 1) / Self.systemsOfOwner {
                plan.people.append(namer.officer("owner-\(number + 1).\(department.id)", of: department.id))
            }
            var random = SplitMix64(seed: size.seed, part: .systems, index)
            let kinds = SystemNamer(content, field: department.field).kinds(size.systems, &random)
            for (number, kind) in kinds.enumerated() {
                let unit = divisions[
                    kind.exposure == .isolated ? divisions.count - 1 : random.whole(0...divisions.count - 1)]
                let entry = kind.entry(department: department.id, unit: unit, &random)
                let owner = owners + number / Self.systemsOfOwner
                plan.people[owner].offices.append(.init(office: .systemOwner, unit: entry.unit, subject: entry.id))
                let maker = HistoryMaker(
                    catalogue: catalogue, notes: content.notes, calendar: calendar, temper: tempers[index])
                plan.systems.append(
                    .init(
                        entry: entry, department: department.id, owner: owner, director: first,
                        history: maker.history(
                            of: entry, index: plan.systems.count, seed: size.seed,
                            languages: (plan.people[owner].language, plan.people[first].language))))
            }
            // The first department after the centre is where the guests of a department work.
            if index == 0 { plan.guests = [first, first + 1, owners] }
            if index == 1 { plan.guests = [plan.guests[0], first + 1, owners] }
        }
        return plan
    }

    private func path(_ above: UnitPath, _ id: String) throws(Fault) -> UnitPath {
        guard let path = above.appending(id) else { throw Fault("demonstration.bad-content", ["key": id]) }
        return path
    }

    private func addDivisions(
        of department: DemonstrationContent.Department, at top: UnitPath, to plan: inout EstatePlan
    ) throws(Fault) -> [UnitPath] {
        var paths: [UnitPath] = []
        for division in content.divisions {
            let path = try path(top, "\(department.id)-\(division.id)")
            plan.units.append(.init(path: path, name: division.name))
            paths.append(path)
        }
        return paths
    }

    /// Director, security officer, assessor and auditor, in this order.
    private func addOfficers(
        of department: DemonstrationContent.Department, isCentre: Bool, _ namer: inout OfficerNamer,
        to plan: inout EstatePlan
    ) {
        for office in [Office.director, .ditso, .assessor, .auditor] {
            var officer = namer.officer("\(office.rawValue).\(department.id)", of: department.id)
            officer.offices = [.init(office: office, unit: department.id)]
            if isCentre, office == .director {
                officer.offices.append(.init(office: .centreOfficer, unit: department.id))
            }
            plan.people.append(officer)
        }
    }
}
