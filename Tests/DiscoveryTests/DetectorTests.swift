import CanonicalJSON
import Extraction
import Model
import Testing

@testable import Discovery

/// Each type in the forms it is written in, and what only looks like it.
@Suite(.timeLimit(.minutes(10)))
struct DetectorTests {
    let fixture: ScanFixture

    init() throws { fixture = try ScanFixture.shared.get() }

    @Test(arguments: [
        "A123456(3)", "a123456(3)", "A123456（3）", "A 123456 (3)", "A123 456(3)", "Ａ１２３４５６（３）", "A１２３４５６(3)",
        "AB987654(3)",
        "E364912(5)", "AB123456(9)", "A123456[3]", "號碼A123456(3)號", "A123456(3)\n", "“A123456(3)”", "A123456 (3)",
    ])
    func identityCardsInFormsOfTheirOwn(_ text: String) {
        #expect(fixture.count("hkid", in: text) == 1)
    }

    @Test(arguments: [
        "HKID: A1234563", "HKID A123456-3", "hkid_no=A1234563", "身份證：A1234563", "ID card no. A123456(3",
        "{\"hkidNo\":\"A1234563\"}",
        "HKID\nA1234563", "A1234563 (HKID)", "身份证号码 A1234563",
    ])
    func identityCardsBesideAWord(_ text: String) {
        #expect(fixture.count("hkid", in: text) == 1)
    }

    @Test(arguments: [
        "A123456(4)", "A1234563", "part no A1234563", "BA123456(3)", "XA123456(3)4", "model A123456-3", "A12345(6)",
        "ABC123456(3)",
        "0A123456(3)", "deadbeefa1234563cafe", "HKID: A1234564",
    ])
    func notIdentityCards(_ text: String) {
        #expect(fixture.count("hkid", in: text) == 0)
    }

    @Test(arguments: [
        ("resident-id", "11010519491231002X"), ("resident-id", "身份證11010519491231002x。"),
        ("resident-id", "110105 19491231 002X"),
        ("payment-card", "4111111111111111"), ("payment-card", "4111 1111 1111 1111"),
        ("payment-card", "5500-0000-0000-0004"),
        ("payment-card", "3782 822463 10005"), ("payment-card", "信用卡4111111111111111到期"),
        ("hk-phone", "Tel: 2345 6789"), ("hk-phone", "+852 2345 6789"), ("hk-phone", "+85291234567"),
        ("hk-phone", "(852) 9123-4567"),
        ("hk-phone", "電話：２３４５６７８９"), ("hk-phone", "致電91234567"), ("hk-phone", "00852 91234567"),
        ("hk-phone", "mobile 7012 3456"),
        ("hk-passport", "Passport no. K12345678"), ("hk-passport", "護照號碼：H12345678"), ("cn-passport", "护照号码E12345678"),
        ("cn-passport", "passport EA1234567"), ("home-return-permit", "回鄉證 H1234567800"),
        ("exit-entry-permit", "往來港澳通行證 C12345678"),
        ("exit-entry-permit", "雙程證CA1234567"), ("iban", "GB29NWBK60161331926819"),
        ("iban", "GB29 NWBK 6016 1331 9268 19"),
        ("iban", "Pay DE89370400440532013000 now"), ("hk-bank-account", "Account no. 004-123456-838"),
        ("hk-bank-account", "滙豐戶口 004-808-123456-838"), ("business-registration", "商業登記號碼 36780058"),
        ("business-registration", "BR no. 36780058-000"), ("octopus", "八達通 102012508(9)"),
        ("email", "chan.taiman@example.gov.hk"),
        ("email", "寄往may@example.com。"), ("email", "mailto:a@b.hk"), ("birth-date", "DOB: 1980-01-31"),
        ("birth-date", "Date of birth 31/01/1980"),
        ("birth-date", "出生日期：1980年1月31日"), ("birth-date", "born on 31 January 1980"),
        ("birth-date", "dateOfBirth=19800131"),
        ("birth-date", "生於1980年1月31日"), ("person-name", "Name: CHAN Tai-man"), ("person-name", "姓名：陳大文"),
        (
            "passport-mrz",
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
        ),
        ("marking-restricted", "RESTRICTED"), ("marking-restricted", "text\n- 限閱文件 -\ntext"),
        ("marking-confidential", "機密"),
        ("marking-confidential", "CONFIDENTIAL 機密\nDear"), ("marking-secret", "\nSECRET\n"),
        ("marking-top-secret", "TOP SECRET 絕對機密"),
        ("private-key", "-----BEGIN RSA PRIVATE KEY-----\nMIIE"), ("aws-access-key", "key AKIAIOSFODNN7QWERTYU"),
        ("github-token", "ghp_0123456789abcdefghijABCDEFGHIJ012345"), ("gitlab-token", "glpat-0123456789abcdefghij"),
        ("google-api-key", "AIzaSyA0123456789abcdefghijklmnopqrstuv"),
        ("npm-token", "npm_0123456789abcdefghijABCDEFGHIJ012345"),
        ("slack-token", "xoxb-123456789012-abcdefghijklmnopqrstuvwx"),
        ("stripe-key", "sk_live_0123456789abcdefghijABCD"),
        (
            "azure-storage-key",
            "AccountKey=0123456789abcdefghijABCDEFGHIJ0123456789abcdefghijABCDEFGHIJ0123456789abcdefghijABCDEF=="
        ),
        (
            "json-web-token",
            "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
        ),
        ("connection-string", "postgres://app:hunter2xyz@db.internal:5432/app"),
        ("password", "password = \"Tr0ub4dor&3\""),
        ("password", "DB_PASSWORD=s3cr3t-9f2k"), ("password", "密碼：Tr0ub4dor3"),
        ("generic-secret", "api_key: 8f3a9c1d7e2b"),
    ])
    func findsEveryType(_ type: String, _ text: String) {
        #expect(fixture.count(type, in: text) == 1, "\(text)")
    }

