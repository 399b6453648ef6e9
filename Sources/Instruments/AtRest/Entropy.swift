/// Tells bytes that look random from bytes with structure, by a chi-square test of their counts.
///
/// Over 64 KiB blocks with 255 degrees of freedom, random bytes exceed 377 once in a million blocks, and compressed
/// data without a header we know stays below it in some blocks but not in all of up to 32 that are sampled. What passes in
/// every block is said to look random: encrypted, or compressed by something unknown. It is never said to be encrypted,
/// but for databases below, whose page structure speaks too.
enum Entropy {
    private static let block = 64 << 10
    private static let samples = 32
    /// Upper one-in-a-million point of chi-square with 255 degrees of freedom.
    private static let limit = 377.0
    /// The least that the test can be run on.
    private static let least = 4 << 10

    static func judge(_ file: FileHead) -> Protection {
        guard file.size >= least else { return .unknown }
        let blocks = max(1, file.size / block)
        let step = max(1, blocks / samples)
        for index in stride(from: 0, to: blocks, by: step) {
            let bytes = file.bytes(at: index * block, count: min(block, file.size))
            guard bytes.count >= least else { continue }
            if chiSquare(bytes) > limit { return .clear }
        }
        // SQLCipher's pages are of SQLite's sizes, and nothing in them is in clear.
        if file.size % 4_096 == 0, file.size >= 8_192 {
            return Protection(state: .randomLooking, scheme: "sqlcipher-like")
        }
        return Protection(state: .randomLooking)
    }

    static func chiSquare(_ bytes: [UInt8]) -> Double {
        var counts = [Int](repeating: 0, count: 256)
        for byte in bytes { counts[Int(byte)] += 1 }
        let expected = Double(bytes.count) / 256
        return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    }
}
