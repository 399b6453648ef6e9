import Assurance

/// System files of any bytes; what is read comes back from its JSON.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSystemFile(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let file = try? SystemFileReader(file: "fuzz").read(bytes) {
        precondition(SystemFile(json: file.json)?.json == file.json)
    }
    return 0
}
