import CanonicalJSON
import Extraction
import Model
import Testing

@testable import Discovery

/// Detectors of overlays beside the centre's.
@Suite(.timeLimit(.minutes(10))) struct LayeredScannerTests {
    private static let centre = """
        detectors:
          - id: email
            name: {en: E-mail, zh-Hant: 電郵, zh-Hans: 邮箱}
            category: personal
            grade-floor: unclassified
            shape: email
            confidence: {alone: 0.9}
            mask: none
        """
    private static let own = """
        detectors:
          - id: marine-badge
            name: {en: Badge}
            category: personal
            grade-floor: restricted
            person: true
            patterns: ['BDG-[0-9]{6}']
            confidence: {alone: 0.9}
            context: [badge]
            mask: first-3
          - id: marine-mail
            name: {en: Mail}
            category: marking
            grade-floor: secret
            shape: email
            confidence: {alone: 0.99}
            mask: all
        """

    private static func reading(_ overlays: [DetectorSet], _ centre: DetectorSet) -> Reading {
        var scanner = LayeredScanner(centre: centre, overlays: overlays, fingerprint: ScanFixture.fingerprint)
        scanner.begin(.init(path: ["x"]))
        Array("badge BDG-123456, someone@example.org\n".utf8).withUnsafeBytes { scanner.append($0) }
        return scanner.finish()
    }

    private static func overlay(_ text: String, _ centre: DetectorSet) throws(Fault) -> DetectorSet {
        try DetectorSet(overlay: [("own.yaml", Array(text.utf8))], namespace: "marine", beside: centre)
    }

    @Test func theCentresFindWhatTheyFindWithoutThem() throws {
        let centre = try DetectorSet(files: [("centre.yaml", Array(Self.centre.utf8))])
        let alone = Self.reading([], centre)
        let both = Self.reading([try Self.overlay(Self.own, centre)], centre)
        #expect(!alone.isAddedTo && both.isAddedTo)
        #expect(both.centreFacts == alone.facts)
        #expect(both.facts["data.types"] == ["email", "marine-badge", "marine-mail"])
        #expect(both.facts["data.people"] == 1 && both.facts["data.markings"] == ["secret"])
        #expect(both.facts["data.bytes_scanned"] == alone.facts["data.bytes_scanned"])
        #expect(both.evidence.filter { $0.type == "email" } == alone.evidence)
    }

    @Test(arguments: [
        ("id: marine-badge", "id: badge", "discovery.id-namespace"),
        ("id: marine-badge", "id: email", "discovery.id-namespace"),
        ("id: marine-mail", "id: marine-badge", "discovery.duplicate-detector"),
        ("{6}", "{600}", "pattern-engine.too-wide"), ("{6}", "+", "pattern-engine.too-wide"),
        ("BDG-", String(repeating: "B", count: 300), "discovery.long-pattern"),
    ])
    func refusesWhatIsNotItsOwnOrHasNoBounds(old: String, new: String, id: String) throws {
        let centre = try DetectorSet(files: [("centre.yaml", Array(Self.centre.utf8))])
        do throws(Fault) {
            _ = try Self.overlay(Self.own.replacing(old, with: new), centre)
            Issue.record("nothing was said of \(new)")
        } catch {
            #expect(error.message.id == id)
            #expect(error.place?.file == "own.yaml" && error.place?.line != nil)
        }
    }

    @Test func aNamespaceOfTheCentreIsTaken() throws {
        let centre = try DetectorSet(files: [("centre.yaml", Array(Self.centre.utf8))])
        #expect(throws: Fault.self) {
            try DetectorSet(overlay: [("own.yaml", Array(Self.own.utf8))], namespace: "email", beside: centre)
        }
    }

    @Test func aPatternThatMatchesEverywhereLeavesTheTextNotScanned() throws {
        let centre = try DetectorSet(files: [("centre.yaml", Array(Self.centre.utf8))])
        let rows = (0..<26).map { index in "'[a-z]{\(index + 1)}'" }.joined(separator: ", ")
        let set = try Self.overlay(Self.own.replacing("'BDG-[0-9]{6}'", with: rows), centre)
        var scanner = LayeredScanner(centre: centre, overlays: [set], fingerprint: ScanFixture.fingerprint)
        scanner.begin(.init(path: ["x"]))
        [UInt8](repeating: UInt8(ascii: "a"), count: 150_000).withUnsafeBytes { scanner.append($0) }
        let reading = scanner.finish()
        #expect(reading.completeness == .partial([Message("discovery.pattern-pass-failed")]))
        #expect(reading.isCompleteForCentre)
    }
}
