import CanonicalJSON

/// What is read is written in one form, and read back the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let value = try? JSONValue(parsing: bytes) {
        let written = value.canonicalBytes
        precondition((try? JSONValue(parsing: written))?.canonicalBytes == written)
    }
    return 0
}
