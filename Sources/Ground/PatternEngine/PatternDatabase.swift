import CVectorscan
import Glibc
import Model

/// A compiled Vectorscan database. Immutable once made, so any number of threads may scan with it.
final class PatternDatabase: @unchecked Sendable {
    // `hs_database_t` is never written to after `hs_compile_multi`: Vectorscan documents it as shareable.
    private let handle: OpaquePointer

    /// Compiles patterns into one database for block scans.
    ///
    /// - Parameter startOfMatch: whether scans report where a match starts, at a third of the speed.
    /// - Throws: `Fault` (`pattern-engine.pattern-refused`) at the faulty pattern's place.
    init(_ patterns: [Pattern], startOfMatch: Bool) throws(Fault) {
        var database: OpaquePointer?
        var problem: UnsafeMutablePointer<hs_compile_error_t>?
        let texts = patterns.map { strdup($0.expression) }
        defer { for text in texts { free(text) } }
        let flags = patterns.map { pattern in
            (pattern.caseless ? UInt32(HS_FLAG_CASELESS) : 0) | (startOfMatch ? UInt32(HS_FLAG_SOM_LEFTMOST) : 0)
        }
        let ids = (0..<UInt32(patterns.count)).map(\.self)
        let status = texts.map { UnsafePointer($0) }.withUnsafeBufferPointer { expressions in
            hs_compile_multi(
                expressions.baseAddress, flags, ids, UInt32(patterns.count), UInt32(HS_MODE_BLOCK), nil, &database,
                &problem)
        }
        if let problem {
            defer { hs_free_compile_error(problem) }
            let faulty =
                patterns.indices.contains(Int(problem.pointee.expression)) ? Int(problem.pointee.expression) : 0
            let text = problem.pointee.message.map { String(cString: $0) } ?? ""
            throw Self.refused(patterns.indices.contains(faulty) ? patterns[faulty] : nil, text)
        }
        guard status == HS_SUCCESS, let database else { throw Self.refused(patterns.first, "code \(status)") }
        handle = database
    }

    deinit { hs_free_database(handle) }

    private static func refused(_ pattern: Pattern?, _ problem: String) -> Fault {
        Fault(
            "pattern-engine.pattern-refused", ["pattern": pattern?.name ?? "", "problem": problem], at: pattern?.place)
    }

    /// Makes the scratch space fit this database too.
    func prepare(_ scratch: inout OpaquePointer?) throws(Fault) {
        guard hs_alloc_scratch(handle, &scratch) == HS_SUCCESS else { throw Fault("pattern-engine.no-memory") }
    }

    /// Scans a block.
    ///
    /// - Returns: whether all of it was scanned.
    func scan(
        _ bytes: UnsafeRawBufferPointer, with scratch: OpaquePointer, _ matches: inout PatternMatches
    ) -> Bool {
        guard let start = bytes.baseAddress, let count = UInt32(exactly: bytes.count) else { return bytes.isEmpty }
        let chars = start.assumingMemoryBound(to: CChar.self)
        return withUnsafeMutablePointer(to: &matches) { context in
            hs_scan(handle, chars, count, 0, scratch, collectMatch, context) == HS_SUCCESS
        }
    }
}

/// What one scan found, as Vectorscan's callback writes it down.
struct PatternMatches {
    var hits: [PatternHit] = []
    /// Where each match starts, where the database was asked to say.
    var starts: [Int] = []
    var keepsStarts = false
}

/// Vectorscan's callback: a free function, so that it carries no isolation onto the thread that calls it.
private func collectMatch(
    id: UInt32, from: UInt64, to: UInt64, flags: UInt32, context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let matches = context?.assumingMemoryBound(to: PatternMatches.self) else { return 1 }
    // A pattern that matches nearly everywhere is no use to anybody, and would take all memory there is.
    guard matches.pointee.hits.count < PatternSet.mostHits else { return 1 }
    matches.pointee.hits.append(PatternHit(pattern: Int(id), end: Int(truncatingIfNeeded: to)))
    if matches.pointee.keepsStarts { matches.pointee.starts.append(Int(truncatingIfNeeded: from)) }
    return 0
}
