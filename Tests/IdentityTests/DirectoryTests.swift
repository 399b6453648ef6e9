import Engines
import Identity
import Model
import TestSupport
import Testing

@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct DirectoryTests {
    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static func table(_ text: String) throws(Fault) -> CSVTable { try CSVTable(bytes(text), file: "f.csv") }

    @Test func tablesAreReadAsTheSpecificationSays() throws {
        let table = try Self.table("\u{FEFF}a,b\r\n1,\"x, \"\"y\"\"\r\nz\"\r\n\r\n香港,\n3,4")
        #expect(table.columns == ["a", "b"])
        #expect(table.rows.map(\.fields) == [["1", "x, \"y\"\r\nz"], ["香港", ""], ["3", "4"]])
        #expect(table.rows.map(\.line) == [2, 5, 6])
    }

    @Test(
        arguments: [
            ("", "csv-empty", nil), ("\n\n", "csv-empty", nil), ("a,b\n1\n", "csv-fields", 2),
            ("a\n\"x\ny\n", "csv-unclosed", 2), ("a\nx\"y\n", "csv-quote", 2), ("a\n\"x\"y\n", "csv-quote", 2),
            ("a\nx\ry\n", "csv-quote", 2), (String(repeating: ",", count: 64), "csv-columns", 1),
            ("a\n" + String(repeating: "x", count: 4097), "csv-long", 2),
        ] as [(String, String, Int?)])
    func faultsOfTablesNameTheLine(text: String, id: String, line: Int?) {
        do {
            _ = try Self.table(text)
            Issue.record("\(text) was read")
        } catch {
            #expect(error.message.id == "identity.\(id)" && error.place?.line == line)
            #expect(error.place?.file == "f.csv")
        }
    }

    @Test func bytesThatAreNotTextAndFilesWithoutEndAreRefused() {
        #expect(throws: Fault("identity.csv-not-utf8", at: SourcePlace(file: "f", line: 2))) {
            try CSVTable(Self.bytes("a\n") + [0xFF], file: "f")
        }
        #expect(throws: Fault("identity.csv-too-large", ["limit": "16777216"], at: SourcePlace(file: "f"))) {
            try CSVTable([UInt8](repeating: 0x0A, count: 16 << 20 | 1), file: "f")
        }
        let rows = Fault("identity.csv-rows", ["limit": "100000"], at: SourcePlace(file: "f", line: 100_002))
        #expect(throws: rows) {
            try CSVTable(Self.bytes("a\n" + String(repeating: "1\n", count: 100_001)), file: "f")
        }
    }

    private static let departments = """
        id,parent,name.en,name.zh-Hant,name.zh-Hans,relation
        permits,harbour,Permits,許可證組,许可证组,
        harbour,hk,"Harbour, Department of",海港署,海港署,governed
        hk,,Government,政府,政府,
        school,hk,School,,,voluntary
        """

    private func importUnits(_ fixture: IdentityFixture, _ text: String) async throws -> ImportReport {
        try await UnitImport(journal: fixture.journal, database: fixture.database).run(
            Self.bytes(text), file: "d.csv", at: Tree.now, actor: "test")
    }

    @Test func unitsAreTakenInInAnyOrderAndASecondTimeOnlyWhatDiffers() async throws {
        let fixture = try await IdentityFixture(tree: false)
        let first = try await importUnits(fixture, Self.departments)
        #expect((first.added, first.changed, first.unchanged) == (4, 0, 0))
        let units = try await fixture.units.all(.everything)
        #expect(units.map(\.path.text) == ["hk/", "hk/harbour/", "hk/harbour/permits/", "hk/school/"])
        #expect(units.last?.name[.simplifiedChinese] == "School" && units.last?.relation == .voluntary)
        let events = try await fixture.dump("events").count
        let second = try await importUnits(fixture, Self.departments)
        #expect(second.isEmpty && second.unchanged == 4)
        #expect(try await fixture.dump("events").count == events)
        let json = """
            {"departments": [{"id": "school", "parent": "hk", "relation": "partner",
              "name": {"en": "School", "zh-Hant": "學校", "zh-Hans": "学校"}},
             {"id": "tower", "parent": "school", "name.en": "Tower"}]}
            """
        let third = try await importUnits(fixture, json)
        #expect((third.added, third.changed, third.unchanged) == (1, 1, 0))
        #expect(try await fixture.units.unit("tower")?.path.text == "hk/school/tower/")
        try await fixture.verify()
    }

    @Test(arguments: [
        ("x,nowhere,X,,,", "no-unit", "parent"), ("Bad,hk,X,,,", "bad-unit-id", "id"),
        (",hk,X,,,", "import-missing", "id"),
        ("x,hk,,,,", "import-missing", "name.en"), ("x,hk,X,,,friend", "import-not-choice", "relation"),
        ("hk,,X,,,", "import-twice", "id"), ("x,x,X,,,", "import-depth", "parent"),
    ])
    func faultsOfUnitsNameLineAndFieldAndNothingIsTakenIn(row: String, id: String, field: String) async throws {
        let fixture = try await IdentityFixture(tree: false)
        let fault = await faultOf { _ = try await importUnits(fixture, Self.departments + "\n" + row) }
        #expect(fault?.message.id == "identity.\(id)")
        #expect(fault?.place == SourcePlace(file: "d.csv (\(field))", line: 6))
        #expect(try await fixture.units.all(.everything).isEmpty)
        #expect(try await fixture.dump("events").isEmpty)
    }

    @Test(arguments: [
        ("id,nonsense\n", "import-unknown-field"), ("id,id\n", "import-column-twice"), ("{", "import-not-json"),
        ("{}", "import-no-array"), ("[7]", "import-not-text"), (#"[{"id": 7}]"#, "import-not-text"),
        (#"[{"id": [7]}]"#, "import-not-text"), (#"[{"moon": "x"}]"#, "import-unknown-field"),
        (#"[{"name": {"fr": "x"}}]"#, "import-unknown-field"),
        (#"[{"name": {"en": "x"}, "name.en": "y"}]"#, "import-column-twice"),
    ])
    func filesOfAnotherShapeAreRefused(text: String, id: String) async throws {
        let fixture = try await IdentityFixture(tree: false)
        #expect(await faultOf { _ = try await importUnits(fixture, text) }?.message.id == "identity.\(id)")
    }

    private static let staff = """
        sign_in,display,email,language,unit,offices
        tai-man,Chan Tai Man,tai-man@example.hk,zh-Hant,harbour,ditso; system-owner:permits
        siu-ming,Wong Siu Ming,,,health,
        """

    private func importPeople(_ fixture: IdentityFixture, _ text: String) async throws -> ImportReport {
        try await PeopleImport(into: fixture.people).run(
            Self.bytes(text), file: "p.csv", at: Tree.now, actor: "test")
    }

    @Test func peopleAreTakenInWithTheirOfficesAndASecondTimeOnlyWhatDiffers() async throws {
        let fixture = try await IdentityFixture()
        let first = try await importPeople(fixture, Self.staff)
        #expect((first.added, first.changed, first.unchanged) == (2, 0, 0))
        let person = try #require(try await fixture.people.person(named: SignInName("tai-man")))
        #expect(person.email == "tai-man@example.hk" && person.language == .traditionalChinese)
        let held = try await fixture.offices.all(of: person.id)
        #expect(held.map(\.office) == [.ditso, .systemOwner] || held.map(\.office) == [.systemOwner, .ditso])
        let events = try await fixture.dump("events").count
        let second = try await importPeople(fixture, Self.staff)
        #expect(second.isEmpty && second.unchanged == 2)
        #expect(try await fixture.dump("events").count == events)
        let third = try await importPeople(
            fixture,
            """
            [{"sign_in": "TAI-MAN", "display": "Chan Tai Man", "email": "new@example.hk", "language": "zh-Hant",
              "unit": "health", "offices": ["staff"]},
             {"sign_in": "siu-ming", "display": "Wong Siu Ming", "unit": "health"}]
            """)
        #expect((third.added, third.changed, third.unchanged) == (0, 1, 1))
        let moved = try await fixture.people.person(person.id)
        #expect(moved?.unit == "health" && moved?.email == "new@example.hk")
        #expect(try await fixture.offices.all(of: person.id).count == 3)
        try await fixture.verify()
    }

    @Test(arguments: [
        ("a b,X,,,harbour,", "bad-sign-in-name", "sign_in"), ("TAI-MAN,X,,,harbour,", "import-twice", "sign_in"),
        ("x,,,,harbour,", "import-missing", "display"), ("x,X,no,,harbour,", "bad-email", "email"),
        ("x,X,,fr,harbour,", "import-not-choice", "language"), ("x,X,,,nowhere,", "no-unit", "unit"),
        ("x,X,,,harbour,king", "import-not-choice", "offices"),
        ("x,X,,,harbour,system-owner", "office-needs-subject", "offices"),
        ("x,X,,,harbour,ditso:permits", "office-without-subject", "offices"),
        ("x,X,,,harbour,ditso;auditor", "duties-audits-own-work", "offices"),
    ])
    func faultsOfPeopleNameLineAndFieldAndNothingIsTakenIn(row: String, id: String, field: String) async throws {
        let fixture = try await IdentityFixture()
        let events = try await fixture.dump("events").count
        let fault = await faultOf { _ = try await importPeople(fixture, Self.staff + "\n" + row) }
        #expect(fault?.message.id == "identity.\(id)")
        #expect(fault?.place == SourcePlace(file: "p.csv (\(field))", line: 4))
        #expect(try await fixture.dump("people").isEmpty)
        #expect(try await fixture.dump("events").count == events)
    }

    private static let linked = """
        sign_in,display,unit,openid.issuer,openid.subject,openid.claim
        tai-man,Chan Tai Man,harbour,https://id.example.hk,248289761001,
        siu-ming,Wong Siu Ming,health,https://id.example.hk,e-1002,oid

        """

    @Test func accountsAtProvidersAreTakenInAndMoveWithTheFile() async throws {
        let fixture = try await IdentityFixture()
        #expect(try await importPeople(fixture, Self.linked).added == 2)
        let links = try await fixture.dump("links").sorted()
        #expect(links.count == 2 && !links.contains { $0.contains("248289761001") || $0.contains("e-1002") })
        let again = try await importPeople(fixture, Self.linked)
        #expect(again.isEmpty && again.unchanged == 2)
        // Whoever gets another account there loses the one before; what the file does not name stays.
        let changed = try await importPeople(
            fixture,
            """
            [{"sign_in": "tai-man", "display": "Chan Tai Man", "unit": "harbour",
              "openid": {"issuer": "https://id.example.hk", "subject": "new"}},
             {"sign_in": "siu-ming", "display": "Wong Siu Ming", "unit": "health"}]
            """)
        #expect((changed.added, changed.changed, changed.unchanged) == (0, 1, 1))
        let after = try await fixture.dump("links").sorted()
        #expect(after.count == 2 && Set(after).intersection(links).count == 1)
        try await fixture.verify()
    }

    @Test(arguments: [
        ("x,X,harbour,,9,", "import-missing", "openid.issuer"),
        ("x,X,harbour,https://id.example.hk,,", "import-missing", "openid.subject"),
        ("x,X,harbour,id.example.hk,9,", "bad-issuer", "openid.issuer"),
        ("x,X,harbour,https://id.example.hk,ü,", "bad-subject", "openid.subject"),
        ("x,X,harbour,https://id.example.hk,x@y.hk,email", "bad-claim", "openid.claim"),
        ("x,X,harbour,https://id.example.hk,e-1002,oid", "import-twice", "openid.subject"),
        ("x,X,harbour,https://id.example.hk,taken,", "link-taken", "openid.subject"),
    ])
    func faultsOfAccountsNameLineAndFieldAndNothingIsTakenIn(row: String, id: String, field: String) async throws {
        let fixture = try await IdentityFixture()
        let holder = try await fixture.person("holder")
        try await fixture.people.link(
            holder, to: ProviderAccount(issuer: "https://id.example.hk", subject: "taken"), at: Tree.now)
        let fault = await faultOf { _ = try await importPeople(fixture, Self.linked + row) }
        #expect(fault?.message.id == "identity.\(id)")
        #expect(fault?.place == SourcePlace(file: "p.csv (\(field))", line: 4))
        #expect(try await fixture.dump("people").count == 1)
        #expect(try await fixture.dump("links").count == 1)
    }
}
