import Glibc

@testable import AtRest

/// Files of any bytes, looked at for encryption.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHeaders(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let path = "/dev/shm/seawall-fuzz-\(getpid())"
    let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { return 0 }
    defer {
        close(descriptor)
        unlink(path)
    }
    guard write(descriptor, start, count) == count else { return 0 }
    _ = StorageProbe().reading(path: path, kind: "file")
    return 0
}
