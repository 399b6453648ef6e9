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
        "E364912(5)", "AB123456(9)", "A123456[3]", "A-123456(3)", "AB-123456(9)", "AB 123456 (9)", "號碼A123456(3)號",
        "A123456(3)\n", "“A123456(3)”", "A123456 (3)",
    ])
    func identityCardsInFormsOfTheirOwn(_ text: String) {
        #expect(fixture.count("hkid", in: text) == 1)
    }

    @Test(arguments: [
        "HKID: A1234563", "HKID A123456-3", "hkid_no=A1234563", "身份證：A1234563", "ID card no. A123456(3",
        "{\"hkidNo\":\"A1234563\"}",
        "HKID\nA1234563", "A1234563 (HKID)", "身份证号码 A1234563", "I.D. No. A1234563", "HKID-A1234563_front.jpg",
        "The order was late. ID no. A1234563", "Parcel order 12; HKID A1234563", "HKID No.A1234563",
        "身份證號碼 ........ A1234563", "HKID_A123456(3).pdf",
    ])
    func identityCardsBesideAWord(_ text: String) {
        #expect(fixture.count("hkid", in: text) == 1)
    }

    @Test(arguments: [
        "A123456(4)", "A1234563", "part no A1234563", "BA123456(3)", "XA123456(3)4", "model A123456-3", "A12345(6)",
        "REF-A123456(3)",
        "ABC123456(3)",
        "0A123456(3)", "deadbeefa1234563cafe", "HKID: A1234564", "NO 123456 3", "HKID is on file. Part A1234563",
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
        ("hk-phone", "mobile 7012 3456"), ("hk-phone", "Tel: 93 217 038"), ("hk-phone", "來電 2345–6789"),
        ("hk-phone", "CHAN | T 2345 6789 | x"), ("hk-phone", "fax,M023782957,852-67994572"),
        ("hk-phone", "caller +852\u{A0}6621\u{A0}2090"), ("hk-phone", "T: 2345 6789"),
        ("cn-phone", "手机：13812345678"), ("cn-phone", "+86 138 1234 5678"), ("cn-phone", "(+8613812345678)"),
        ("cn-phone", "電話 (0755) 8301 5371"), ("cn-phone", "Tel 021-28271118"), ("cn-phone", "Fax +86 755 8301 5371"),
        ("cn-phone", "電話 0086 13812345678"), ("cn-phone", "手機 (86) 13812345678"), ("cn-phone", "tel 138-1234-5678"),
        ("international-phone", "+44 20 7946 0053"), ("international-phone", "+44 (0)20 7946 0690"),
        ("international-phone", "+1 (202) 555-0113"), ("international-phone", "+65 9184 4243 12 June"),
        ("international-phone", "+82-2-3918-5185"), ("international-phone", "電話 +85366583776"),
        ("payment-card", "3600 000000 0016"), ("payment-card", "622212 3456789012341"),
        ("payment-card", "6222 1234 5678 9012 341"), ("payment-card", "4111–1111–1111–1111"),
        ("hk-passport", "Passport no. K12345678"), ("hk-passport", "護照號碼：H12345678"), ("cn-passport", "护照号码E12345678"),
        ("cn-passport", "passport EA1234567"), ("home-return-permit", "回鄉證 H1234567800"),
        ("exit-entry-permit", "往來港澳通行證 C12345678"),
        ("exit-entry-permit", "雙程證CA1234567"), ("iban", "GB29NWBK60161331926819"),
        ("iban", "GB29 NWBK 6016 1331 9268 19"), ("iban", "gb29nwbk60161331926819"),
        ("iban", "GB29-NWBK-6016-1331-9268-19"),
        ("iban", "Pay DE89370400440532013000 now"), ("hk-bank-account", "Account no. 004-123456-838"),
        ("hk-bank-account", "滙豐戶口 004-808-123456-838"), ("business-registration", "商業登記號碼 36780058"),
        ("business-registration", "BR no. 36780058-000"), ("octopus", "八達通 102012508(9)"),
        ("email", "chan.taiman@example.gov.hk"),
        ("email", "寄往may@example.com。"), ("email", "GET /r?mail=may%2Bhk%40example.com&x=1"),
        ("email", "mailto:a@b.hk"), ("birth-date", "DOB: 1980-01-31"),
        ("birth-date", "Date of birth 31/01/1980"),
        ("birth-date", "出生日期：1980年1月31日"), ("birth-date", "born on 31 January 1980"),
        ("birth-date", "dateOfBirth=19800131"),
        ("birth-date", "生於1980年1月31日"), ("birth-date", "DOB 31/1/80"), ("birth-date", "DOB: 31 / 01 / 1980"),
        ("birth-date", "BDAY:1980-01-31"), ("birth-date", "Date of birth ....... 6/3/1952"),
        ("birth-date", "出生日期：一九八〇年十月三十一日"), ("birth-date", "<birthDate>1980-01-31</birthDate><entryDate>2020-01-31<"),
        ("person-name", "Name: CHAN Tai-man"), ("person-name", "姓名：陳大文"),
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
        ("payment-card", "4000000000006"), ("payment-card", "consignment no. 4111111111111111"),
        ("payment-card", "CZ23 4111 1111 1111 1111"), ("hk-phone", "tel below, IBAN SE47 4006 8770 3608 6209 3061"),
        ("hk-phone", "Tel +65 9184 4243"), ("hk-phone", "Telephone bill no. 23456789"), ("cn-phone", "13812345678"),
        ("cn-phone", "Tel 12812345678"), ("cn-phone", "parcel 021-28271118"), ("international-phone", "UTC+08:00"),
        ("international-phone", "+999 1234 5678"), ("international-phone", "\n+85366583776\n"),
        ("iban", "GB29NWBK60161331926818"), ("iban", "gb29NWBK60161331926819"), ("iban", "XX29NWBK60161331926819"),
        ("hk-bank-account", "004-123456-838"),
        ("hk-bank-account", "account 999-123456-838"), ("email", "icon@2x.png"), ("email", "@property"),
        ("email", "user@localhost"),
        ("email", "git@github.com:owner/name"), ("email", "https://user:pass@example.com/"),
        ("birth-date", "1980-01-31"),
        ("birth-date", "Issued on 1980-01-31"), ("birth-date", "1/31/80 pages"), ("birth-date", "DOB 32/1/80"),
        ("birth-date", "The date of birth is not known; the date of arrival was 2018-10-17"),
        ("birth-date", "The vaccine was given on 5 April 2018. DOB: "),
        ("birth-date", "The form without a birth date was returned on 21 October 2028."),
        ("birth-date", "出生登記處於2021年7月7日重開"), ("birth-date", "出生日期不詳，入境日期為2022年7月20日"),
        ("birth-date", "會議於一九八〇年一月三十一日舉行"), ("birth-date", "DOB 1980-02-31"),
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

    @Test(arguments: [
        // Columns of spaces, the Chinese names twice as wide.
        """
        PAYMENT REPORT
        ------------------------------------------
        Name        HKID       Order No  Date of Birth
        ------------------------------------------
        CHAN T M    A1234563   91234567  1980-01-31
        陳大文      AB1234569            1980-02-28
        """,
        """
        | Name | HKID | Date of Birth | Order No |
        | --- | --- | --- | --- |
        | CHAN T M | A1234563 | 31/1/80 | 91234567 |
        | LEE | AB1234569 | 1980-02-28 | 2345 6789 |
        """,
        "Name\tHKID\tDate of Birth\tOrder No\nCHAN\tA1234563\t1980-01-31\t91234567\nLEE\tAB1234569\t1980-02-28\t\n",
        """
        Identity card numbers of the applicants:
        1. A1234563
        2. AB1234569

        Dates of birth of the pupils, by class:
        - 31 January 1980
        - 28 February 1980

        Order numbers:
        - 91234567
        """,
    ])
    func readsHeadingsInRunningText(_ text: String) {
        let reading = fixture.scan(text)
        #expect(reading.facts["data.counts.hkid"] == .integer(2))
        #expect(reading.facts["data.counts.birth-date"] == .integer(2))
        #expect(reading.facts["data.counts.hk-phone"] == nil)
    }

    @Test func keepsAHeadingOverMoreRowsThanItLooksBack() {
        var text = "Name        HKID\n"
        for _ in 0..<1000 { text += "CHAN T M    A1234563\n" }
        #expect(fixture.count("hkid", in: text) == 1000)
        #expect(fixture.count("hkid", in: text + "\nCHAN T M    A1234563\n") == 1000)
    }

    @Test func readsTheHeaderBelowATitle() {
        let text =
            "Staff list, restricted\n\nname,hkid,mobile\n\"Chan, T\",A1234563,91234567\n\"Lee, K\",AB1234569,91234568\n"
        #expect(fixture.count("hkid", in: text, layout: .delimited(0x2C, header: true)) == 2)
        #expect(fixture.count("hk-phone", in: text, layout: .delimited(0x2C, header: true)) == 2)
    }

    @Test func fiveNumbersWithCheckDigitsSettleAColumn() {
        let cells = ["A1234563", "AB1234569", "E3649125", "AB9876543", "A1234563"]
        func text(_ count: Int) -> String { cells.prefix(count).map { "x,\($0),y\n" }.joined() }
        #expect(fixture.count("hkid", in: text(5), layout: .delimited(0x2C, header: false)) == 5)
        #expect(fixture.count("hkid", in: text(4), layout: .delimited(0x2C, header: false)) == 0)
    }

    @Test func aNameOfAColumnSpeaksForItsOwnCellsAlone() {
        let text = """
            INSERT INTO `t` (`METER_NO`, `TEL_NO`) VALUES (60929252,'91234567');
            INSERT INTO `t` (`METER_NO`, `TEL_NO`) VALUES (60929253,'91234568');
            """
        #expect(fixture.count("hk-phone", in: text, layout: .sql) == 2)
    }

    @Test func oneDayAndOneNumberHaveOneFingerprintHoweverWritten() {
        let day = fixture.scan(
            "DOB 1980-01-31 DOB 31/01/1980 DOB 31/1/80 出生日期：1980年1月31日 出生日期：一九八〇年一月三十一日 born 31 January 1980")
        #expect(day.evidence.count == 6)
        #expect(Set(day.evidence.compactMap(\.fingerprint)).count == 1)
        let number = fixture.scan(
            "tel 0755-83015371, tel +86 755 8301 5371, tel (0755) 8301 5371, tel 0086 13812345678")
        #expect(number.evidence.count == 4)
        #expect(Set(number.evidence.compactMap(\.fingerprint)).count == 2)
        let address = fixture.scan("a+b@example.com /?to=A%2Bb%40example.com")
        #expect(Set(address.evidence.compactMap(\.fingerprint)).count == 1)
        #expect(address.evidence.count == 2)
    }

    @Test func onePersonHasOneFingerprintHoweverWritten() {
        let reading = fixture.scan("A123456(3) a123456(3) Ａ１２３４５６（３） HKID A1234563 HKID A123456-3")
        #expect(reading.facts["data.counts.hkid"] == .integer(5))
        #expect(reading.facts["data.people"] == .integer(1))
        #expect(Set(reading.evidence.compactMap(\.fingerprint)).count == 1)
    }
}
