import Testing

@testable import Rules

/// A look into the index answers what comparing with every text answers.
@Suite(.timeLimit(.minutes(10)))
struct TextIndexTests {
    @Test func findsEachTextAndNoOther() {
        let texts = (0..<300).map { "host\($0 % 100).\($0 / 100).example" } + ["", "a", "b", "ab", "ba"]
        var tests: [[UInt8]: [Int]] = [:]
        for (number, text) in texts.enumerated() { tests[Array(text.utf8), default: []] += [number, number + 1000] }
        let index = TextIndex(tests)
        for text in texts + ["c", "aa", "host100.0.example", "host1.0.examplf"] {
            var found: [Int] = []
            Array(text.utf8).withUnsafeBufferPointer { index.eachTest(of: $0) { found.append($0) } }
            #expect(found == tests[Array(text.utf8), default: []])
        }
        #expect(TextIndex().isEmpty)
        #expect(!index.isEmpty)
    }
}
