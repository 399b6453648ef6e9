import JSONCursor

/// Any bytes are stepped over or refused, within the bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCursor(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    bytes.withUnsafeBytes { raw in
        var cursor = JSONCursor(raw)
        try? cursor.skip()
        precondition(cursor.index <= raw.count + 1)
        var text = JSONCursor(raw)
        var target: [UInt8] = []
        if let string = try? text.string() { try? text.append(string, to: &target) }
    }
    return 0
}
