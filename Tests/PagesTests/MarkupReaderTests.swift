import Testing

/// The reader that holds pages to be well-formed refuses what is not.
@Suite(.timeLimit(.minutes(10))) struct MarkupReaderTests {
    @Test(arguments: [
        "<p>", "</p>", "<p></b>", "<p class=a></p>", "<p id=\"a\" id=\"b\"></p>", "<p title=\"<\"></p>", "a < b",
        "a & b", "&nbsp;", "<p title=\"a", "<p", "<", "\u{1B}", "<b><i></b></i>",
    ])
    func refuses(_ markup: String) {
        #expect(throws: MarkupReader.Mistake.self) { try MarkupReader("<!DOCTYPE html>\n" + markup) }
    }

    @Test func readsElementsAttributesAndText() throws {
        let markup = try MarkupReader("<!DOCTYPE html>\n<p id=\"a\">x &amp; <b>y</b><br></p>\n")
        #expect(markup.elements.map(\.name) == ["p", "b", "br"])
        #expect(markup.elements.map(\.text) == ["x & y", "y", ""])
        #expect(markup.elements[1].parents == [0])
        #expect(markup.elements[0].attributes == ["id": "a"])
    }

    @Test func wantsTheDocumentType() {
        #expect(throws: MarkupReader.Mistake.self) { try MarkupReader("<p></p>") }
    }
}
