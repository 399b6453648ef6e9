import Glibc

/// Finds runs of readable text in bytes of an unknown format: UTF-8 and UTF-16 as programs store it.
struct ReadableRuns {
    /// Shortest run that is handed on, in bytes of UTF-8.
    private static let shortest = 6
    /// Longest run that is kept before it is handed on, in bytes.
    private static let longest = 64 << 10

    /// The start of a run that goes on in the next piece.
    private var narrow: [UInt8] = []
    /// The start of a character whose rest is in the next piece.
    private var cut: [UInt8] = []
    /// Units of UTF-16 that go on in the next piece, undecoded.
    private var wide: [UInt8] = []

    /// Takes the next piece; runs that end in it are appended to the output, a line each.
    mutating func feed(_ piece: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        if cut.isEmpty {
            feedNarrow(piece, &output)
        } else {
            let joined = cut + piece
            cut = []
            joined.withUnsafeBytes { feedNarrow($0, &output) }
        }
        if wide.isEmpty {
            feedWide(piece, &output)
        } else {
            let joined = wide + piece
            wide = []
            joined.withUnsafeBytes { feedWide($0, &output) }
        }
    }

    /// Says that the next piece, if any, does not follow on this one.
    mutating func finish(into output: inout [UInt8]) {
        Self.hand(narrow[...], &output)
        (narrow, cut) = ([], [])
        wide.withUnsafeBytes { _ = Self.run($0, from: 0, isLast: true, &output) }
        wide = []
    }

    private mutating func feedNarrow(_ piece: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
        var start = 0
        var index = 0
        while index < piece.count {
            let byte = piece[index]
            if byte &- 0x20 < 0x5F || byte == 9 {
                index &+= 1
                continue
            }
            if byte >= 0xC2 {
                let length = UTF8Check.sequence(piece, index)
                if length > 0 {
                    index &+= length
                    continue
                }
                if length == 0 {
                    cut = Array(piece[index...])
                    break
                }
            }
            if index - start + narrow.count >= Self.shortest {
                narrow += piece[start..<index]
                Self.hand(narrow[...], &output)
            }
            if !narrow.isEmpty { narrow.removeAll(keepingCapacity: true) }
            index &+= 1
            start = index
        }
        narrow += piece[start..<index]
        if narrow.count >= Self.longest {
            // A run that goes on: no line end, so that nothing is torn.
            output += narrow
            narrow.removeAll(keepingCapacity: true)
        }
    }

    private mutating func feedWide(_ piece: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
        guard let base = piece.baseAddress else { return }
        var index = 0
        // A plain character is one whose second byte is zero: zeros are rare enough to be looked for.
        while index < piece.count, let found = memchr(base + index, 0, piece.count - index) {
            let zero = found - UnsafeMutableRawPointer(mutating: base)
            guard zero > 0, piece[zero - 1] &- 0x20 < 0x5F else {
                index = zero + 1
                continue
            }
            let end = Self.run(piece, from: zero - 1, isLast: false, &output)
            if end + 2 > piece.count, piece.count - zero < Self.longest {
                wide = Array(piece[(zero - 1)...])
                return
            }
            index = max(end, zero + 1)
        }
        // The first half of a unit.
        if let last = piece.last, last &- 0x20 < 0x5F { wide = [last] }
    }

    /// Hands on the run of units that starts at an index; where it ends. One that reaches the end of the bytes may go on,
    /// and is handed on only if it is too long to be kept or the last.
    private static func run(
        _ bytes: UnsafeRawBufferPointer, from start: Int, isLast: Bool, _ output: inout [UInt8]
    ) -> Int {
        var text: [UInt8] = []
        var index = start
        scan: while index + 2 <= bytes.count {
            let (low, high) = (bytes[index], bytes[index + 1])
            switch high {
            case 0 where low &- 0x20 < 0x5F: text.append(low)
            case 0x4E...0x9F, 0x30,
                0xFF where low < 0xF0:
                // Chinese characters and full-width forms, behind plain ones only: half of random bytes look like them.
                let scalar = UInt32(high) << 8 | UInt32(low)
                text.append(0xE0 | UInt8(scalar >> 12))
                text.append(0x80 | UInt8(scalar >> 6 & 0x3F))
                text.append(0x80 | UInt8(scalar & 0x3F))
            default: break scan
            }
            index += 2
        }
        let reachesEnd = index + 2 > bytes.count
        if isLast || !reachesEnd || bytes.count - start >= longest { hand(text[...], &output) }
        return index
    }

    private static func hand(_ run: ArraySlice<UInt8>, _ output: inout [UInt8]) {
        guard run.count >= shortest else { return }
        output += run
        output.append(0x0A)
    }
}
