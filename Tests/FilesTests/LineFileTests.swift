import Files
import Model
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct LineFileTests {
    private let folder = TemporaryFolder()

    private func lines(_ bytes: [UInt8], limit: Int = 1 << 20) throws(Fault) -> [[UInt8]] {
        let file = try LineFile(folder.write("lines", bytes), limit: limit)
        var lines: [[UInt8]] = []
        while let line = try file.next() {
            lines.append(line)
            #expect(file.number == lines.count)
        }
        return lines
    }

    @Test func linesComeOneAfterAnother() throws {
        #expect(try lines([]).isEmpty)
        #expect(try lines(Array("\n\na\n".utf8)) == [[], [], Array("a".utf8)])
        // Longer than what is read at a time.
        let long = [UInt8](repeating: 0x61, count: 600_000)
        #expect(try lines(long + [0x0A] + long + [0x0A]) == [long, long])
    }

    @Test func aLineWithoutItsEndAndOneTooLongAreNamed() {
        let path = folder.path + "/lines"
        for (text, line) in [("a", 1), ("a\nb\nc", 3), ("ab\nabcd\n", 2), ("abcd", 1)] {
            let fault = #expect(throws: Fault.self) { try lines(Array(text.utf8), limit: 3) }
            #expect(
                fault == Fault("files.bad-line", ["limit": "3"], at: SourcePlace(file: path, line: line)), "\(text)")
        }
        #expect(throws: Fault("files.not-regular", at: SourcePlace(file: folder.path))) {
            try LineFile(folder.path, limit: 3)
        }
        #expect(throws: Fault("files.missing", at: SourcePlace(file: folder.path + "/none"))) {
            try LineFile(folder.path + "/none", limit: 3)
        }
    }
}
