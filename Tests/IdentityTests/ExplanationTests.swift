import CanonicalJSON
import Identity
import Model
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ExplanationTests {
    private static func texts(_ language: Language) throws -> [String: String] {
        let text = Run(["cat", RoleTableTests.root + "Content/i18n/identity/\(language.rawValue).json"]).text
        return (try JSONValue(parsing: text).members ?? [:]).compactMapValues(\.text)
    }

    @Test func everyGroundIsExplainedInEveryLanguage() throws {
        let office = Tree.held(.assessor, Tree.harbour)
        var grounds: [Decision.Ground] = [
            .allowed(office, .ownUnit), .notShared(office, Tree.school), .notInForce(office),
            .elsewhere(office, .ownUnit), .otherOffice(office), .noOffice, .keyScope,
        ]
        grounds += DutyConflict.allCases.map { .conflict(office, $0, $0 == .fixedIt ? nil : office) }
        for language in Language.allCases {
            let texts = try Self.texts(language)
            for ground in grounds {
                let decision = Decision(
                    action: .closeFindings, target: Target(unit: Tree.permits, subject: "fees"), ground: ground)
                let message = decision.explanation { texts[$0.id] ?? "" }
                let text = try #require(texts[message.id], "\(message.id)")
                for gap in text.matches(of: #/\{(\w+)\}/#) {
                    let filled = message.arguments[String(gap.1)]
                    #expect(filled?.isEmpty == false, "\(language.rawValue) \(message.id): \(gap.0)")
                }
            }
        }
    }

    @Test func everyOfficeActionAndReachHasItsName() throws {
        let texts = try Self.texts(.english)
        let names = Office.allCases.map(\.name) + Action.allCases.map(\.name) + Reach.allCases.map(\.name)
        #expect(names.filter { texts[$0.id] == nil } == [])
        #expect(Set(names.compactMap { texts[$0.id] }).count == names.count)
    }
}
