import Assurance
import Files
import Model
import Rules
import Testing

@Suite(.timeLimit(.minutes(10))) struct CatalogueTests {
    private let fixture: EstateFixture

    init() throws { fixture = try EstateFixture() }

    @Test func everyExampleComesOutAsItSays() throws {
        let problems = try RuleExamples(catalogue: fixture.catalogue, folder: EstateFixture.root + "Content/rules")
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
