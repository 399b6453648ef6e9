import Assurance
import Model
import Testing

@Suite(.timeLimit(.minutes(10))) struct SystemFileTests {
    private static let good = """
        seawall: 1
        subject:
          id: permits
          name: {en: Permits, zh-Hant: 許可證, zh-Hans: 许可证}
          department: Harbour
          tier: 2
          grade: restricted
          exposure: internet
          personal-data: true
        endpoints:
          - id: web
            kind: https
            address: 127.0.0.1:8443
        stores:
          - id: files
            kind: folder
            path: data

        """

    private func fault(_ text: String) -> Fault? {
        do throws(Fault) {
            _ = try SystemFileReader(file: "dir/system.yaml").read(Array(text.utf8))
            return nil
        } catch { return error }
    }

    @Test func readsWhatIsThere() throws {
        let file = try SystemFileReader(file: "dir/system.yaml").read(Array(Self.good.utf8))
        #expect(file.stores[0].path == "dir/data")
        #expect(file.endpoints[0].port == 8443)
        #expect(file.endpoints[0].serverName == "127.0.0.1")
        #expect(file.objects(.store) == [ObjectReference(.store, "files")])
    }

    @Test(
        arguments: [
            ("kind: https", "knd: https", "assurance.unknown-key-nearest", 12),
            ("kind: https", "kind: htps", "assurance.not-choice-nearest", 12),
            ("tier: 2", "tier: 4", "assurance.not-number", 6), ("tier: 2", "tier: two", "assurance.not-number", 6),
            ("personal-data: true", "personal-data: perhaps", "assurance.not-bool", 9),
            ("address: 127.0.0.1:8443", "address: nowhere", "assurance.not-address", 13),
            ("address: 127.0.0.1:8443", "address: a:70000", "assurance.not-address", 13),
            ("id: web", "id: Web Site", "assurance.not-id", 11),
            ("department: Harbour", "department: [a]", "assurance.not-text", 5),
            ("zh-Hans: 许可证", "zh-hans: 许可证", "assurance.unknown-key-nearest", 4),
            ("seawall: 1", "seawall: 2", "assurance.not-number", 1),
            ("  grade: restricted\n", "", "assurance.missing-key", 3),
            ("stores:\n", "stors:\n", "assurance.unknown-key-nearest", 14),
            ("  - id: files", "  - id: files\n    owner: {}\n", "assurance.not-text", nil),
        ] as [(String, String, String, Int?)])
    func namesWhatIsWrongAndWhere(good: String, bad: String, id: String, line: Int?) {
        let fault = fault(Self.good.replacing(good, with: bad))
        #expect(fault?.message.id == id)
        if let line { #expect(fault?.place?.line == line) }
        #expect(fault?.place?.file == "dir/system.yaml")
    }

    @Test func refusesAnIdTwice() {
        let fault = fault(Self.good + "  - {id: files, kind: file, path: x}\n")
        #expect(fault?.message.id == "assurance.duplicate-id")
        #expect(fault?.message.arguments["line"] == "15")
    }

    @Test func refusesAFileThatNamesNothing() {
        let start = Self.good.split(separator: "endpoints:")[0]
        #expect(fault(String(start))?.message.id == "assurance.nothing-to-look-at")
    }

    @Test func saysWhichKeyWasMeant() {
        #expect(fault(Self.good.replacing("exposure", with: "exposre"))?.message.arguments["nearest"] == "exposure")
    }
}
