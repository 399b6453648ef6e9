import YAMLTree

/// Any bytes are read or refused.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzYAML(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? YAMLReader().documents(bytes, file: "fuzz")
    return 0
}
