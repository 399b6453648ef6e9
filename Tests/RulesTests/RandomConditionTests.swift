import CanonicalJSON
import Model
import Testing

@testable import Rules

/// A condition laid out in steps says what the condition itself says.
@Suite(.timeLimit(.minutes(10)))
struct RandomConditionTests {
    /// The same numbers in every run.
    private struct Numbers: RandomNumberGenerator {
        private var state: UInt64 = 2026

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 32
        }
    }

    private static let names = ["a", "b", "c", "d"]

    private static func condition(_ depth: Int, _ generator: inout Numbers) -> Condition {
        func parts() -> [Condition] {
            (0..<Int.random(in: 0...3, using: &generator)).map { _ in condition(depth - 1, &generator) }
        }
        return switch Int.random(in: 0...(depth > 0 ? 5 : 1), using: &generator) {
        case 0, 1: .search(names.randomElement(using: &generator) ?? "a")
        case 2: .all(parts())
        case 3: .any(parts())
        case 4: .search("no such search")
        default: .not(condition(depth - 1, &generator))
        }
    }

    private static func holds(_ condition: Condition, _ record: [String: Bool]) -> Bool {
        switch condition {
        case .search(let name): record[name] ?? false
        case .all(let parts): parts.allSatisfy { holds($0, record) }
        case .any(let parts): parts.contains { holds($0, record) }
        case .not(let part): !holds(part, record)
        }
    }

    @Test func stepsSayWhatTheConditionSays() throws {
        var generator = Numbers()
        let place = SourcePlace(file: "r.yml")
        var searches: [String: Search] = [:]
        for name in Self.names {
            let test = FieldTest(
                field: name, comparison: .text(TextMatcher(SigmaPattern("yes"), cased: false)), negated: false,
                place: place)
            searches[name] = .all([.any([.test(test)])])
        }
        let text = LocalizedText(en: "", zhHant: "", zhHans: "")
        for _ in 0..<20 {
            let conditions = (0..<20).map { _ in Self.condition(5, &generator) }
            let rules = conditions.enumerated().map { number, condition in
                SigmaRule(
                    id: "\(number)", title: text, description: text, level: .low, status: "", tags: [],
                    logsource: LogSource(), place: place, detection: Detection(searches: searches, condition: condition)
                )
            }
            let matcher = try RulePlan(rules).makeMatcher()
            for bits in 0..<16 {
                var record: [String: Bool] = [:]
                for (index, name) in Self.names.enumerated() { record[name] = bits >> index & 1 == 1 }
                let facts = record.mapValues { $0 ? JSONValue.string("Yes") : "no" }
                let expected = conditions.indices.filter { Self.holds(conditions[$0], record) }
                #expect(try matcher.matches(record: facts, logsource: LogSource()).map(\.index) == expected)
            }
        }
    }
}
