import Testing

@testable import Discovery

/// The finder in blocks finds what a walk from byte to byte finds.
@Suite(.timeLimit(.minutes(10)))
struct AnchorFinderTests {
    private struct Found: Hashable {
        var start: Int
        var end: Int
        var kind: Anchor.Kind

        init(_ start: Int, _ end: Int, _ kind: Anchor.Kind) { (self.start, self.end, self.kind) = (start, end, kind) }
    }

    private static func walk(_ bytes: [UInt8], _ from: Int, _ to: Int) -> [Found] {
        func digit(_ index: Int) -> Bool { bytes.indices.contains(index) && bytes[index].isDigit }
        func wide(_ index: Int) -> Bool {
            index >= 0 && index + 2 < bytes.count && bytes[index] == 0xEF && bytes[index + 1] == 0xBC
                && (0x90...0x99).contains(bytes[index + 2])
        }
        func isShortDate(_ slash: Int) -> Bool {
            let month = digit(slash - 1) ? digit(slash - 2) ? 2 : 1 : 0
            let first = slash - month - 1
            guard month > 0, bytes.indices.contains(first), bytes[first] == UInt8(ascii: "/") else { return false }
            return digit(slash + 1) && digit(slash + 2)
                && !(bytes.indices.contains(slash + 3)
                    && (bytes[slash + 3].isAlphanumeric || bytes[slash + 3] == UInt8(ascii: "_")))
        }
        var found: [Found] = []
        for start in from..<to {
            if digit(start), !digit(start - 1) {
                var end = start
                while digit(end) { end += 1 }
                if end - start >= 3 { found.append(Found(start, end, .digits)) }
            }
            if bytes[start] == UInt8(ascii: "@") { found.append(Found(start, start + 1, .at)) }
            if bytes[start] == UInt8(ascii: "/"), isShortDate(start) { found.append(Found(start, start + 1, .slash)) }
            if wide(start), wide(start + 3), wide(start + 6), !wide(start - 3) {
                found.append(Found(start, start + 1, .wideDigits))
            }
        }
        return found
    }

    @Test func findsWhatAWalkFinds() {
        var generator = SeededGenerator(seed: 64)
        let pieces =
            [
                "7", "12", "123", "1234567", "@", "a", " ", "委員會", "，", "１", "１２３", "/", "/3/80", "31/12/99",
                String(repeating: "9", count: 70),
            ]
            .map { Array($0.utf8) } + [[0xEF], [0xBC], [0x90]]
        var total = 0
        for _ in 0..<2000 {
            // Long enough now and then that many blocks are passed over at once.
            let quiet = Array(
                repeatElement(generator.pick([".", "，"]), count: Int.random(in: 0...300, using: &generator)).joined()
                    .utf8)
            var bytes = quiet
            for _ in 0..<Int.random(in: 0...60, using: &generator) { bytes += generator.pick(pieces) }
            bytes += quiet
            let from = Int.random(in: 0...bytes.count, using: &generator)
            let to = Int.random(in: from...bytes.count, using: &generator)
            var found: [Found] = []
            bytes.withUnsafeBytes { raw in
                AnchorFinder.find(ByteView(raw), from: from, to: to) { found.append(Found($0.start, $0.end, $0.kind)) }
            }
            #expect(found == Self.walk(bytes, from, to))
            total += found.count
        }
        #expect(total > 5_000)
    }
}
