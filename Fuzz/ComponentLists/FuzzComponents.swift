import ComponentLists

/// Component files of any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzComponents(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? ComponentList(cycloneDX: bytes, file: "fuzz")
    _ = try? ComponentList(spdx: bytes, file: "fuzz")
    return 0
}
