/// Finds runs of readable text in bytes of an unknown format: UTF-8 and UTF-16 as programs store it.
struct ReadableRuns {
    /// Shortest run that is handed on, in characters.
    private static let shortest = 6
    /// Longest run that is kept before it is handed on, in bytes.
    private static let longest = 4096

    private var narrow: [UInt8] = []
    private var narrowCarry: [UInt8] = []
    /// Runs of units that start at even and at odd places.
    private var wide: ([UInt8], [UInt8]) = ([], [])
    private var previous: UInt8?
    private var isOdd = false

    /// Takes the next bytes; runs that end in them are appended to the output, a line each.
    mutating func feed(_ block: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        for byte in block {
            takeNarrow(byte, &output)
            if let low = previous {
                if isOdd {
                    Self.takeWide(low, byte, &wide.1, &output)
                } else {
                    Self.takeWide(low, byte, &wide.0, &output)
                }
                isOdd.toggle()
            }
            previous = byte
        }
    }

    /// Says that nothing more comes.
    mutating func finish(into output: inout [UInt8]) {
        narrowCarry = []
        Self.end(&narrow, &output)
        Self.end(&wide.0, &output)
        Self.end(&wide.1, &output)
    }

    private mutating func takeNarrow(_ byte: UInt8, _ output: inout [UInt8]) {
        if byte < 0x80 {
            narrowCarry.removeAll(keepingCapacity: true)
            if byte >= 0x20, byte != 0x7F || byte == 9 {
                narrow.append(byte)
                if narrow.count >= Self.longest { Self.cut(&narrow, &output) }
            } else {
                Self.end(&narrow, &output)
            }
            return
        }
        narrowCarry.append(byte)
        let length = narrowCarry.withUnsafeBytes { UTF8Check.sequence($0, 0) }
        if length > 0 {
            narrow += narrowCarry
            narrowCarry.removeAll(keepingCapacity: true)
        } else if length < 0 {
            narrowCarry.removeAll(keepingCapacity: true)
            Self.end(&narrow, &output)
        }
    }

    private static func takeWide(_ low: UInt8, _ high: UInt8, _ run: inout [UInt8], _ output: inout [UInt8]) {
        if high == 0, low >= 0x20, low < 0x7F {
            run.append(low)
        } else if !run.isEmpty, (0x4E...0x9F).contains(high) || high == 0x30 || high == 0xFF && low < 0x5F {
            // Chinese characters and full-width forms, behind plain ones only: half of random bytes look like them.
            let scalar = UInt32(high) << 8 | UInt32(low)
            run.append(0xE0 | UInt8(scalar >> 12))
            run.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            run.append(0x80 | UInt8(scalar & 0x3F))
        } else if !run.isEmpty {
            end(&run, &output)
        }
        if run.count >= longest { cut(&run, &output) }
    }

    private static func end(_ run: inout [UInt8], _ output: inout [UInt8]) {
        if run.count >= shortest {
            output += run
            output.append(0x0A)
        }
        run.removeAll(keepingCapacity: true)
    }

    /// Hands on a run that goes on: no line end, so that nothing is torn.
    private static func cut(_ run: inout [UInt8], _ output: inout [UInt8]) {
        output += run
        run.removeAll(keepingCapacity: true)
    }
}