    @Test(arguments: [
        ("resident-id", "110105194912310021"), ("resident-id", "99010519491231002X"),
        ("resident-id", "111010519491231002X"),
        ("payment-card", "4111111111111112"), ("payment-card", "order 1234567890123456"),
        ("payment-card", "0000000000000000"),
        ("payment-card", "id=a4111111111111111"), ("hk-phone", "Order 23456789"), ("hk-phone", "Tel: 2045 6789"),
        ("hk-phone", "23456789"),
        ("hk-phone", "電話編號 3234567"), ("hk-phone", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6 tel 123456789"),
        ("hk-passport", "K12345678"),
        ("iban", "GB29NWBK60161331926818"), ("iban", "XX29NWBK60161331926819"), ("hk-bank-account", "004-123456-838"),
        ("hk-bank-account", "account 999-123456-838"), ("email", "icon@2x.png"), ("email", "@property"),
        ("email", "user@localhost"),
        ("email", "git@github.com:owner/name"), ("email", "https://user:pass@example.com/"),
        ("birth-date", "1980-01-31"),
        ("birth-date", "Issued on 1980-01-31"), ("birth-date", "DOB 1980-02-31"),
        ("person-name", "Name: the file system"),
        ("person-name", "姓名：請填寫"), ("marking-confidential", "Confidential information shall be protected."),
        ("marking-confidential", "這份文件屬機密資料，請妥為保管"), ("marking-secret", "The secret of success"),
        ("marking-secret", "TOP SECRET"),
        ("marking-restricted", "Restricted area"), ("password", "password = os.environ['PASSWORD']"),
        ("password", "password: changeme"),
        ("password", "password=${DB_PASSWORD}"), ("password", "Password: required"),
        ("generic-secret", "token = getToken()"),
        ("github-token", "ghp_short"), ("octopus", "八達通 102012508(8)"),
    ])
    func leavesAlone(_ type: String, _ text: String) {
        #expect(fixture.count(type, in: text) == 0, "\(text)")
    }

    @Test func judgesAColumnByItsCells() {
        var maker = ValueMaker(generator: SeededGenerator(seed: 1))
        var right = ""
        var wrong = ""
        for row in 0..<100 {
            let good = maker.hkid()
            let bad = maker.hkid(valid: row % 11 == 0)
            right += "\(row),\(good.letters)\(good.digits)\(good.check),x\n"
            wrong += "\(row),\(bad.letters)\(bad.digits)\(bad.check),x\n"
        }
        let layout = TextPart.Layout.delimited(0x2C, header: false)
        #expect(fixture.count("hkid", in: right, layout: layout) == 100)
        #expect(fixture.count("hkid", in: wrong, layout: layout) == 0)
    }

    @Test func findsNumbersStoredWithoutTheirCheckDigit() {
        var text = "id,hkid,name\n"
        for row in 0..<50 { text += "\(row),A\(100_000 + row * 7919 % 899_999),x\n" }
        let reading = fixture.scan(text, layout: .delimited(0x2C, header: true))
        #expect(reading.facts["data.counts.hkid"] == .integer(50))
        #expect(reading.evidence.first?.reasons.contains(Message("discovery.no-check-digit")) == true)
    }

    @Test func readsTheNamesOfColumnsInDumps() {
        let text = """
            CREATE TABLE `p` (`id` int, `hkid_no` char(9), `order_no` char(8), `mobile` char(8));
            INSERT INTO `p` VALUES (1,'A1234563','23456789','91234567'),(2,'AB9876543','23456780','91234568');
            COPY public.q (tel, serial) FROM stdin;
            23456789\t23456781
            \\.
            """
        let reading = fixture.scan(text, layout: .sql)
        #expect(reading.facts["data.counts.hkid"] == .integer(2))
        #expect(reading.facts["data.counts.hk-phone"] == .integer(3))
    }

    @Test func saysWhereHowSureAndWhy() throws {
        let reading = fixture.scan("line\nHKID: A123456(3)\n")
        let evidence = try #require(reading.evidence.first)
        #expect(evidence.place == "file.txt:2")
        #expect(evidence.shown == "A12****(*)")
        #expect(evidence.confidence > 0.98)
        #expect(evidence.reasons.map(\.id) == ["discovery.check-holds", "discovery.own-form", "discovery.word-for"])
        #expect(reading.facts["data.people"] == .integer(1))
        #expect(reading.facts["data.grade_floor"] == .string("restricted"))
        #expect(reading.facts["data.personal"] == .bool(true))
        #expect(reading.completeness == .complete)
    }

    @Test func onePersonHasOneFingerprintHoweverWritten() {
        let reading = fixture.scan("A123456(3) a123456(3) Ａ１２３４５６（３） HKID A1234563 HKID A123456-3")
        #expect(reading.facts["data.counts.hkid"] == .integer(5))
        #expect(reading.facts["data.people"] == .integer(1))
        #expect(Set(reading.evidence.compactMap(\.fingerprint)).count == 1)
    }
}
