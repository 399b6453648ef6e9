@testable import Handover

/// Lists of sums of any bytes: one that is read is written the same, and names no file elsewhere.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSums(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let sums = ExportSums(bytes) else { return 0 }
    precondition(Array(sums.text.utf8) == bytes)
    for entry in sums.entries {
        precondition(!entry.name.hasPrefix("/") && !entry.name.split(separator: "/").contains(".."))
    }
    return 0
}
