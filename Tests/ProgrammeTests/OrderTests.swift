import CanonicalJSON
import Engines
import Journal
import Model
import Programme
import Storage
import Testing

/// Lists in each order that they can be in.
@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct OrderTests {
    /// Twelve systems in two departments, some alike in all that they are sorted by, some never assessed.
    private static func fixture() async throws -> ProgrammeFixture {
        let fixture = try await ProgrammeFixture()
        for number in 0..<12 {
            var system = ProgrammeFixture.system(
                "s\(number)", path: number.isMultiple(of: 2) ? "gov/marine/" : "gov/police/")
            let name = ["Tides", "berths", "Ärger", "tides"][number % 4]
            system.name = LocalizedText(en: name, zhHant: "許可\(number % 3)", zhHans: "")
            if number % 5 == 0 {
                try await fixture.programme.register([system], at: ProgrammeFixture.start, actor: "t")
            } else {
                try await fixture.assess(
                    system, "a\(number)", day: number / 3, ["CRY-01": "broken", "NET-01": "held", "CLS-02": "unknown"],
                    sees: (0..<(number % 4)).map {
                        ProgrammeFixture.sighting("CRY-01", "e\($0)", severity: Severity.allCases[(number + $0) % 5])
                    })
            }
        }
        return fixture
    }

    private static let scopes = [UnitScope.everything, UnitScope(under: "gov/marine/"), UnitScope(under: "gov/")]

    /// All rows of a list, three at a time, each place read back from what an address holds.
    private static func all<Row>(_ page: (Cursor?) async throws -> Page<Row>) async throws -> [Row] {
        var rows: [Row] = []
        var after: Cursor?
        repeat {
            let next = try await page(after)
            rows += next.rows
            after = try next.next.map { try #require(Cursor(token: $0.token)) }
            #expect(after == next.next)
        } while after != nil
        return rows
    }

    @Test func systemsComeInEachOrderOnce() async throws {
        let fixture = try await Self.fixture()
        for word in ListOrder<SystemFilter.Column>.words {
            for language in Language.allCases {
                var filter = SystemFilter()
                filter.order = try #require(ListOrder(word: word))
                filter.language = language
                for (scope, count) in zip(Self.scopes, [12, 6, 12]) {
                    let asked = filter
                    let rows = try await Self.all {
                        try await fixture.programme.systems(asked, scope, after: $0, limit: 3)
                    }
                    #expect(rows.count == count && Set(rows.map(\.system.id)).count == count, "\(word)")
                    func key(_ row: SystemStanding) -> (String, Int64) {
                        switch filter.order?.column {
                        case .name:
                            let name = row.system.name[language]
                            return ((name.isEmpty ? row.system.name[.english] : name).lowercased(), 0)
                        case .findings: return ("", row.findings.all)
                        default: return ("", row.assessed?.microseconds ?? 0)
                        }
                    }
                    // The databases compare texts byte by byte.
                    let keys = rows.map { (Array(key($0).0.utf8).map(Int.init), key($0).1, $0.system.id) }
                    for (left, right) in zip(keys, keys.dropFirst()) {
                        let isAscending =
                            left.0 == right.0
                            ? (left.1, left.2) < (right.1, right.2) : left.0.lexicographicallyPrecedes(right.0)
                        #expect(isAscending != (filter.order?.isDescending ?? false), "\(word) \(left) \(right)")
                    }
                }
            }
        }
        _ = try await fixture.verify()
    }

    @Test func findingsComeInEachOrderOnce() async throws {
        let fixture = try await Self.fixture()
        let findings = try await fixture.findings()
        let whole = findings.count
        let middle = findings.map(\.due).sorted()[whole / 2]
        for word in ListOrder<FindingFilter.Column>.words {
            let order = try #require(ListOrder<FindingFilter.Column>(word: word))
            for narrowing in 0..<8 {
                var filter = FindingFilter()
                filter.order = order
                switch narrowing {
                case 1: filter.subject = "s7"
                case 2: filter.control = "CRY-01"
                case 3: filter.step = .answer
                case 4: filter.severity = .low
                case 5: (filter.under, filter.family) = ("gov/police/", "CRY")
                case 6: filter.dueBefore = middle
                case 7: (filter.state, filter.severity, filter.dueBefore) = (.open, .low, middle)
                default: break
                }
                for scope in Self.scopes {
                    let asked = filter
                    let rows = try await Self.all {
                        try await fixture.programme.findings(asked, scope, after: $0, limit: 3)
                    }
                    var plain = filter
                    plain.order = FindingFilter().order
                    #expect(Set(rows.map(\.id)) == Set(try await fixture.findings(plain, scope).map(\.id)), "\(word)")
                    #expect(Set(rows.map(\.id)).count == rows.count, "\(word)")
                    for (left, right) in zip(rows, rows.dropFirst()) {
                        let before: Bool
                        switch order.column {
                        case .due: before = (left.due, left.id) < (right.due, right.id)
                        case .opened: before = (left.opened, left.id) < (right.opened, right.id)
                        case .severity where left.sighting.severity == right.sighting.severity:
                            // Of one severity, what is due first comes first either way.
                            before = ((left.due, left.id) < (right.due, right.id)) != order.isDescending
                        case .severity: before = left.sighting.severity < right.sighting.severity
                        }
                        #expect(before != order.isDescending, "\(word)")
                    }
                    if narrowing == 0, scope.isEverything { #expect(rows.count == whole) }
                }
            }
        }
    }

    @Test func verdictsComeInEachOrderOnce() async throws {
        let fixture = try await Self.fixture()
        let overview = Overview(fixture.database)
        for word in ListOrder<ControlFilter.Column>.words {
            let order = try #require(ListOrder<ControlFilter.Column>(word: word))
            for (family, status, count) in [
                (nil, nil, 27), ("CRY", nil, 9), (nil, "held", 9), ("NET", "held", 9), ("NET", "broken", 0),
            ] as [(String?, String?, Int)] {
                var filter = ControlFilter()
                (filter.family, filter.status, filter.order) = (family, status, order)
                let asked = filter
                let rows = try await Self.all { try await overview.controls(asked, .everything, after: $0, limit: 4) }
                #expect(rows.count == count, "\(word) \(family ?? "") \(status ?? "")")
                let keys = rows.map { order.column == .system ? ($0.subject, $0.control) : ($0.control, $0.subject) }
                for (left, right) in zip(keys, keys.dropFirst()) { #expect((left < right) != order.isDescending) }
                let own = try await Self.all {
                    try await overview.controls(asked, UnitScope(under: "gov/marine/"), after: $0, limit: 4)
                }
                #expect(own == rows.filter { Int($0.subject.dropFirst())?.isMultiple(of: 2) ?? false })
            }
        }
    }

    @Test func aPlaceOfAnotherOrderIsRefused() async throws {
        let fixture = try await Self.fixture()
        var filter = SystemFilter()
        filter.order = ListOrder(.findings)
        await #expect(throws: Fault.self) {
            try await fixture.programme.systems(filter, .everything, after: Cursor(text: "t", id: "s1"), limit: 3)
        }
        filter.order = ListOrder(.name)
        await #expect(throws: Fault.self) {
            try await fixture.programme.systems(filter, .everything, after: Cursor(number: 1, id: "s1"), limit: 3)
        }
        var findings = FindingFilter()
        findings.order = ListOrder(.severity)
        for place in [Cursor(number: 9, id: "1 x"), Cursor(number: 2, id: "x"), Cursor(text: "a", id: "1 x")] {
            await #expect(throws: Fault.self) {
                try await fixture.programme.findings(findings, .everything, after: place, limit: 3)
            }
        }
    }

    @Test(arguments: ["~AA.x", "~!.x", "~.", "~", ".x", "1.", "~/w.x"]) func whatIsNoPlaceIsNotRead(token: String) {
        #expect(Cursor(token: token) == nil)
    }
}
