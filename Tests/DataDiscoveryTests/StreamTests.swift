import CanonicalJSON
import Extraction
import Model
import Testing

@testable import Discovery

@Suite(.timeLimit(.minutes(2))) struct StreamTests {
    private let fixture: ScanFixture

    init() throws { fixture = try ScanFixture() }

    private static let text = "身份證 A123456(3), tel +852 9123 4567\nmail a.b@dept.gov.hk card 4111 1111 1111 1111\n"

    @Test func whereTheTextIsCutDoesNotMatter() {
        let whole = fixture.scan(Self.text)
        for piece in 1...60 { #expect(fixture.scan(Self.text, piece: piece).facts == whole.facts, "\(piece)") }
    }

    @Test(arguments: [262_100, 262_144, 262_180, 524_250, 700_000])
    func valuesAcrossBlocksAreFoundOnce(padding: Int) {
        let filler = String(repeating: "lorem ipsum dolor sit amet\n", count: padding / 27)
        for shift in stride(from: 0, to: 60, by: 7) {
            let text = filler + String(repeating: "x", count: shift) + " " + Self.text + filler
            let reading = fixture.scan(text)
            #expect(reading.facts["data.counts.hkid"] == 1, "\(padding) \(shift)")
            #expect(reading.facts["data.counts.email"] == 1)
            #expect(reading.facts["data.counts.payment-card"] == 1)
            let line = filler.utf8.count { $0 == 0x0A } + 1
            #expect(reading.evidence.first { $0.type == "hkid" }?.place == "file.txt, line \(line)")
        }
    }

    @Test func noValueIsInTheReading() throws {
        let reading = fixture.scan(Self.text + "password = Tr0ub4dor&3\n姓名：陳小明\n-----BEGIN PRIVATE KEY-----\n")
        let shown = reading.evidence.map { "\($0.shown) \($0.place) \($0.reasons)" }.joined(separator: "\n") + "\(reading.facts)"
        for value in ["A123456(3)", "123456", "9123 4567", "a.b@dept", "4111 1111 1111 1111", "Tr0ub4dor", "陳小明"] {
            #expect(!shown.contains(value), "\(value)")
        }
        #expect(reading.evidence.first { $0.type == "hkid" }?.shown == "A12****(*)")
    }

    @Test func whatCouldNotBeReadIsNeverClean() {
        var scanner = DataScanner(detectors: fixture.detectors, fingerprint: ScanFixture.fingerprint)
        scanner.notScanned(path: ["a.zip", "b"], reason: Message("extraction.encrypted"))
        let reading = scanner.finish()
        #expect(reading.completeness == .partial([Message("extraction.encrypted")]))
        #expect(reading.facts["data.items_not_scanned"] == 1)
        for name in reading.facts.keys { #expect(InventorySchema.schema.contains(name), "\(name)") }
    }

    @Test(arguments: ["0123456789", "A1234563 ", "a@b.c ", "\u{FF11}", "{[\"\\u00", "852", "RESTRICTED\n", "tel 9"])
    func endlessRepetitionsEnd(unit: String) {
        let text = String(repeating: unit, count: 600_000 / unit.utf8.count)
        let reading = fixture.scan(text, layout: .json)
        #expect(reading.evidence.count < 5_000)
    }

    @Test func bytesThatAreNoTextDoNoHarm() {
        var generator = SystemRandomNumberGenerator()
        var scanner = DataScanner(detectors: fixture.detectors, fingerprint: ScanFixture.fingerprint)
        for layout in [TextPart.Layout.running, .json, .delimited(UInt8(ascii: ","), header: true), .sql] {
            scanner.begin(TextPart(path: ["x"], layout: layout))
            for _ in 0..<200 {
                let bytes = (0..<Int.random(in: 0..<5_000, using: &generator)).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
                bytes.withUnsafeBytes { scanner.append($0) }
                if Bool.random(using: &generator) { scanner.mark("page") }
            }
            scanner.end()
        }
        _ = scanner.finish()
    }
}
