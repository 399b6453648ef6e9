import Engines
import Identity
import Journal
import Model
import Programme
import TestSupport
import Testing

/// Systems from files: all or none, and a second time only what differs.
@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct SystemImportTests {
    private static let units = ["gov": "gov/", "marine": "gov/marine/", "harbour": "gov/harbour/"]
    private static let plan =
        String(
            #filePath.dropLast("Tests/ProgrammeTests/SystemImportTests.swift".count))
        + "Examples/register/permits-ssp.json"
    private static let head = "id,unit,name.en,name.zh-Hant,name.zh-Hans,tier,grade,exposure,personalData\n"
    private static let table =
        head + """
            permits,marine,Permits,許可證,许可证,1,restricted,internet,yes
            "berths",marine,"Berths, booked",,,3,unclassified,intranet,FALSE
            web,gov,Web site,網站,网站,2,unclassified,internet,no

            """

    private func run(
        _ fixture: ProgrammeFixture, _ text: String, unit: String? = nil
    ) async throws -> ImportReport {
        try await SystemImport(into: fixture.programme, units: Self.units).run(
            Array(text.utf8), file: "s.csv", unit: unit, at: ProgrammeFixture.start, actor: "test")
    }

    private func fault(_ fixture: ProgrammeFixture, _ text: String, unit: String? = nil) async -> Fault? {
        await faultOf { _ = try await run(fixture, text, unit: unit) }
    }

    private func systems(_ fixture: ProgrammeFixture) async throws -> [RegisteredSystem] {
        try await fixture.programme.systems(SystemFilter(), .everything, limit: 100).rows.map(\.system)
    }

    @Test func aSecondTimeOnlyWhatDiffersIsRecorded() async throws {
        let fixture = try await ProgrammeFixture()
        let first = try await run(fixture, Self.table)
        #expect((first.added, first.changed, first.unchanged) == (3, 0, 0))
        let found = try await systems(fixture)
        #expect(found.map(\.id) == ["berths", "permits", "web"])
        #expect(
            found[0].name == LocalizedText(en: "Berths, booked", zhHant: "Berths, booked", zhHans: "Berths, booked"))
        #expect(found[0].tier == 3 && found[0].grade == .unclassified && !found[0].personalData)
        #expect(found[1].path == "gov/marine/" && found[1].exposure == .internet && found[1].personalData)
        let second = try await run(fixture, Self.table)
        #expect(second.isEmpty && second.unchanged == 3)
        // JSON says the same, and moves one to another unit.
        let third = try await run(
            fixture,
            """
            {"systems": [
              {"id": "permits", "unit": "harbour", "name": {"en": "Permits", "zh-Hant": "許可證", "zh-Hans": "许可证"},
               "tier": 1, "grade": "restricted", "exposure": "internet", "personalData": true},
              {"id": "berths", "name.en": "Berths, booked", "tier": "3", "grade": "unclassified",
               "exposure": "intranet", "personalData": false}]}
            """, unit: "marine")
        #expect((third.added, third.changed, third.unchanged) == (0, 1, 1))
        #expect(try await systems(fixture)[1].path == "gov/harbour/")
        #expect(try await fixture.verify().events == 4)
    }

    @Test func aSecurityPlanIsTakenIn() async throws {
        let fixture = try await ProgrammeFixture()
        let text = Run(["cat", Self.plan]).text
        #expect(try await run(fixture, text).added == 1)
        let system = try #require(try await systems(fixture).first)
        let name = LocalizedText(en: "Harbour permits", zhHant: "海港許可證", zhHans: "海港许可证")
        #expect(
            system
                == RegisteredSystem(
                    id: "permits", unit: "harbour", path: "gov/harbour/", name: name, tier: 2, grade: .restricted,
                    exposure: .internet, personalData: true))
        #expect(try await run(fixture, text).unchanged == 1)
        #expect(try await fixture.verify().events == 1)
    }

    @Test(arguments: [
        ("\"urn:seawall:system\"", "\"urn:elsewhere\"", "import-missing", "system-characteristics.system-ids"),
        ("\"permits\"", "\"Permits\"", "bad-system-id", "system-characteristics.system-ids"),
        ("\"harbour\"", "\"moon\"", "no-unit", "system-characteristics.props unit"),
        ("\"value\": \"2\"", "\"value\": \"4\"", "import-not-choice", "system-characteristics.props tier"),
        ("\"restricted\"", "\"moderate\"", "import-not-choice", "system-characteristics.security-sensitivity-level"),
        ("\"personal-data\"", "\"personal\"", "import-missing", "system-characteristics.props personal-data"),
        ("\"system-name\"", "\"name\"", "plan-member", "system-characteristics.system-name"),
        ("\"1.2.3\"", "\"0.9\"", "plan-version", nil),
    ])
    func faultsOfPlansNameTheMember(from: String, to: String, id: String, member: String?) async throws {
        let fixture = try await ProgrammeFixture()
        let text = Run(["cat", Self.plan]).text
        let parts = text.split(separator: from, maxSplits: 1)
        try #require(parts.count == 2)
        let fault = await fault(fixture, parts.joined(separator: to))
        #expect(fault?.message.id.split(separator: ".").last.map(String.init) == id)
        #expect(fault?.place?.file == member.map { "s.csv (\($0))" } ?? "s.csv")
        #expect(try await systems(fixture).isEmpty)
    }

    @Test(arguments: [
        ("Permits,marine,P,,,1,secret,isolated,no", "programme.bad-system-id", "id"),
        (",marine,P,,,1,secret,isolated,no", "identity.import-missing", "id"),
        ("web,marine,P,,,1,secret,isolated,no", "identity.import-twice", "id"),
        ("x,moon,P,,,1,secret,isolated,no", "identity.no-unit", "unit"),
        ("x,,P,,,1,secret,isolated,no", "identity.import-missing", "unit"),
        ("x,marine,,,,1,secret,isolated,no", "identity.import-missing", "name.en"),
        ("x,marine,\"P\nQ\",,,1,secret,isolated,no", "programme.bad-system-name", "name.en"),
        ("x,marine,P,,,0,secret,isolated,no", "identity.import-not-choice", "tier"),
        ("x,marine,P,,,1,hidden,isolated,no", "identity.import-not-choice", "grade"),
        ("x,marine,P,,,1,secret,moon,no", "identity.import-not-choice", "exposure"),
        ("x,marine,P,,,1,secret,isolated,maybe", "identity.import-not-choice", "personalData"),
        ("x,marine,P,,,1,secret,isolated,", "identity.import-missing", "personalData"),
    ])
    func faultsNameLineAndFieldAndNothingIsTakenIn(row: String, id: String, field: String) async throws {
        let fixture = try await ProgrammeFixture()
        let fault = await fault(fixture, Self.table + row + "\n")
        #expect(fault?.message.id == id)
        #expect(fault?.place == SourcePlace(file: "s.csv (\(field))", line: 5))
        #expect(try await systems(fixture).isEmpty)
        #expect(try await fixture.verify().events == 0)
    }

    @Test func filesOfAnotherShapeOrSizeAreRefused() async throws {
        let fixture = try await ProgrammeFixture()
        for (text, id) in [
            ("id,colour\n", "import-unknown-field"), ("{\"system-security-plan\": ", "import-not-json"),
            ("{\"catalog\": {}}", "import-no-array"), ("[{\"id\": 7}]", "import-not-text"),
            ("[{\"tier\": 1.5}]", "import-not-text"), ("", "csv-empty"),
            ("{" + String(repeating: " ", count: 16 << 20), "csv-too-large"),
            (Self.head + String(repeating: "x,,,,,,,,\n", count: 100_001), "csv-rows"),
        ] { #expect(await fault(fixture, text)?.message.id == "identity.\(id)", "\(text.prefix(30))") }
    }
}
