import Testing

@testable import Handover

/// The list of digests, which anybody may have written.
@Suite(.timeLimit(.minutes(10))) struct SumsTests {
    private static let digest = String(repeating: "0", count: 63) + "a"

    @Test func itIsReadAsItIsWritten() throws {
        let text = "\(Self.digest)  a.jsonl\n\(Self.digest)  oscal/學校 1.json\n"
        let sums = try #require(ExportSums(Array(text.utf8)))
        #expect(sums.entries.map(\.name) == ["a.jsonl", "oscal/學校 1.json"])
        #expect(sums.text == text)
    }

    @Test(arguments: [
        "", "\n", "\(digest)  x", "\(digest)  ../x\n", "\(digest)  a/../x\n", "\(digest)  /etc/passwd\n",
        "\(digest) x\n", "\(digest.dropLast())  x\n", "\(digest.dropLast())A  x\n", "\(digest)  .x\n", "\(digest)  \n",
        "\(digest)  a//x\n", "\(digest)  x\n\n", "\(digest)  x\n\(digest)  x\n", "\(digest)  \u{0}\n",
        "\(digest)  x\r\n\n",
    ])
    func whatIsNoListIsRefused(text: String) { #expect(ExportSums(Array(text.utf8)) == nil) }

    @Test func whatIsNoTextIsRefused() {
        #expect(ExportSums(Array("\(Self.digest)  x".utf8) + [0xFF, 0x0A]) == nil)
    }
}
