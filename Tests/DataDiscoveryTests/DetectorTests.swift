import CanonicalJSON
import Extraction
import Model
import Testing

/// Values that must be found in each written form, and what only looks like them.
@Suite(.timeLimit(.minutes(1))) struct DetectorTests {
    private let fixture: ScanFixture

    init() throws { fixture = try ScanFixture() }

    @Test(arguments: [
        ("hkid", "A123456(3)"), ("hkid", "HKID A1234563"), ("hkid", "身份證 A123456-3"), ("hkid", "A 123456 (3)"), ("hkid", "A123 456(3)"),
        ("hkid", "a123456(3)"), ("hkid", "Ａ１２３４５６（３）"), ("hkid", "AB987654(3)"), ("hkid", "id card AB9876543"), ("hkid", "身份證號碼:E364912(5)。"),
        ("hkid", #"{"hkid":"A1234563"}"#), ("resident-id", "11010519491231002X"), ("resident-id", "身份证号11010519491231002x，"),
        ("resident-id", "110105 19491231 002X"), ("payment-card", "4111 1111 1111 1111"), ("payment-card", "card 4012888888881881"),
        ("payment-card", "信用卡 5555-5555-5555-4444"), ("payment-card", "amex 3782 822463 10005"), ("phone-hk", "+852 9123 4567"),
        ("phone-hk", "(852) 91234567"), ("phone-hk", "電話：2345 6789"), ("phone-hk", "Tel 23456789"), ("phone-hk", "+85291234567"),
        ("phone-hk", "mobile: 6123-4567"), ("email", "a.b+c@dept.gov.hk"), ("iban", "GB82 WEST 1234 5698 7654 32"),
        ("iban", "DE89370400440532013000"), ("birth-date", "出生日期 1985-03-02"), ("birth-date", "DOB: 2/3/1985"),
        ("passport", "passport K12345678"), ("passport", "护照 EA1234567"), ("home-return-permit", "回鄉證 H1234567800"),
        ("bank-account-hk", "account 004-123456-838"), ("business-registration", "商業登記 36780058"), ("person-name", "Name: CHAN Siu Ming"),
        ("person-name", "姓名：陳小明"), ("private-key", "-----BEGIN RSA PRIVATE KEY-----"), ("cloud-key", "AKIAIOSFODNN7EXAMPLE"),
        ("connection-string", "postgres://app:s3cr3tpw@db.internal/app"), ("password", "password = Tr0ub4dor&3"), ("password", "密碼：h4rb0ur-2026"),
        ("marking-restricted", "RESTRICTED"), ("marking-restricted", "限閱文件"), ("marking-top-secret", "TOP SECRET"),
    ])
    func findsEachForm(type: String, text: String) { #expect(fixture.count(type, in: text) == 1, "\(text)") }

    @Test(arguments: [
        ("hkid", "A123456(4)"), ("hkid", "serial no B1234567"), ("hkid", "order A1234563"), ("hkid", "xA123456(3)"), ("hkid", "A1234563"),
        ("resident-id", "110105194912310021"), ("resident-id", "11010519491331002X"), ("payment-card", "4111 1111 1111 1112"),
        ("payment-card", "order 4111111111111111"), ("payment-card", "1234567890123452"), ("phone-hk", "invoice 23456789"), ("phone-hk", "23456789"),
        ("phone-hk", "Tel 20345678"), ("phone-hk", "9123 4567 8910 1112"), ("phone-hk", "tel 91234567.55"), ("email", "a@b"),
        ("iban", "GB82 WEST 1234 5698 7654 33"), ("birth-date", "issued 2026-03-02"), ("birth-date", "version 1985.13.02"),
        ("passport", "K12345678"), ("person-name", "Name: the quick brown fox"), ("password", "password: example"), ("password", "password = ${PASSWORD}"),
        ("marking-restricted", "Access is RESTRICTED to staff."), ("marking-confidential", "CONFIDENTIAL information shall be kept safe"),
        ("phone-hk", "550e8400-e29b-41d4-a716-446655440000 tel"), ("hkid", "sha c0ffeeA1234563f00d"),
    ])
    func passesOverWhatOnlyLooksLikeIt(type: String, text: String) { #expect(fixture.count(type, in: text) == 0, "\(text)") }

    @Test func aColumnsHeaderSpeaksForItsCells() {
        let table = "name,phone,order\nA,23456789,34567890\nB,91234567,45678901\n"
        let reading = fixture.scan(table, layout: .delimited(UInt8(ascii: ","), header: true))
        #expect(reading.facts["data.counts.phone-hk"] == 2)
        #expect(reading.evidence.first?.place == "file.txt, line 2, column phone")
    }

    @Test func personsAreCountedOnce() {
        #expect(fixture.scan("A123456(3)\nA123456(3)\nhkid AB9876543\n").facts["data.people"] == 2)
    }
}
