import Identity

/// Directory files of any bytes: CSV and JSON with units and people.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDirectory(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? CSVTable(bytes, file: "fuzz")
    _ = try? DirectoryFile(bytes, file: "fuzz", member: "departments", known: UnitImport.fields)
    _ = try? SignInName(String(decoding: bytes, as: UTF8.self))
    return 0
}
