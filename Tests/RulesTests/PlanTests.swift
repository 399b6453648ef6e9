import CanonicalJSON
import Model
import Testing

@testable import Rules

@Suite(.timeLimit(.minutes(10))) struct PlanTests {
    private static let schema = FactSchema(
        kind: "transit.tls", fields: [.init("tls.versions", .texts, ""), .init("data.counts.*", .integer, "")])

    private func rule(_ field: String, category: String = "transit.tls", id: String = "r") -> String {
        """
        title: t
        title_zh_hant: 題
        id: \(id)
        tags: [control.cry-01]
        logsource: {product: seawall, category: \(category)}
        detection:
          selection:
            \(field): TLSv1.0
          condition: selection

        """
    }

    private func plan(_ text: String) throws(Fault) -> RulePlan {
        try RulePlan(
            try SigmaParser().rules(Array(text.utf8), file: "r.yml"), schemas: [Self.schema], common: ["subject.tier"])
    }

    @Test func knowsWhatMayBeNamed() throws {
        for field in ["tls.versions", "data.counts.hkid|gt", "subject.tier"] {
            let text = rule(field).replacing("TLSv1.0", with: "1")
            #expect(throws: Never.self) { try plan(text) }
        }
        let unknown = #expect(throws: Fault.self) { try plan(rule("tls.version")) }
        #expect(unknown?.message.id == "rules.unknown-field")
        #expect(unknown?.message.arguments["nearest"] == "tls.versions")
        #expect(unknown?.place?.line == 8)
        let category = #expect(throws: Fault.self) { try plan(rule("tls.versions", category: "transit.tsl")) }
        #expect(category?.message.id == "rules.unknown-category")
    }

    @Test func readsControlsAndTitles() throws {
        let rule = try plan(rule("tls.versions")).rules[0]
        #expect(rule.controls == ["CRY-01"])
        #expect(rule.title[.traditionalChinese] == "題")
        #expect(rule.title.shown(in: .simplifiedChinese) == ("t", .english))
    }

    @Test func saysWhichFieldMatched() throws {
        let plan = try plan(rule("tls.versions"))
        let record: Facts = ["tls.versions": ["TLSv1.0", "TLSv1.2"]]
        let source = LogSource(category: "transit.tls", product: "seawall")
        let match = try #require(try plan.makeMatcher().matches(record: record, logsource: source).first)
        #expect(
            plan.explain(match, record: record) == [
                Explanation(selection: "selection", field: "tls.versions", value: ["TLSv1.0", "TLSv1.2"])
            ])
    }

    @Test func rulesOfOtherSourcesArePassedOver() throws {
        let plan = try plan(rule("tls.versions"))
        let record: Facts = ["tls.versions": ["TLSv1.0"]]
        let other = LogSource(category: "transit.ssh", product: "seawall")
        #expect(try plan.makeMatcher().matches(record: record, logsource: other).isEmpty)
    }

    @Test func oneMatcherForgetsEachRecord() throws {
        let matcher = try plan(rule("tls.versions")).makeMatcher()
        let source = LogSource(category: "transit.tls", product: "seawall")
        for round in 0..<100 {
            let record: Facts = ["tls.versions": [round % 3 == 0 ? "TLSv1.0" : "TLSv1.3"]]
            #expect(try matcher.matches(record: record, logsource: source).isEmpty == (round % 3 != 0))
        }
    }

    @Test(arguments: ["", "[]", "{", "{\"tls\":", "{\"a\":1}x", "nul"])
    func aLineThatIsNotAnObjectIsAFault(line: String) throws {
        let matcher = try plan(rule("tls.versions")).makeMatcher()
        let source = LogSource(category: "transit.tls", product: "seawall")
        #expect(throws: Fault.self) {
            try Array(line.utf8).withUnsafeBytes { try matcher.matches($0, logsource: source) }
        }
    }

    @Test func anExpressionThatTakesTooLongNamesItsRule() throws {
        let slow = rule("tls.versions|re", id: "slow").replacing(": TLSv1.0", with: ": '^(a+)+$'")
        let plan = try plan(rule("tls.versions") + "---\n" + slow)
        let record: Facts = ["tls.versions": .strings([String(repeating: "a", count: 60) + "!"])]
        let source = LogSource(category: "transit.tls", product: "seawall", service: nil)
        let fault = #expect(throws: Fault.self) { try plan.makeMatcher().matches(record: record, logsource: source) }
        #expect(fault?.message.id == "rules.expression-limit")
        #expect(fault?.place?.file == "r.yml" && fault?.place?.line == 11)
    }
}
