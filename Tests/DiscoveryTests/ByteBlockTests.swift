import Testing

@testable import Discovery

/// A block says of each byte what a test of that byte alone says.
@Suite(.timeLimit(.minutes(10)))
struct ByteBlockTests {
    private static func marks(_ bytes: ArraySlice<UInt8>, _ test: (UInt8) -> Bool) -> UInt64 {
        bytes.enumerated().reduce(0) { test($1.element) ? $0 | 1 << UInt64($1.offset) : $0 }
    }

    /// All bytes there are, at every offset, so that blocks lie across both ends too.
    @Test func testsEachByteByItself() {
        let bytes = Array(UInt8.min ... .max)
        let padding = [UInt8](repeating: 0, count: ByteBlock.count)
        bytes.withUnsafeBytes { raw in
            let view = ByteView(raw)
            for index in -ByteBlock.count...bytes.count {
                let expected = (padding + bytes + padding).dropFirst(index + ByteBlock.count).prefix(ByteBlock.count)
                #expect(view.block(index, \.digits) == Self.marks(expected, \.isDigit))
                #expect(view.block(index, \.letters) == Self.marks(expected, \.isLetter))
                #expect(view.block(index) { $0.from(0x90, count: 10) } == Self.marks(expected) { (0x90...0x99) ~= $0 })
                for least: UInt8 in [1, 0x41, 0x80, 0xFF] {
                    let reaches = view.block(index) { $0.reaches(least, or: 0x2B) }
                    #expect(reaches == expected.contains { $0 >= least || $0 == 0x2B })
                }
                #expect(view.block(index) { $0.equal(0) } == Self.marks(expected) { $0 == 0 })
            }
        }
        #expect(ByteView(UnsafeRawBufferPointer(start: nil, count: 0)).block(0) { $0.equal(0) } == .max)
    }

    @Test func marksWhereWordsMayBegin() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<500 {
            let bytes = (0..<65).map { _ in
                generator.pick([0x20, 0x31, 0x61, 0x7A, 0x41, 0x5A, 0x5B, 0x60, 0x7C, 0xC0, 0xBF, 0xE4]) as UInt8
            }
            let expected = (1..<65).reduce(0 as UInt64) { marks, index in
                let (byte, before) = (bytes[index], bytes[index - 1])
                let starts =
                    byte.isLetter && !before.isLetter || byte.isUpper && !before.isUpper || byte >= 0xC0 || byte == 0x7C
                return starts ? marks | 1 << UInt64(index - 1) : marks
            }
            bytes.withUnsafeBytes { raw in
                #expect(ByteView(raw).block(1) { $0.starts(before: bytes[0], from: 0x41, or: 0x7C) } == expected)
            }
        }
    }

    @Test func countsAllOfManyBlocks() {
        let bytes = [UInt8](repeating: 0x0A, count: 64 * 600 + 7)
        bytes.withUnsafeBytes { raw in
            #expect(LineCounter.count(ByteView(raw), 0, bytes.count) == bytes.count)
            #expect(LineCounter.count(ByteView(raw), 3, bytes.count - 1) == bytes.count - 4)
        }
    }

    @Test func findsTheFirstOfAByte() {
        let bytes = [UInt8](repeating: 0x2E, count: 200) + [0x0A] + [UInt8](repeating: 0x2E, count: 20)
        bytes.withUnsafeBytes { raw in
            let view = ByteView(raw)
            #expect(view.first(0x0A, from: 0, to: view.count) == 200)
            #expect(view.first(0x0A, from: 200, to: view.count) == 200)
            #expect(view.first(0x0A, from: 201, to: view.count) == view.count)
            #expect(view.first(0x0A, from: 0, to: 100) == 100)
            #expect(view.first(0x0A, from: 9, to: 3) == 9)
            #expect(LineCounter.count(view, -5, view.count + 5) == 1)
        }
    }
}
