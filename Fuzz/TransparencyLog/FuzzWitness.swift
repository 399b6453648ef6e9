import Crypto
import TransparencyLog

/// Requests to a witness: what is read is written back the same, and nothing that is made up is cosigned.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWitness(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: bytes, as: UTF8.self)
    if let verifier = CosignatureVerifier(text) { precondition(verifier.description == text) }
    if let verifier = LogVerifier(text) { precondition(LogVerifier(verifier.description) == verifier) }
    guard let request = CheckpointRequest(bytes) else { return 0 }
    precondition(Array(request.text.utf8) == bytes)
    let key = Curve25519.Signing.PrivateKey()
    let origin = Checkpoint(request.checkpoint.text)?.origin ?? ""
    let answer = try? Witness(name: "fuzz", key: key).answer(
        request, log: { LogVerifier(origin: $0, keys: [NoteVerifier(name: origin, key: key.publicKey)]) },
        latest: { _ in nil }, time: 1)
    precondition(answer == .malformed || answer == .notSigned)
    precondition(CosignatureVerifier(name: "fuzz", key: key.publicKey).time(of: request.checkpoint) == nil)
    return 0
}
