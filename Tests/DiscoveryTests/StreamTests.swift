import CanonicalJSON
import Extraction
import Model
import Testing

@testable import Discovery

/// What the scanner does with text however it comes.
@Suite(.timeLimit(.minutes(10)))
struct StreamTests {
    let fixture: ScanFixture

    init() throws { fixture = try ScanFixture.shared.get() }

    private static let mixture = """
        HKID: A123456(3), 內地身份證11010519491231002X，電話：２３４５ ６７８９。Card 4111 1111 1111 1111
        IBAN GB29 NWBK 6016 1331 9268 19, chan@example.com, 出生日期：1980年1月31日, password=Tr0ub4dor-3x
        CONFIDENTIAL
        postgres://app:hunter2xyz@db.internal/app 姓名：陳大文

        """

    @Test func findsTheSameWhereverTheTextIsCut() {
        let bytes = Array(Self.mixture.utf8)
        let whole = fixture.scan(bytes)
        #expect(whole.facts["data.types"]?.elements?.count == 11)
        for cut in 1..<bytes.count {
            var scanner = fixture.scanner()
            scanner.begin(TextPart(path: ["file.txt"]))
            bytes[..<cut].withUnsafeBytes { scanner.append($0) }
            bytes[cut...].withUnsafeBytes { scanner.append($0) }
            scanner.end()
            #expect(scanner.finish() == whole, "cut at \(cut)")
        }
        #expect(fixture.scan(bytes, piece: 1) == whole)
    }

    /// The window's own cuts fall somewhere in every text that is longer than it.
    @Test(arguments: Array(stride(from: 0, to: 420, by: 7)))
    func findsTheSameWhereverTheWindowEnds(_ shift: Int) {
        let edge = PartScan.size - PartScan.behind - 300 + shift
        let text = [UInt8](repeating: UInt8(ascii: "."), count: edge - 1) + Array("\n".utf8) + Array(Self.mixture.utf8)
        let far = text + [UInt8](repeating: UInt8(ascii: "."), count: PartScan.size)
        let near = fixture.scan(Self.mixture)
        let reading = fixture.scan(far)
        for (name, value) in near.facts where name.hasPrefix("data.counts.") {
            #expect(reading.facts[name] == value, "\(name)")
        }
        #expect(reading.facts["data.types"] == near.facts["data.types"])
        #expect(reading.evidence.map(\.fingerprint) == near.evidence.map(\.fingerprint))
        #expect(reading.evidence.map(\.confidence) == near.evidence.map(\.confidence))
    }

    @Test func countsLinesAcrossWindows() {
        let line = Array("nothing to see here at all\n".utf8)
        var text: [UInt8] = []
        for _ in 0..<20_000 { text += line }
        text += Array("A123456(3)".utf8)
        #expect(fixture.scan(text, piece: 1000).evidence.first?.place == "file.txt:20001")
    }

    /// The pass by patterns comes after the pass by numbers, and must see the words that the latter went past.
    @Test func wordsSpeakOfPatternsWhateverNumbersStandBehind() {
        let far = String(repeating: ".", count: 500) + " tel 23456789"
        #expect(fixture.count("aws-access-key", in: "for example AKIAIOSFODNN7QWERTYU" + far) == 0)
        #expect(fixture.count("aws-access-key", in: "the key is AKIAIOSFODNN7QWERTYU" + far) == 1)
    }

