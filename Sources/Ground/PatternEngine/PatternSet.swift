import CVectorscan
import Glibc
public import Model

/// Patterns compiled together, matched in one pass over the bytes.
///
/// The pass reports where matches end; where one starts is looked up afterwards, for the few that matter, because
/// a pass that also tracks starts is three times slower.
public final class PatternSet: Sendable {
    /// The longest match whose start is found, in bytes.
    public static let longestMatch = 4096

    /// Hits in one block beyond which its scan is given up.
    static let mostHits = 1 << 20

    private let all: PatternDatabase?
    private let lookups: [Lookup]
    private let scratches: ScratchPool

    /// How the start of a match is found.
    private enum Lookup: Sendable {
        /// All matches have this many bytes.
        case width(Int)
        /// The pattern alone, compiled to report starts.
        case database(PatternDatabase)
    }

    /// Compiles patterns, first each by itself, so that a faulty one is named.
    ///
    /// - Parameter widest: the most bytes that a match may have, where patterns of unknown origin are to compile within
    ///   seconds; any number where nil.
    /// - Throws: `Fault` (`pattern-engine.…`) at the faulty pattern's place.
    public init(_ patterns: [Pattern], widest: Int? = nil) throws(Fault) {
        guard hs_valid_platform() == HS_SUCCESS else { throw Fault("pattern-engine.no-processor-support") }
        let scratches = ScratchPool()
        var lookups: [Lookup] = []
        for pattern in patterns {
            let (least, most) = try Self.widths(of: pattern)
            guard least > 0 else {
                throw Fault("pattern-engine.matches-nothing", ["pattern": pattern.name], at: pattern.place)
            }
            if let widest, most > widest {
                throw Fault(
                    "pattern-engine.too-wide", ["pattern": pattern.name, "limit": String(widest)], at: pattern.place)
            }
            if least == most {
                lookups.append(.width(Int(least)))
            } else {
                let database = try PatternDatabase([pattern], startOfMatch: true)
                try scratches.fit(database)
                lookups.append(.database(database))
            }
        }
        all = patterns.isEmpty ? nil : try PatternDatabase(patterns, startOfMatch: false)
        if let all { try scratches.fit(all) }
        self.lookups = lookups
        self.scratches = scratches
    }

    /// Finds where patterns match in a block.
    ///
    /// - Parameters:
    ///   - bytes: at most 4 GiB.
    ///   - hits: emptied, then filled with every end of every match, in rising order of ends.
    /// - Returns: whether all of the block was scanned.
    public func scan(_ bytes: UnsafeRawBufferPointer, into hits: inout [PatternHit]) -> Bool {
        hits.removeAll(keepingCapacity: true)
        guard let all, !bytes.isEmpty else { return true }
        return scratches.withScratch { scratch in
            var matches = PatternMatches()
            swap(&matches.hits, &hits)
            let isWhole = all.scan(bytes, with: scratch, &matches)
            swap(&matches.hits, &hits)
            return isWhole
        } ?? false
    }

    /// Where the longest match of a pattern that ends at an offset starts.
    ///
    /// - Returns: nil where no match of at most `longestMatch` bytes ends there.
    public func start(of hit: PatternHit, in bytes: UnsafeRawBufferPointer) -> Int? {
        guard lookups.indices.contains(hit.pattern), hit.end >= 0, hit.end <= bytes.count else { return nil }
        switch lookups[hit.pattern] {
        case .width(let width):
            return hit.end >= width ? hit.end - width : nil
        case .database(let database):
            let from = max(0, hit.end - Self.longestMatch)
            let window = UnsafeRawBufferPointer(rebasing: bytes[from..<hit.end])
            let found = scratches.withScratch { scratch -> Int? in
                var matches = PatternMatches()
                matches.keepsStarts = true
                guard database.scan(window, with: scratch, &matches) else { return nil }
                return zip(matches.hits, matches.starts).filter { $0.0.end == window.count }.map(\.1).min()
            }
            return (found ?? nil).map { $0 + from }
        }
    }

    private static func widths(of pattern: Pattern) throws(Fault) -> (least: UInt32, most: UInt32) {
        var info: UnsafeMutablePointer<hs_expr_info_t>?
        var problem: UnsafeMutablePointer<hs_compile_error_t>?
        let flags = pattern.caseless ? UInt32(HS_FLAG_CASELESS) : 0
        let status = hs_expression_info(pattern.expression, flags, &info, &problem)
        defer {
            free(info)
            if let problem { hs_free_compile_error(problem) }
        }
        guard status == HS_SUCCESS, let info else {
            let text = problem?.pointee.message.map { String(cString: $0) } ?? "code \(status)"
            throw Fault(
                "pattern-engine.pattern-refused", ["pattern": pattern.name, "problem": text], at: pattern.place)
        }
        return (info.pointee.min_width, info.pointee.max_width)
    }
}
