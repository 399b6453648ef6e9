import Files
import Glibc
import Model

/// Files of any bytes, read by lines: all lines together are the file up to where a line is refused, and none is over the
/// limit.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLines(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var path = Array("/dev/shm/seawall-lines-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    precondition(descriptor >= 0)
    unlink(path)
    defer { close(descriptor) }
    precondition(count == 0 || write(descriptor, start, count) == count)
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let limit = 64
    var read: [UInt8] = []
    do throws(Fault) {
        let file = try LineFile("/proc/self/fd/\(descriptor)", limit: limit)
        while let line = try file.next() {
            precondition(line.count <= limit && !line.contains(UInt8(ascii: "\n")))
            read += line
            read.append(UInt8(ascii: "\n"))
        }
        precondition(read == bytes)
    } catch {
        precondition(error.message.id == "files.bad-line" && bytes.starts(with: read))
        let rest = bytes[read.count...]
        precondition(rest.prefix(limit + 1).count == limit + 1 || !rest.contains(UInt8(ascii: "\n")))
    }
    return 0
}
