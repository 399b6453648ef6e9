import Model
import Phrases
import Testing

@Suite struct PhraseBookTests {
    private func book(_ english: String) throws -> PhraseBook {
        var book = PhraseBook()
        try book.add(Array(english.utf8), file: "en.json", language: .english)
        return book
    }

    @Test func fillsGaps() throws {
        let book = try book(#"{"a.b": "{name} has {count} of {absent}"}"#)
        let message = Message("a.b", ["name": "x", "count": "3"])
        #expect(book.text(message, in: .english) == "x has 3 of {absent}")
    }

    @Test func showsEnglishWhereALanguageLacksAText() throws {
        #expect(try book(#"{"a.b": "yes"}"#).text(Message("a.b"), in: .simplifiedChinese) == "yes")
    }

    @Test func escapesWhatCouldDriveATerminal() throws {
        let message = Message("a.b", ["name": "\u{1B}[2Jx\n\u{202E}y"])
        #expect(try book(#"{"a.b": "<{name}>"}"#).text(message, in: .english) == #"<\u{1B}[2Jx\u{A}\u{202E}y>"#)
    }

    @Test(arguments: [
        ("[]", "phrases.not-flat"), (#"{"a": 1}"#, "phrases.not-flat"), ("{", "phrases.not-json"),
        (#"{"a": "1"}"#, nil),
    ])
    func refusesWhatIsNotFlat(text: String, fault: String?) {
        var caught: String?
        do {
            _ = try book(text)
        } catch let error as Fault {
            caught = error.message.id
        } catch {
            caught = "\(error)"
        }
        #expect(caught == fault)
    }

    @Test func refusesATextGivenTwice() throws {
        var book = try book(#"{"a.b": "1"}"#)
        #expect(throws: Fault.self) {
            try book.add(Array(#"{"a.b": "2"}"#.utf8), file: "other.json", language: .english)
        }
    }

    @Test func putsThePlaceBeforeAFault() throws {
        let fault = Fault("a.b", at: SourcePlace(file: "x.yaml", line: 3, column: 7))
        #expect(try book(#"{"a.b": "wrong"}"#).line(fault, in: .english) == "x.yaml:3:7: wrong")
    }
}
