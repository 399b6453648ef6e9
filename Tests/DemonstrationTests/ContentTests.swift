import Files
import Model
import Programme
import Testing

@testable import Demonstration

@Suite(.timeLimit(.minutes(10))) struct ContentTests {
    /// Characters that one script has and the other writes otherwise.
    private static let traditional = Set("處務總衞聯運輸稅環護會關勞檢測試網絡電話數據證號碼檔與為個對時應該設選")
    private static let simplified = Set("处务总卫联运输税环护会关劳检测试网络电话数据证号码档与为个对时应该设选")

    private static func names(_ content: DemonstrationContent) -> [LocalizedText] {
        [content.government.name] + content.departments.map(\.name) + content.divisions.map(\.name)
            + content.kinds.map(\.name) + content.qualifiers.map(\.name)
    }

    private static func notes(_ content: DemonstrationContent) -> [LocalizedText] {
        content.notes.plans.values.flatMap(\.self) + content.notes.requests + content.notes.accepted
            + content.notes.rejected
    }

    @Test func thereAreNamesForEightyDepartmentsWithSixtySystemsEach() throws {
        let content = try DemonstrationFixture.content()
        #expect(content.departmentLimit == 80)
        #expect(content.systemLimit >= 60 && content.kinds.count >= 60)
        #expect(Set(content.departments.map(\.id)).count == 80)
        #expect(content.surnames.count * content.givenNames.count > 720)
    }

    @Test func everythingIsSaidInThreeLanguages() throws {
        let content = try DemonstrationFixture.content()
        for text in Self.names(content) + Self.notes(content) {
            #expect(text[.english].unicodeScalars.allSatisfy { $0.isASCII }, "\(text[.english])")
            for language in [Language.traditionalChinese, .simplifiedChinese] {
                #expect(text[language].unicodeScalars.contains { $0.value > 0x3000 }, "\(text[.english])")
            }
            let shared = Self.traditional.intersection(Self.simplified)
            let wrongHant = Set(text[.traditionalChinese]).intersection(Self.simplified.subtracting(shared))
            let wrongHans = Set(text[.simplifiedChinese]).intersection(Self.traditional.subtracting(shared))
            #expect(wrongHant.isEmpty && wrongHans.isEmpty, "\(text[.english]): \(wrongHant) \(wrongHans)")
        }
        let bureau = try #require(content.departments.first { $0.id == "marine" })
        #expect(bureau.name[.traditionalChinese] == "海事處" && bureau.name[.simplifiedChinese] == "海事处")
    }

    @Test func noTwoUnitsSystemsOrOfficersBearOneId() throws {
        let plan = try EstatePlanner(
            content: DemonstrationFixture.content(),
            catalogue: DemonstrationCatalogue(controls: [], sound: [:], digest: "")
        ).plan(EstatePlan.Size(departments: 80, systems: 60, seed: 3), until: DemonstrationFixture.end)
        #expect(plan.units.count == 1 + 80 * 4 && Set(plan.units.map(\.path.id)).count == plan.units.count)
        #expect(plan.systems.count == 4_800 && Set(plan.systems.map(\.entry.id)).count == 4_800)
        #expect(Set(plan.people.map(\.signIn)).count == plan.people.count)
        #expect(plan.systems.allSatisfy { UnitPath.isID($0.entry.id) && UnitPath($0.entry.path) != nil })
    }

    @Test(arguments: [
        ("units.yaml", "departments: []", "demonstration.bad-content"),
        ("units.yaml", "departments: 3", "demonstration.bad-content"),
        ("names.yaml", "surnames: [[Chan]]\ngiven: [[Wing, 詠]]", "demonstration.bad-content"),
        ("systems.yaml", "systems: [{ id: A B, exposure: internet }]", "demonstration.bad-content"),
        ("systems.yaml", "systems: [", "yaml-tree.not-yaml"),
        ("notes.yaml", "plans: { store: [] }", "demonstration.bad-content"),
    ])
    func aFileThatCannotBeUsedIsNamed(file: String, text: String, fault: String) throws {
        let folder = DemonstrationFixture.folder
        let files = try BoundedFile.list(folder).map { name in
            (
                name: name,
                bytes: name == file ? Array(text.utf8) : try BoundedFile.read(folder + "/" + name, limit: 1 << 20)
            )
        }
        let caught = #expect(throws: Fault.self) { try DemonstrationContent(files: files) }
        #expect(caught?.message.id == fault)
        #expect(caught?.place?.file == file)
    }

    @Test func aFileThatIsMissingIsNamed() throws {
        #expect(throws: Fault("demonstration.no-file", ["file": "units.yaml"])) { try DemonstrationContent(files: []) }
    }
}
