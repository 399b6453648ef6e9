import ComponentLists
import Model
import Testing

@Suite struct ComponentListTests {
    @Test func readsNestedCycloneDX() throws {
        let text = #"""
            {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"timestamp": "2026-10-01T00:00:00Z"},
             "components": [
               {"type": "library", "name": "a", "version": "1", "supplier": {"name": "S"}, "purl": "pkg:npm/a@1",
                "components": [{"type": "library", "name": "b", "version": ""}]},
               {"type": "library", "name": "c", "publisher": "P"}]}
            """#
        let list = try ComponentList(cycloneDX: Array(text.utf8), file: "bom.json")
        #expect(list.components.map(\.name) == ["a", "b", "c"])
        #expect(list.components.map(\.version) == ["1", nil, nil])
        #expect(list.components.map(\.supplier) == ["S", nil, "P"])
        #expect(list.timestamp == "2026-10-01T00:00:00Z")
    }

    @Test func readsSPDXAndTakesNoAssertionForNothing() throws {
        let text = #"""
            {"spdxVersion": "SPDX-2.3", "creationInfo": {"created": "2026-10-01T00:00:00Z"}, "packages": [
               {"name": "a", "versionInfo": "1", "supplier": "Organization: S",
                "externalRefs": [{"referenceType": "purl", "referenceLocator": "pkg:deb/a@1"}]},
               {"name": "b", "versionInfo": "NOASSERTION", "supplier": "NOASSERTION", "originator": "Person: O"}]}
            """#
        let list = try ComponentList(spdx: Array(text.utf8), file: "bom.json")
        #expect(list.components.map(\.version) == ["1", nil])
        #expect(list.components.map(\.supplier) == ["Organization: S", "Person: O"])
        #expect(list.components[0].packageURL == "pkg:deb/a@1")
    }

    @Test(arguments: [
        ("", "component-lists.not-json"), ("[]", "component-lists.not-cyclonedx"),
        (#"{"bomFormat": "CycloneDX", "specVersion": "2.0"}"#, "component-lists.not-cyclonedx"),
        (#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{}]}"#, "component-lists.no-name"),
        (String(repeating: "[", count: 100_000), "component-lists.not-json"),
    ])
    func refusesWhatIsNot(text: String, fault: String) {
        let error = #expect(throws: Fault.self) { try ComponentList(cycloneDX: Array(text.utf8), file: "bom.json") }
        #expect(error?.message.id == fault)
        #expect(error?.place?.file == "bom.json")
    }
}
