import Model
import Testing
import YAMLTree

@Suite(.timeLimit(.minutes(10))) struct YAMLReaderTests {
    private func read(_ text: String) throws(Fault) -> YAMLNode {
        try YAMLReader().document(Array(text.utf8), file: "x.yaml")
    }

    private func fault(_ bytes: [UInt8]) -> Fault? {
        do throws(Fault) {
            _ = try YAMLReader().document(bytes, file: "x.yaml")
            return nil
        } catch { return error }
    }

    @Test func givesValuesWithTheirPlaces() throws {
        let root = try read("a: 1\nb:\n  - x\n  - \"2\"\nc: true\nd: ~\n")
        #expect(root["a"]?.integer == 1)
        #expect(root["b"]?.elements?.map(\.text) == ["x", "2"])
        #expect(root["b"]?.elements?[1].integer == nil)
        #expect(root["b"]?.elements?[1].place == SourcePlace(file: "x.yaml", line: 4, column: 5))
        #expect(root["c"]?.bool == true)
        #expect(root["d"]?.isNull == true)
    }

    @Test(
        arguments: [
            ("", "yaml-tree.empty", nil), ("a: 1\na: 2\n", "yaml-tree.duplicate-key", nil),
            ("a: [1\n", "yaml-tree.not-yaml", nil),
            ("a: &x 1\nb: *x\n", "yaml-tree.alias", 2), ("---\na: 1\n---\nb: 2\n", "yaml-tree.several-documents", nil),
            ("? [a]\n: 1\n", "yaml-tree.key-not-text", nil), ("a:\n\t- b\n", "yaml-tree.not-yaml", nil),
            (String(repeating: "[", count: 100_000), "yaml-tree.too-deep", 1),
            (String(repeating: "- ", count: 10_000) + "a", "yaml-tree.too-deep", 1),
        ] as [(String, String, Int?)])
    func refuses(text: String, id: String, line: Int?) {
        let fault = fault(Array(text.utf8))
        #expect(fault?.message.id == id)
        if let line { #expect(fault?.place?.line == line) }
    }

    @Test func refusesDeepIndentation() {
        let text = (0..<5_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(["yaml-tree.too-deep", "yaml-tree.too-large"].contains(fault(Array(text.utf8))?.message.id ?? ""))
    }

    @Test func refusesWhatIsNotUTF8() {
        let fault = fault(Array("a: 1\nb: ".utf8) + [0xFF, 0xFE])
        #expect(fault?.message.id == "yaml-tree.not-utf8")
        #expect(fault?.place?.line == 2)
    }

    @Test func refusesTooMuch() {
        #expect(fault([UInt8](repeating: 0x20, count: 5 << 20))?.message.id == "yaml-tree.too-large")
    }
}
