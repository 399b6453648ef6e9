@testable import Credentials

/// Any bytes are one value or refused, and never read beyond.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCBOR(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard var reader = CBORReader(bytes[...]) else { return 0 }
    let value = reader.value()
    precondition(reader.index <= bytes.count)
    if let value { precondition(CBORReader.whole(Array(bytes[..<reader.index])) == value) }
    return 0
}
