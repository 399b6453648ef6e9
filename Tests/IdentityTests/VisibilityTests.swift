import Engines
import Identity
import Model
import Storage
import Testing

@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct VisibilityTests {
    private static let subjects: [String?] = [nil, "permits", "fees", "exercise-1"]

    /// Rows of every unit and subject, numbered.
    private static let targets = Tree.all.flatMap { unit in subjects.map { Target(unit: unit, subject: $0) } }

    private static func database() async throws -> any Database {
        let database = try TestDatabase().open()
        let targets = targets
        try await database.write { transaction in
            try transaction.execute("CREATE TABLE units (id TEXT NOT NULL PRIMARY KEY, path TEXT NOT NULL)")
            try transaction.insert(
                into: "units", columns: ["id", "path"], rows: Tree.all.map { [.text($0.id), .text($0.text)] })
            try transaction.execute(
                "CREATE TABLE things (id BIGINT NOT NULL, unit TEXT NOT NULL, unit_path TEXT NOT NULL, subject TEXT)")
            try transaction.insert(
                into: "things", columns: ["id", "unit", "unit_path", "subject"],
                rows: targets.enumerated().map { index, target in
                    [
                        .integer(Int64(index)), .text(target.unit.id), .text(target.unit.text),
                        target.subject.map { .text($0) } ?? .null,
                    ]
                })
        }
        return database
    }

    private static func found(_ condition: SQL, _ transaction: any Transaction) throws -> Set<Int> {
        Set(try transaction.rows("SELECT id FROM things WHERE \(condition)").map { Int($0.integer("id")) })
    }

    /// One to three offices of one person, by a seeded generator.
    private static func assignments(_ random: inout some RandomNumberGenerator) -> [Assignment] {
        (0..<Int.random(in: 1...3, using: &random)).map { number in
            let office = Office.allCases.randomElement(using: &random) ?? .staff
            let subject = office.holding == .unit ? nil : subjects.randomElement(using: &random) ?? nil
            return Tree.held(
                office, Tree.all.randomElement(using: &random) ?? .root, subject: subject, id: "\(number)",
                until: [nil, nil, nil, Tree.now].randomElement(using: &random) ?? nil)
        }
    }

    /// What the database shows is what the decision allows, for any offices, agreements and actions.
    @Test func listsShowWhatDecisionsAllow() async throws {
        let database = try await Self.database()
        var random = Seeded(state: 20_261_126)
        var shown = 0
        for round in 0..<60 {
            let held = Self.assignments(&random)
            let kinds: [Agreement.Kind?] = [nil] + Agreement.Kind.allCases
            let authority = Authority(bodies: Tree.bodies(kinds[round % kinds.count]))
            let wanted = Action.allCases.map { action in
                (
                    authority.visibility(held, for: action, at: Tree.now),
                    Set(
                        Self.targets.indices.filter {
                            authority.decide(held, action, on: Self.targets[$0], at: Tree.now).isAllowed
                        })
                )
            }
            try await database.read { transaction in
                for (visibility, wanted) in wanted {
                    let byPath = try Self.found(visibility.filter(path: "unit_path", subject: "subject"), transaction)
                    let byUnit = try Self.found(visibility.filter(unit: "unit", subject: "subject"), transaction)
                    #expect(byPath == wanted && byUnit == wanted)
                }
            }
            for (visibility, wanted) in wanted {
                #expect(Set(Self.targets.indices.filter { visibility.contains(Self.targets[$0]) }) == wanted)
                shown += wanted.count
            }
        }
        #expect(shown > 5_000, "the offices that were made up see too little to test anything: \(shown)")
    }

    @Test func narrowingShowsWhatIsInBoth() async throws {
        var random = Seeded(state: 7)
        for _ in 0..<200 {
            let held = Self.assignments(&random)
            let units = [Tree.all.randomElement(using: &random) ?? .root, Tree.permits]
            let whole = Authority(bodies: Tree.bodies()).visibility(held, for: .seeSystems, at: Tree.now)
            for target in Self.targets {
                let wanted = whole.contains(target) && units.contains { $0.contains(target.unit) }
                #expect(whole.within(units).contains(target) == wanted, "\(held) \(units) \(target)")
            }
        }
    }

    @Test func conditionsBindWhatTheyCompareWith() {
        let held = [Tree.held(.ditso, Tree.harbour), Tree.held(.ditso, Tree.permits)]
        let visibility = Authority().visibility(held, for: .seeFindings, at: Tree.now)
        let filter = visibility.filter(path: "unit_path", subject: "subject")
        #expect(filter.text == "(((unit_path >= ? AND unit_path < ?)))")
        #expect(filter.values == [.text("gov/harbour/"), .text("gov/harbour0")])
        #expect(Visibility.nothing.filter(path: "unit_path", subject: nil).text == "(1 = 0)")
        #expect(Visibility.nothing.isEmpty && !visibility.isEmpty && !visibility.isEverything)
        let officer = [Tree.held(.centreOfficer, Tree.centre)]
        #expect(Authority().visibility(officer, for: .seeFindings, at: Tree.now).isEverything)
        let closed = Authority(bodies: Tree.bodies()).visibility(officer, for: .seeFindings, at: Tree.now)
        #expect(!closed.isEverything)
        #expect(
            closed.filter(path: "p", subject: nil).values == [
                .text("bank/"), .text("bank0"), .text("gov/school/"), .text("gov/school0"),
            ])
    }

    @Test func aSubjectAloneShowsNothingWhereRowsHaveNone() {
        let owner = [Tree.held(.systemOwner, Tree.harbour, subject: "permits")]
        let visibility = Authority().visibility(owner, for: .seeFindings, at: Tree.now)
        #expect(visibility.filter(path: "p", subject: nil).text == "((1 = 0))")
        #expect(visibility.filter(unit: "u", subject: nil).text == "(1 = 0)")
    }
}

/// The same numbers at every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
