import WebForms

/// Any bytes as the body of a form: a problem or fields, never a crash.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzForms(_ data: UnsafePointer<UInt8>, _ size: Int) -> Int32 {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    _ = try? FormFields(urlEncoded: bytes)
    _ = try? MultipartForm(bytes, contentType: "multipart/form-data; boundary=x")
    return 0
}
