import Model
import Testing

@testable import Rules

@Suite(.timeLimit(.minutes(10))) struct ConditionTests {
    private static let searches = "a1: {f: 1}\na2: {g: 1}\n_b: {h: 1}\n"

    @Test(arguments: [
        ("a1 and a2 and _b", 0b111), ("a1 or a2 and not _b", 0), ("1 of a* and not _b", 0), ("all of a* or _b", 0),
        ("not (a1 or a2) or _b", 0), ("1 of them or _b", 0), ("all of them and not _b", 0),
        ("not not a1 and (a2 or _b)", 0),
        ("any of a* and _b", 0), ("(a1) and ((a2 or (_b)))", 0),
    ])
    func agreesWithLogic(condition: String, _: Int) throws {
        let rule = try RuleFixture(Self.searches + "condition: \(condition)")
        for bits in 0..<8 {
            let (a, b, c) = (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0)
            let expected: Bool =
                switch condition {
                case "a1 and a2 and _b": a && b && c
                case "a1 or a2 and not _b": a || (b && !c)
                case "1 of a* and not _b": (a || b) && !c
                case "all of a* or _b": (a && b) || c
                case "not (a1 or a2) or _b": !(a || b) || c
                case "1 of them or _b": a || b || c
                case "all of them and not _b": a && b && !c
                case "not not a1 and (a2 or _b)": a && (b || c)
                case "any of a* and _b": (a || b) && c
                default: a && (b || c)
                }
            let record = #"{"f":\#(a ? 1 : 0),"g":\#(b ? 1 : 0),"h":\#(c ? 1 : 0)}"#
            #expect(try rule.matches(record) == expected, "\(condition) on \(record)")
        }
    }

    @Test func listsOfMapsAndOfConditionsAreAlternatives() throws {
        let rule = try RuleFixture("s:\n  - f: 1\n    g: 1\n  - h: 1\nt: {i: 1}\ncondition: [s, t]")
        #expect(try rule.matches(#"{"f":1,"g":1}"#))
        #expect(try !rule.matches(#"{"f":1}"#))
        #expect(try rule.matches(#"{"h":1}"#))
        #expect(try rule.matches(#"{"i":1}"#))
    }

    @Test(arguments: [
        ("s: {f: 1}\ncondition: s and", "rules.condition-ends"), ("s: {f: 1}\ncondition: (s", "rules.open-parenthesis"),
        ("s: {f: 1}\ncondition: s t", "rules.unexpected-word"), ("s: {f: 1}\ncondition: t", "rules.unknown-search"),
        ("s: {f: 1}\ncondition: 1 of t*", "rules.pattern-names-nothing"),
        ("s: {f: 1}\nt: {f: 2}\ncondition: s", "rules.unused-search"),
        ("s: {f: 1}\ncondition: s | count() > 5", "rules.aggregation"),
        ("s: {f: 1}\ntimeframe: 5m\ncondition: s", "rules.aggregation"),
        ("s: {f|starts: 1}\ncondition: s", "rules.unknown-modifier"),
        ("s: {f|i: a}\ncondition: s", "rules.flag-without-re"),
        ("s: {f|re: '('}\ncondition: s", "rules.bad-expression"),
        ("s: {f|cidr: 10.0.0.0/33}\ncondition: s", "rules.not-cidr"),
        ("s: {f|lt: x}\ncondition: s", "rules.not-number"),
        ("s: {f|exists: 1}\ncondition: s", "rules.exists-needs-bool"),
        ("s: {f|expand: '%none%'}\ncondition: s", "rules.unknown-placeholder"),
        ("s: {f|wide: a}\ncondition: s", "rules.bytes-not-encoded"),
        ("s: {f|base64: 'a*'}\ncondition: s", "rules.wildcard-in-encoding"),
        ("s: []\ncondition: s", "rules.empty-search"),
        ("s: {f: {g: 1}}\ncondition: s", "rules.nested-map"), ("s: {f: 1}", "rules.missing-key"),
        ("s: {f: 1}\ncondition: " + String(repeating: "(", count: 500) + "s", "rules.deep-condition"),
        ("s: {f: 1}\ncondition: s" + String(repeating: " or s", count: 20_000), "rules.long-condition"),
    ])
    func refuses(detection: String, id: String) {
        var found: Fault?
        do throws(Fault) { _ = try RuleFixture(detection) } catch { found = error }
        #expect(found?.message.id == id)
        #expect(found?.place?.line != nil)
    }

    @Test(arguments: [
        ("correlation: {type: event_count}\ntitle: t", "rules.correlation"), ("filter: {}\ntitle: t", "rules.filter"),
        ("action: global\ntitle: t", "rules.action"),
        ("title: t\nid: x\nlogsource: {}\ndetection: 3", "rules.not-mapping"),
        ("title: t", "rules.missing-key"), ("- a", "rules.not-rule"),
    ])
    func refusesOtherDocuments(text: String, id: String) {
        let error = #expect(throws: Fault.self) { try SigmaParser().rules(Array(text.utf8), file: "r.yml") }
        #expect(error?.message.id == id)
    }

    @Test func anExpressionThatWouldRunOnIsAFaultAndNotAMiss() throws {
        let rule = try RuleFixture("s: {f|re: '^(a+)+$'}\ncondition: s")
        let record = #"{"f":"\#(String(repeating: "a", count: 40))b"}"#
        #expect(throws: Fault.self) { try rule.matches(record) }
    }
}
