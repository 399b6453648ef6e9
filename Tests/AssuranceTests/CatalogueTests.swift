import Assurance
import Files
import Model
import Programme
import Rules
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct CatalogueTests {
    private let fixture: EstateFixture

    init() throws { fixture = try EstateFixture() }

    @Test func everyExampleComesOutAsItSays() throws {
        let problems = try RuleExamples(catalogue: fixture.catalogue)
            .problems()
        #expect(problems == [])
    }

    @Test func thereAreEnoughControlsOfEachKind() {
        let controls = fixture.catalogue.controls
        #expect(controls.count >= 25)
        #expect(Set(controls.map(\.check)) == Set(Control.Check.allCases))
    }

    @Test func everyTextIsThereAndChineseIsChinese() {
        for control in fixture.catalogue.controls {
            for text in [control.title, control.statement, control.remedy] {
                for language in Language.allCases { #expect(!text[language].isEmpty) }
                #expect(text[.traditionalChinese] != text[.english], "\(control.id)")
                #expect(text[.simplifiedChinese] != text[.english], "\(control.id)")
            }
        }
        for rule in fixture.catalogue.rules {
            #expect(rule.title[.traditionalChinese] != rule.title[.english], "\(rule.id)")
            #expect(rule.title[.simplifiedChinese] != rule.title[.english], "\(rule.id)")
        }
    }

    @Test func everyControlHasAFamilyAndEveryFamilyAControl() throws {
        let catalogue = fixture.catalogue
        let families = try ControlFamily.all(content: EstateFixture.root + "Content", for: catalogue)
        let used = Set(catalogue.controls.map { String($0.id.prefix { $0 != "-" }) })
        #expect(Set(families.map(\.id)) == used && families.count == used.count)
        #expect(throws: Fault.self) {
            let empty = TemporaryFolder()
            empty.write("programme/families.yaml", "families: [{ id: CRY, name: { en: C, zh-Hant: 密, zh-Hans: 密 } }]")
            _ = try ControlFamily.all(content: empty.path, for: catalogue)
        }
    }

    @Test func theClockGivesTheGraveLessTime() throws {
        let clock = try RemediationClock(content: EstateFixture.root + "Content")
        let due = Severity.allCases.map { clock.due($0, opened: Instant(microseconds: 0)) }
        #expect(due == due.sorted(by: >) && Set(due).count == due.count)
    }

    @Test func theDocumentListsEveryControl() throws {
        let bytes = try BoundedFile.read(EstateFixture.root + "docs/controls.md", limit: 1 << 20)
        let text = String(decoding: bytes, as: UTF8.self)
        for control in fixture.catalogue.controls {
            #expect(text.contains("| \(control.id) | \(control.force.rawValue) |"))
        }
    }

    @Test func theRecordsDocumentListsEveryFact() throws {
        let bytes = try BoundedFile.read(EstateFixture.root + "docs/judgement-record.md", limit: 1 << 20)
        let text = String(decoding: bytes, as: UTF8.self)
        for schema in DeclaredSchemas.all {
            for field in schema.fields { #expect(text.contains("`\(field.name)`"), "\(field.name)") }
        }
    }
}
