@testable import Credentials

/// What authenticators send: their data, the object around it, and the key within.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAuthenticatorData(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    for data in [bytes, AttestationObject(bytes)?.data ?? []] {
        guard let read = AuthenticatorData(data) else { continue }
        precondition(read.partyHash.count == 32 && (read.isBackupEligible || !read.isBackedUp))
        if let attested = read.attested, let key = try? COSEKey(attested.key) {
            _ = try? AttestationObject(bytes)?.check(clientDataHash: [], key: key)
        }
    }
    if let key = try? COSEKey(bytes) { precondition(key.key.fits(key.algorithm)) }
    return 0
}
