import Extraction

@testable import Discovery

/// Documents with values whose types and lines are known, and decoys that look like them.
struct LabelledCorpus {
    struct Label: Hashable {
        var document: Int
        var line: Int
        var type: String
        /// The fingerprint of the value's normal form.
        var value: String
    }

    struct Document {
        var text = ""
        var layout: TextPart.Layout = .running
        var lines = 1
    }

    private(set) var documents: [Document] = []
    private(set) var labels: [Label: Int] = [:]
    private var maker: ValueMaker

    init(seed: UInt64, documents count: Int) {
        maker = ValueMaker(generator: SeededGenerator(seed: seed))
        for index in 0..<count {
            switch index % 5 {
            case 0: letters()
            case 1: table()
            case 2: records()
            case 3: log()
            default: dump()
            }
        }
    }

    private mutating func label(_ type: String, _ normal: String) {
        let value = Array(normal.utf8).withUnsafeBytes(ScanFixture.fingerprint)
        let document = documents.count - 1
        labels[Label(document: document, line: documents[document].lines, type: type, value: value), default: 0] += 1
    }

    private mutating func write(_ line: String) {
        documents[documents.count - 1].text += line + "\n"
        documents[documents.count - 1].lines += 1
    }

    private mutating func pick(_ texts: [String]) -> String { maker.generator.pick(texts) }

    // MARK: Values in the forms that people write

    private mutating func hkid() -> String {
        let (letters, digits, check) = maker.hkid()
        label("hkid", letters + digits + check)
        let spaced = letters.count == 1 ? "\(letters) \(digits) (\(check))" : "\(letters)\(digits) (\(check))"
        return pick([
            "\(letters)\(digits)(\(check))", "\(letters)\(digits)(\(check))", "\(letters)\(digits) (\(check))", spaced,
            "\(letters)\(digits)（\(check)）", "\(letters)\(digits.prefix(3)) \(digits.suffix(3))(\(check))",
            "\(letters.lowercased())\(digits)(\(check))", "\(letters)\(digits)[\(check)]",
            Self.wide("\(letters)\(digits)(\(check))"),
        ])
    }

    /// A form that needs a word beside it.
    private mutating func bareHKID() -> String {
        let (letters, digits, check) = maker.hkid()
        label("hkid", letters + digits + check)
        return pick(["\(letters)\(digits)\(check)", "\(letters)\(digits)-\(check)", "\(letters)\(digits)(\(check)"])
    }

    private mutating func resident() -> String {
        let value = maker.resident()
        label("resident-id", value)
        let tail = value.dropFirst(14)
        return pick([
            value, value, value.lowercased(), "\(value.prefix(6)) \(value.dropFirst(6).prefix(8)) \(tail)",
            Self.wide(value),
        ])
    }

    private mutating func card() -> String {
        let value = maker.card()
        label("payment-card", value)
        guard value.count == 16 else { return value }
        let groups = stride(from: 0, to: 16, by: 4).map { String(value.dropFirst($0).prefix(4)) }
        return pick([value, groups.joined(separator: " "), groups.joined(separator: "-")])
    }

    private mutating func iban() -> String {
        let value = maker.iban()
        label("iban", value)
        let groups = stride(from: 0, to: value.count, by: 4).map { String(value.dropFirst($0).prefix(4)) }
        return pick([value, groups.joined(separator: " ")])
    }

    private mutating func phone() -> String {
        let value = maker.phone()
        label("hk-phone", value)
        return pick([
            value, "\(value.prefix(4)) \(value.suffix(4))", "\(value.prefix(4))-\(value.suffix(4))", "+852 \(value)",
            "(852) \(value.prefix(4)) \(value.suffix(4))", "+852-\(value.prefix(4))-\(value.suffix(4))",
            "00852\(value)",
            Self.wide(value),
        ])
    }

    private mutating func email() -> String {
        let value = maker.email()
        label("email", value.lowercased())
        return value
    }

    private mutating func birth() -> String {
        let parts = maker.date(separator: "-").split(separator: "-").map(String.init)
        let day = String(Int(parts[2]) ?? 1)
        let month = String(Int(parts[1]) ?? 1)
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        let name = names[(Int(month) ?? 1) - 1]
        let text = pick([
            parts.joined(separator: "-"), parts.joined(separator: "/"), "\(parts[2])/\(parts[1])/\(parts[0])",
            "\(day) \(name) \(parts[0])",
            "\(day)-\(name.prefix(3))-\(parts[0])", "\(parts[0])年\(month)月\(day)日", parts.joined(),
        ])
        label("birth-date", parts.joined(separator: "-"))
        return text
    }

