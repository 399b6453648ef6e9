import Backups
import CanonicalJSON

/// Manifests of any bytes: one that is read is read the same after it was written, and names no file elsewhere.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzManifest(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let value = try? JSONValue(parsing: bytes), let manifest = BackupManifest(json: value) else { return 0 }
    precondition(BackupManifest(json: manifest.json) == manifest)
    for file in manifest.files {
        precondition(!file.path.hasPrefix("/") && !file.path.split(separator: "/").contains(".."))
    }
    return 0
}
