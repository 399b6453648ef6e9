import Crypto

@testable import Storage

/// A backup: what is read of it, written again, is the same bytes, and a byte less is not a whole one.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBackup(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    // With a head and a digest that fit, the input reaches what is behind them; alone it tests those.
    let body = BackupRecord.head + bytes
    for whole in [bytes, body + Array(SHA256.hash(data: body))] {
        guard let found = try? records(of: whole) else { continue }
        precondition((try? written(found)) == whole)
        precondition((try? records(of: whole.dropLast())) == nil)
    }
    return 0
}

private func records(of bytes: [UInt8]) throws -> [BackupRecord] {
    var rest = bytes[...]
    var reader = try BackupReader(place: nil) { count in
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }
    var records: [BackupRecord] = []
    while let record = try reader.next() { records.append(record) }
    return records
}

private func written(_ records: [BackupRecord]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = BackupWriter { bytes += $0 }
    for record in records { try writer.write(record) }
    try writer.finish()
    return bytes
}
