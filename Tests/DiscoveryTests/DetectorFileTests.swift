import CanonicalJSON
import Extraction
import Model
import Testing

@testable import Discovery

/// What is said of faulty detector files.
struct DetectorFileTests {
    private static let good = """
        detectors:
          - id: badge
            name: {en: Badge, zh-Hant: 證章, zh-Hans: 证章}
            category: personal
            grade-floor: restricted
            patterns: ['BDG-[0-9]{6}']
            confidence: {alone: 0.9}
            mask: first-3
        """

    @Test func aDepartmentAddsItsOwn() throws {
        let set = try DetectorSet(files: [("own.yaml", Array(Self.good.utf8))])
        #expect(set.names["badge"]?[.traditionalChinese] == "證章")
        var scanner = DataScanner(detectors: set, fingerprint: ScanFixture.fingerprint)
        scanner.begin(.init(path: ["x"]))
        Array("BDG-123456 XBDG-123456 BDG-1234567".utf8).withUnsafeBytes { scanner.append($0) }
        #expect(scanner.finish().facts["data.counts.badge"] == .integer(1))
    }

    @Test(arguments: [
        ("    category: personal", "    category: private", "discovery.not-a-choice", 4),
        ("    mask: first-3", "    mask: first-3\n    masks: x", "discovery.unknown-key", 9),
        ("patterns: ['BDG-[0-9]{6}']", "patterns: ['BDG-[0-9']", "pattern-engine.pattern-refused", 6),
        ("patterns: ['BDG-[0-9]{6}']", "patterns: ['[0-9]*']", "pattern-engine.matches-nothing", 6),
        ("patterns: ['BDG-[0-9]{6}']", "shape: badge", "discovery.not-a-choice", 6),
        ("    patterns: ['BDG-[0-9]{6}']\n", "", "discovery.no-source", 2),
        ("alone: 0.9", "alone: 2", "discovery.not-a-probability", 7),
        ("id: badge", "id: Bad Ge", "discovery.id-form", 2),
        ("    grade-floor: restricted\n", "", "discovery.key-missing", 2),
    ])
    func namesTheFaultAndItsLine(_ old: String, _ new: String, _ id: String, _ line: Int) {
        let text = Self.good.replacing(old, with: new)
        do throws(Fault) {
            _ = try DetectorSet(files: [("own.yaml", Array(text.utf8))])
            Issue.record("nothing was said of \(new)")
        } catch {
            #expect(error.message.id == id)
            #expect(error.place?.file == "own.yaml")
            #expect(error.place?.line == line)
        }
    }

    @Test func refusesTwoOfOneName() {
        #expect(throws: Fault.self) {
            try DetectorSet(files: [("a.yaml", Array(Self.good.utf8)), ("b.yaml", Array(Self.good.utf8))])
        }
    }
}
