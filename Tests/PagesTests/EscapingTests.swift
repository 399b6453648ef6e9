import Model
import PageSamples
import Pages
import Testing

/// Whatever a text holds, it stands on a page as text.
@Suite(.timeLimit(.minutes(10))) struct EscapingTests {
    /// One character after another, as HTML wants it.
    private static func reference(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&#39;"
            case "\t", "\n": String(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": "\u{FFFD}"
            default: String(scalar)
            }
        }.joined()
    }

    @Test func everyCharacterBesideEveryOther() throws {
        let frame = SampleFrame.officer(.english, path: "/", phrases: try SampleFrame.phrases(root: root))
        func written(_ text: String) -> String {
            var writer = PageWriter(frame)
            writer.write(text)
            return writer.text
        }
        let odd = "&<>\"'\t\n\u{0}\u{7F}\u{80}\u{9F}\u{A0}\u{BF}\u{C0}\u{FF}\u{7FF}é港\u{FFFD}🌊a"
        for first in odd {
            for second in odd {
                let text = "x\(first)\(second)y\(first)"
                #expect(written(text) == Self.reference(text))
            }
        }
        let all = String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init)))
        #expect(written(all) == Self.reference(all))
        #expect(written("").isEmpty)
    }
}
