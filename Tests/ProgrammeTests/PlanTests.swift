import Engines
import Model
import Programme
import Storage
import Testing

/// That an index serves each list in each of its orders, for who sees all and for who sees one department: no table is read
/// through, and nothing is sorted but what the parts of a page of findings brought.
@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct PlanTests {
    private static let scopes = [UnitScope.everything, UnitScope(under: "gov/marine/")]

    private static func opened() async throws -> (Programme, Overview, PlannedDatabase) {
        let fixture = try await ProgrammeFixture()
        let database = PlannedDatabase(fixture.database)
        let programme = Programme(
            journal: fixture.journal, database: database, clock: RemediationClock(days: [.low: 1]))
        return (programme, Overview(database), database)
    }

    @Test func systemsAreFoundInOrder() async throws {
        let (programme, _, database) = try await Self.opened()
        for order in [nil] + ListOrder<SystemFilter.Column>.words.map({ ListOrder<SystemFilter.Column>(word: $0) }) {
            for scope in Self.scopes {
                for filter in [SystemFilter(), SystemFilter(posture: "held", tier: 2)] {
                    var filter = filter
                    filter.order = order
                    let after =
                        order?.column == .name ? Cursor(text: "b", id: "b") : Cursor(number: 7, id: "b")
                    for place in [nil, after] {
                        _ = try await programme.systems(filter, scope, after: place, limit: 25)
                        let steps = database.take()
                        #expect(!steps.isEmpty && !steps.contains { $0.sorts || $0.readsAll }, "\(steps)")
                    }
                }
            }
        }
    }

    @Test func verdictsAreFoundInOrder() async throws {
        let (_, overview, database) = try await Self.opened()
        for word in ListOrder<ControlFilter.Column>.words {
            for scope in Self.scopes {
                for (family, status) in [(nil, nil), ("CRY", nil), (nil, "waived"), ("CRY", "waived")]
                    as [(String?, String?)]
                {
                    var filter = ControlFilter()
                    filter.order = try #require(ListOrder(word: word))
                    (filter.family, filter.status) = (family, status)
                    for place in [nil, Cursor(id: "a b")] {
                        _ = try await overview.controls(filter, scope, after: place, limit: 25)
                        let steps = database.take()
                        #expect(!steps.isEmpty && !steps.contains { $0.sorts || $0.readsAll }, "\(word) \(steps)")
                    }
                }
            }
        }
    }

    @Test func findingsAreFoundInOrder() async throws {
        let (programme, _, database) = try await Self.opened()
        for word in ListOrder<FindingFilter.Column>.words {
            for scope in Self.scopes {
                for narrowing in 0..<5 {
                    var filter = FindingFilter()
                    filter.order = try #require(ListOrder(word: word))
                    switch narrowing {
                    case 1: filter.severity = .critical
                    case 2: filter.control = "CRY-01"
                    case 3: (filter.state, filter.step) = (.open, .fix)
                    case 4: (filter.state, filter.dueBefore) = (.open, ProgrammeFixture.start)
                    default: break
                    }
                    let after =
                        filter.order.column == .severity ? Cursor(number: 2, id: "7 x") : Cursor(number: 7, id: "x")
                    for place in [nil, after] {
                        _ = try await programme.findings(filter, scope, after: place, limit: 25)
                        let steps = database.take()
                        #expect(
                            !steps.isEmpty && !steps.contains { ($0.sorts && !$0.isLast) || $0.readsAll },
                            "\(word) \(steps)")
                    }
                }
            }
        }
    }
}