    /// 日期 alone speaks against a date of birth; 出生日期 that begins just out of reach holds it all the same.
    @Test func aWordThatReachesInIsReadWholeWhateverStandsBeforeIt() {
        for gap in 60..<110 {
            let text = "出生日期" + String(repeating: "x", count: gap) + " 1980-01-31"
            #expect(
                fixture.count("birth-date", in: text) == fixture.count("birth-date", in: "23456789 " + text), "\(gap)")
        }
    }

    @Test func manyMatchesCostNoMoreMemoryThanAFew() {
        let piece = Array(String(repeating: "A123456(3) chan@example.com\n", count: 1000).utf8)
        var scanner = fixture.scanner()
        scanner.begin(TextPart(path: ["many.txt"]))
        for _ in 0..<100 { piece.withUnsafeBytes { scanner.append($0) } }
        scanner.end()
        let reading = scanner.finish()
        #expect(reading.facts["data.counts.hkid"] == .integer(100_000))
        #expect(reading.facts["data.counts.email"] == .integer(100_000))
        #expect(reading.facts["data.people"] == .integer(1))
        #expect(reading.evidence.count == 40)
    }

    @Test(arguments: [
        UInt8(ascii: "7"), UInt8(ascii: "A"), UInt8(ascii: "@"), UInt8(ascii: " "), 0xEF, 0xFF, 0, UInt8(ascii: "\""),
    ])
    func oneLongLineOfOneByteEnds(_ byte: UInt8) {
        let piece = [UInt8](repeating: byte, count: 1 << 20)
        for layout in [TextPart.Layout.running, .json, .sql, .delimited(0x2C, header: true)] {
            var scanner = fixture.scanner()
            scanner.begin(TextPart(path: ["long.txt"], layout: layout))
            for _ in 0..<(byte == UInt8(ascii: "7") && layout == .running ? 64 : 4) {
                piece.withUnsafeBytes { scanner.append($0) }
            }
            scanner.end()
            #expect(scanner.finish().facts["data.types"] == .array([]))
        }
    }

    @Test func endsOnAnyBytes() {
        var generator = SeededGenerator(seed: 7)
        let seed = Array(Self.mixture.utf8)
        let layouts = [
            TextPart.Layout.running, .json, .sql, .delimited(0x2C, header: true), .delimited(0x09, header: false),
        ]
        for round in 0..<300 {
            var bytes = seed + seed
            for _ in 0..<Int.random(in: 1...60, using: &generator) {
                let index = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0...2, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
                case 1: bytes.remove(at: index)
                default: bytes.insert(bytes[Int.random(in: bytes.indices, using: &generator)], at: index)
                }
            }
            let piece = Int.random(in: 1...bytes.count, using: &generator)
            let layout = layouts[round % layouts.count]
            #expect(fixture.scan(bytes, piece: piece, layout: layout) == fixture.scan(bytes, layout: layout))
        }
    }

    @Test func noValueStandsInAReading() {
        var maker = ValueMaker(generator: SeededGenerator(seed: 99))
        for _ in 0..<200 {
            let person = maker.hkid()
            let values = [
                "\(person.letters)\(person.digits)", maker.resident(), maker.card(), maker.iban(), maker.phone(),
                maker.email(),
                maker.date(separator: "-"), "Zq9-\(maker.hex(12))",
            ]
            let text = """
                HKID \(values[0])(\(person.check)) id \(values[1]) card \(values[2]) iban \(values[3]) tel \(values[4])
                mail \(values[5]) dob \(values[6]) password=\(values[7]) 姓名：陳大文
                """
            var scanner = fixture.scanner()
            scanner.begin(
                TextPart(
                    path: ["\(values[0])(\(person.check)).zip", "\(values[4]).txt", values[5]],
                    locator: .cell(table: values[2])))
            scanner.mark(values[1])
            Array(text.utf8).withUnsafeBytes { scanner.append($0) }
            scanner.end()
            scanner.notScanned(path: [values[3], "\(values[0])\(person.check)"], reason: Message("extraction.binary"))
            let said = String(describing: scanner.finish())
            for value in values { #expect(!said.contains(value), "\(value)") }
            #expect(!said.contains("陳大文"))
        }
    }

    @Test func whatWasNotScannedIsNeverClean() {
        var scanner = fixture.scanner()
        scanner.notScanned(
            path: ["a.zip", "b.docx"], reason: Message("extraction.document-encrypted", ["format": "docx"]))
        let reading = scanner.finish()
        #expect(reading.completeness == .partial([Message("extraction.document-encrypted", ["format": "docx"])]))
        #expect(reading.facts["data.items_not_scanned"] == .integer(1))
        #expect(reading.facts["data.not_scanned_reasons"] == .strings(["extraction.document-encrypted"]))
        #expect(reading.evidence.map(\.place) == ["a.zip/b.docx"])
    }

    @Test func twoScannersMergeToWhatOneWouldSay() {
        var one = fixture.scanner()
        var two = fixture.scanner()
        var both = fixture.scanner()
        func feed(_ scanner: inout DataScanner, _ name: String, _ text: String) {
            scanner.begin(TextPart(path: [name]))
            Array(text.utf8).withUnsafeBytes { scanner.append($0) }
            scanner.end()
        }
        feed(&one, "a.txt", "A123456(3) chan@example.com")
        feed(&two, "b.txt", "A123456(3) AB987654(3)")
        feed(&both, "a.txt", "A123456(3) chan@example.com")
        feed(&both, "b.txt", "A123456(3) AB987654(3)")
        one.merge(two)
        let merged = one.finish()
        #expect(merged == both.finish())
        #expect(merged.facts["data.people"] == .integer(2))
        #expect(merged.facts["data.files_scanned"] == .integer(2))
    }

    @Test func saysWhenPersonsAreNoLongerToldApart() {
        var maker = ValueMaker(generator: SeededGenerator(seed: 5))
        var text = ""
        for _ in 0..<100 {
            let person = maker.hkid()
            text += "\(person.letters)\(person.digits)(\(person.check))\n"
        }
        var limits = ScanLimits()
        limits.distinctIdentifiers = 50
        let reading = fixture.scan(Array(text.utf8), limits: limits)
        #expect(reading.facts["data.people"] == .integer(50))
        #expect(reading.completeness == .partial([Message("discovery.people-capped", ["limit": "50"])]))
    }

    @Test func everyFactIsInTheSchema() {
        for name in fixture.scan(Self.mixture).facts.keys { #expect(InventorySchema.schema.contains(name), "\(name)") }
    }
}