    /// Full-width forms.
    private static func wide(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { Unicode.Scalar($0.value + 0xFEE0) ?? $0 }))
    }

    private mutating func decoy() -> String {
        let (letters, digits, check) = maker.hkid(valid: false)
        let otherDate = maker.date(separator: "-")
        switch Int.random(in: 0..<16, using: &maker.generator) {
        case 0: return "commit \(maker.hex(40))"
        case 1: return "request \(maker.uuid())"
        case 2: return "Order no. \(maker.phone())"
        case 3: return "epoch \(1_600_000_000_000 + Int.random(in: 0...99_999_999_999, using: &maker.generator))"
        case 4: return "ref \(letters)\(digits)(\(check))"
        case 5: return "serial \(letters)\(maker.generator.digits(7))"
        case 6: return "no. \(maker.resident(valid: false))"
        case 7: return "no. \(maker.card(valid: false))"
        case 8: return "ref \(maker.iban(valid: false))"
        case 9: return "version 10.\(maker.generator.digits(3)).\(maker.generator.digits(4))"
        case 10: return "發票編號 \(maker.phone())"
        case 11: return "issued on \(otherDate)"
        case 12: return "amount HK$\(maker.generator.digits(3)),\(maker.generator.digits(3)).00"
        case 13: return "icon@2x.png"
        case 14: return "sha256:\(maker.hex(64))"
        default: return "訂單 \(maker.generator.digits(16))"
        }
    }

    // MARK: Documents

    private mutating func letters() {
        documents.append(Document())
        for _ in 0..<40 {
            write(
                pick([
                    "The committee met and agreed the minutes of the last meeting.", "本署已於上月完成有關檢討，並會向委員匯報。",
                    "Please see the annex for details of the scheme.",
                ]))
            switch Int.random(in: 0..<12, using: &maker.generator) {
            case 0: write("The applicant holds \(hkid()) and may be reached by \(email()).")
            case 1: write("身份證號碼：\(hkid())，電話：\(phone())。")
            case 2: write("HKID No.: \(bareHKID())    Tel: \(phone())")
            case 3: write("Mainland resident ID \(resident())")
            case 4: write("內地身份證\(resident())，出生日期：\(birth())")
            case 5: write("Credit card: \(card()) exp 09/27")
            case 6: write("Remit to IBAN \(iban()), attention \(email())")
            case 7: write("Date of birth: \(birth())")
            case 8: write("Please call \(phone()) or fax \(phone()).")
            case 9: write("她生於\(birth())，持有香港身份證\(hkid())。")
            default: write("\(decoy()); \(decoy())")
            }
        }
    }

    private mutating func table() {
        documents.append(Document(layout: .delimited(0x2C, header: true)))
        write("ref,name,hkid,date_of_birth,mobile,email,card_no,order_no,created_at,token")
        for row in 0..<60 {
            let person = row % 10 == 0 ? "" : bareHKIDCell()
            let wrong = maker.hex(32)
            write(
                "\(100_000 + row),CHAN Tai Man,\(person),\(birth()),\(phone()),\(email()),\(card()),\(maker.phone()),\(maker.date(separator: "-")),\(wrong)"
            )
        }
    }

    private mutating func bareHKIDCell() -> String {
        let (letters, digits, check) = maker.hkid()
        label("hkid", letters + digits + check)
        return pick(["\(letters)\(digits)\(check)", "\(letters)\(digits)(\(check))"])
    }

    private mutating func records() {
        documents.append(Document(layout: .json))
        for _ in 0..<50 {
            let noise = maker.generator.digits(8)
            write(
                #"{"requestId":"\#(maker.uuid())","hkid":"\#(bareHKIDCell())","mobilePhone":"\#(plainPhone())","dob":"\#(birth())","orderNo":"\#(maker.phone())","ts":\#(1_700_000_000_000 + (Int(noise) ?? 0)),"contact":{"email":"\#(email())"},"amount":\#(noise)}"#
            )
        }
    }

    private mutating func plainPhone() -> String {
        let value = maker.phone()
        label("hk-phone", value)
        return value
    }

    private mutating func log() {
        documents.append(Document())
        for _ in 0..<120 {
            let head =
                "2026-03-\(10 + Int.random(in: 0...9, using: &maker.generator)) 10:\(10 + Int.random(in: 0...49, using: &maker.generator)):07.123 INFO [\(maker.hex(16))] "
            switch Int.random(in: 0..<8, using: &maker.generator) {
            case 0: write(head + "login user=\(email()) ip=10.1.2.3 session=\(maker.hex(32))")
            case 1: write(head + "lookup hkid=\(bareHKIDCell()) status=200 bytes=\(maker.generator.digits(5))")
            case 2: write(head + "sms sent to +852\(plainPhone()) id=\(maker.uuid())")
            default:
                write(
                    head + "GET /api/v1/item/\(maker.generator.digits(8)) 200 \(maker.generator.digits(6)) \(decoy())")
            }
        }
    }

    private mutating func dump() {
        documents.append(Document(layout: .sql))
        write("CREATE TABLE `citizen` (")
        write("  `id` int NOT NULL,")
        write("  `identity_card` varchar(12),")
        write("  `tel` varchar(20),")
        write("  `birth_date` date,")
        write("  `receipt` varchar(20)")
        write(");")
        for row in 0..<30 {
            write(
                "INSERT INTO `citizen` VALUES (\(row),'\(bareHKIDCell())','\(plainPhone())','\(birth())','\(maker.phone())');"
            )
        }
        for row in 0..<30 {
            write(
                "INSERT INTO client (serial, mobile, hkid_no) VALUES (\(maker.phone()), '\(plainPhone())', '\(bareHKIDCell())'), (\(row), '\(plainPhone())', NULL);"
            )
        }
    }
}
