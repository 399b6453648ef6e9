@testable import Outbound

/// Header lines of any bytes, cut at line feeds: what is kept is bounded by what came in.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHeaderLines(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    var lines = HeaderLines(limit: 4_096)
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        guard lines.take(Array(line) + [0x0A]) else { break }
    }
    precondition(lines.fields.count <= 4_096)
    return 0
}
