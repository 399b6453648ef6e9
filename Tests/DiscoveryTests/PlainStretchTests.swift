import Testing

@testable import Discovery

/// A run is called plain only where nothing near it is a letter, a plus sign or beyond ASCII.
@Suite(.timeLimit(.minutes(10)))
struct PlainStretchTests {
    @Test func saysSoOnlyWhereItIsSo() {
        var generator = SeededGenerator(seed: 42)
        let pieces = [
            "1234", "12345678", " ", "-", "\n", "   ;   ", "a", "Z", "+", "委", String(repeating: ". ", count: 40),
        ]
        .map { Array($0.utf8) }
        var plain = 0
        for round in 0..<500 {
            var bytes: [UInt8] = []
            // Fewer signs in later rounds, so that plain stretches are long.
            for _ in 0..<80 {
                bytes += generator.pick(round % 5 == 0 ? pieces : Array(pieces.prefix(6) + pieces.suffix(1)))
            }
            bytes.withUnsafeBytes { raw in
                let view = ByteView(raw)
                var stretch = PlainStretch()
                AnchorFinder.find(view, from: 0, to: view.count) { anchor in
                    guard stretch.holds(anchor.start, anchor.end, in: view) else { return }
                    let before = stretch.isWordless(anchor.start) ? 160 : 42
                    let near = max(0, anchor.start - before)..<min(view.count, anchor.end + 40)
                    #expect(!near.contains { view[$0].isLetter || view[$0] == UInt8(ascii: "+") || view[$0] >= 0x80 })
                    plain += 1
                }
            }
        }
        #expect(plain > 2_000)
    }
}
