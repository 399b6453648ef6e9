import Assurance
import CanonicalJSON
import ContentFiles
import Files
import Model
import TestSupport
import Testing

/// What overlays add, and what is refused: each fault names file, line and id.
@Suite(.timeLimit(.minutes(10))) struct OverlayTests {
    private static let example = EstateFixture.root + "Examples/overlay-transport"

    @Test func theExampleAddsAndTightensAndItsExamplesComeOut() throws {
        let overlays = try OverlayReader.all([Self.example + "/"])
        let catalogue = try CatalogueReader(schemas: EstateFixture.schemas, overlays: overlays)
            .read(content: EstateFixture.root + "Content")
        let examples = RuleExamples(ofOverlaysIn: catalogue)
        #expect(examples.count == 3)
        #expect(try examples.problems() == [])
        let own = catalogue.controls.filter { $0.overlay != nil }
        #expect(own.map(\.id) == ["TRANSPORT-01", "TRANSPORT-02"])
        #expect(own[1].title[.traditionalChinese].isEmpty)
        #expect(own[1].title.shown(in: .traditionalChinese) == (own[1].title[.english], .english))
        let tightened = catalogue.controls.filter { !$0.tightenings.isEmpty }
        #expect(tightened.map(\.id) == ["CLS-02", "CRY-12"] && tightened.allSatisfy { $0.overlay == nil })
        #expect(tightened[1].force == .shall && tightened[1].needs[0].freshDays == 3)
        #expect(tightened[1].needs[0].breakingDays == 7)
        #expect(catalogue.overlays == overlays.map(\.mark) && catalogue.overlays[0].label == "transport 1.0.0")
    }

    @Test func theDigestNamesEveryFileOfAnOverlay() throws {
        let without = try EstateFixture().catalogue
        var overlay = OverlayFixture()
        let first = try overlay.catalogue()
        overlay.files["controls/marine.yaml"] = "tighten: [] # other\n"
        let second = try overlay.catalogue()
        #expect(Set([without.digest, first.digest, second.digest]).count == 3)
        #expect(first.overlays[0].digest != second.overlays[0].digest)
        #expect(without.overlays == [])
    }

    @Test func theOrderOfOverlaysChangesNothing() async throws {
        let folder = TemporaryFolder()
        for (name, days) in [("alpha", "3"), ("beta", "5")] {
            folder.write(
                name + "/overlay.yaml",
                OverlayFixture.manifest.replacing("namespace: marine", with: "namespace: \(name)"))
            folder.write(
                name + "/controls/a.yaml",
                "tighten: [{control: CRY-12, needs: [{kind: transit.certificate, fresh-days: \(days)}, {kind: transit.tls, fresh-days: \(days)}]}]"
            )
        }
        let paths = [folder.path + "/alpha", folder.path + "/beta"]
        func catalogue(_ paths: [String]) throws -> Catalogue {
            try CatalogueReader(schemas: EstateFixture.schemas, overlays: OverlayReader.all(paths))
                .read(content: EstateFixture.root + "Content")
        }
        let (one, other) = (try catalogue(paths), try catalogue(paths.reversed()))
        #expect(one.digest == other.digest && one.controls == other.controls)
        let control = try #require(one.controls.first { $0.id == "CRY-12" })
        #expect(control.needs.map(\.freshDays) == [3, 3] && control.tightenings.count == 2)
        #expect(
            await faultOf { _ = try OverlayReader.all([paths[0], paths[0]]) }?.message.id == "assurance.overlay-twice")
    }

    @Test(
        arguments: [
            (
                "overlay.yaml", OverlayFixture.manifest.replacing("marine", with: "Marine"),
                "assurance.overlay-namespace-form", 2
            ),
            (
                "overlay.yaml", OverlayFixture.manifest.replacing("marine", with: "cry"),
                "assurance.overlay-namespace-taken", 2
            ),
            (
                "overlay.yaml", OverlayFixture.manifest.replacing("\"2.1\"", with: "new"),
                "assurance.overlay-version-form", 3
            ),
            (
                "overlay.yaml", OverlayFixture.manifest.replacing("issued", with: "isued"),
                "assurance.unknown-key-nearest", 6
            ),
            ("overlay.yaml", "seawall-overlay: 1\n", "assurance.missing-key", 1),
            ("overlay.yaml", OverlayFixture.manifest.replacing(", zh-Hans: 海事处", with: ""), "assurance.missing-key", 5),
            (
                "controls/x.yaml", OverlayFixture.control.replacing("MARINE-01", with: "CRY-12"),
                "assurance.overlay-control-id", 2
            ),
            (
                "controls/x.yaml", OverlayFixture.control.replacing("MARINE-01", with: "OTHER-01"),
                "assurance.overlay-control-id", 2
            ),
            ("controls/x.yaml", OverlayFixture.control, "assurance.control-without-rule", 2),
            (
                "controls/x.yaml", OverlayFixture.control + OverlayFixture.control.dropFirst("controls:\n".count),
                "assurance.overlay-id-twice", 11
            ),
            (
                "controls/x.yaml", OverlayFixture.control.replacing("[https, tls]", with: "[htps]"),
                "assurance.not-choice-nearest", 9
            ),
            (
                "controls/x.yaml", OverlayFixture.control.replacing("ahead}", with: "\u{202E}ahead}"),
                "assurance.overlay-text-form", 2
            ),
            (
                "controls/x.yaml",
                OverlayFixture.control.replacing("Departmental Policy", with: #""a\e[2J""#),
                "assurance.overlay-text-form", 2
            ),
            (
                "overlay.yaml",
                OverlayFixture.manifest.replacing("Marine Department", with: "Marine\u{2066} Department"),
                "assurance.overlay-text-form", 5
            ),
            (
                "rules/x.yml",
                OverlayFixture.rule(
                    "marine-x", tag: "control.cry-12", kind: "transit.certificate", "certificate.key_bits: 1"
                ).replacing("title: A", with: "title: A\u{202E}"),
                "assurance.overlay-text-form", 1
            ),
            ("controls/x.yaml", "tighten: [{control: CRY-99, force: shall}]", "assurance.overlay-unknown-control", 1),
            ("controls/x.yaml", "tighten: [{control: CRY-12, forces: shall}]", "assurance.unknown-key-nearest", 1),
            (
                "controls/x.yaml", "tighten: [{control: CRY-12, needs: [{kind: magic, fresh-days: 1}]}]",
                "assurance.unknown-need", 1
            ),
            (
                "rules/x.yml",
                OverlayFixture.rule(
                    "5b0a2f5e-6f0e-4c0b-9a38-6a7b0d9d1c11", tag: "control.cry-12", kind: "transit.certificate",
                    "certificate.key_bits: 1"), "assurance.overlay-id", 1
            ),
            (
                "rules/x.yml",
                OverlayFixture.rule(
                    "marine-x", tag: "control.other-01", kind: "transit.certificate", "certificate.key_bits: 1"),
                "assurance.overlay-foreign-control", 1
            ),
            (
                "rules/x.yml",
                OverlayFixture.rule("marine-x", tag: "control.cry-12", kind: "data.inventory", "data.personal: true"),
                "assurance.rule-beside-needs", 1
            ),
            (
                "rules/x.yml",
                OverlayFixture.rule(
                    "marine-x", tag: "control.cry-12", kind: "transit.certificate", "certificate.nonsense: 1"),
                "rules.unknown-field", nil
            ),
            (
                "rules/x.yml",
                OverlayFixture.rule(
                    "marine-x", tag: "control.cry-12", kind: "transit.certificate", "certificate.subject|re: '('"),
                "rules.bad-expression", nil
            ),
            ("i18n/en.json", #"{"pages.comma": "x"}"#, "assurance.overlay-id", nil),
            ("i18n/en.json", #"{"detectors.hkid": "x"}"#, "assurance.overlay-id", nil),
            ("i18n/en.json", #"{"detectors.marine-x": "\u001b[2J"}"#, "assurance.overlay-name-form", nil),
            ("i18n/en.json", "{", "phrases.not-json", nil),
        ] as [(String, String, String, Int?)])
    func faultsNameThePlace(file: String, text: String, id: String, line: Int?) async throws {
        var overlay = OverlayFixture()
        overlay.files[file] = text
        let fault = await faultOf { _ = try overlay.catalogue() }
        #expect(fault?.message.id == id, "\(fault?.description ?? "nothing")")
        #expect(fault?.place?.file == "marine/\(file)")
        if let line { #expect(fault?.place?.line == line, "\(fault?.description ?? "")") }
    }

    @Test func aControlWithItsRuleIsAddedAndShownAsTheDepartments() throws {
        var overlay = OverlayFixture()
        overlay.files["controls/x.yaml"] = OverlayFixture.control
        overlay.files["rules/x.yml"] = OverlayFixture.rule(
            "marine-x", tag: "control.marine-01", kind: "transit.certificate", "certificate.expires_in_days|lt: 60")
        let catalogue = try overlay.catalogue()
        let control = try #require(catalogue.controls.first { $0.id == "MARINE-01" })
        #expect(control.overlay?.namespace == "marine")
        #expect(catalogue.overlay(ofRule: "marine-x") == control.overlay)
        #expect(ControlVerdict(control: control, status: .held).json["overlay"]?.text == "marine")
    }

    @Test func foldersThatAreNoOverlays() async throws {
        func fault(_ limits: OverlayFolder.Limits = .init(), _ make: (TemporaryFolder) throws -> Void) async throws
            -> String?
        {
            let folder = TemporaryFolder()
            folder.write("o/overlay.yaml", OverlayFixture.manifest)
            try make(folder)
            return await faultOf { _ = try OverlayFolder(reading: folder.path + "/o", limits: limits) }?.message.id
        }
        var few = OverlayFolder.Limits()
        (few.files, few.fileBytes, few.bytes, few.depth) = (4, 400, 500, 2)
        #expect(await faultOf { _ = try OverlayFolder(reading: "/nowhere") }?.message.id == "files.missing")
        #expect(try await fault { _ = Run(["rm", $0.path + "/o/overlay.yaml"]) } == "content-files.not-overlay")
        #expect(
            try await fault { _ = Run(["ln", "-s", "/etc", $0.path + "/o/rules"]) } == "content-files.overlay-link")
        #expect(
            try await fault {
                $0.write("o/rules/a.yml", "")
                _ = Run(["ln", "-s", "/etc/passwd", $0.path + "/o/rules/b.yml"])
            } == "content-files.overlay-link")
        #expect(
            try await fault { _ = Run(["mkfifo", $0.path + "/o/controls.yaml"]) } == "content-files.overlay-unexpected")
        #expect(
            try await fault {
                $0.write("o/controls/a.yaml", "")
                _ = Run(["mkfifo", $0.path + "/o/controls/b.yaml"])
            } == "files.not-regular")
        #expect(try await fault { $0.write("o/rule/a.yml", "") } == "content-files.overlay-unexpected")
        #expect(try await fault { $0.write("o/rules/a.txt", "") } == "content-files.overlay-unexpected")
        #expect(
            try await fault(few) { $0.write("o/rules/a.yml", String(repeating: "a", count: 401)) } == "files.too-large")
        #expect(
            try await fault(few) { $0.write("o/rules/a.yml", String(repeating: "a", count: 390)) }
                == "content-files.overlay-too-large")
        #expect(try await fault(few) { $0.write("o/rules/a/b/c.yml", "") } == "content-files.overlay-too-deep")
        #expect(
            try await fault(few) { for name in "abcde" { $0.write("o/rules/\(name).yml", "") } }
                == "content-files.overlay-too-many")
        #expect(try await fault { $0.write("o/README.md", "what it is") } == nil)
    }
}
