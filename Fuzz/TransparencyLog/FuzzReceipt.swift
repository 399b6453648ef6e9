import TransparencyLog

/// Receipts, the notes in them and the checkpoints in those: what is read is written back the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReceipt(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let note = SignedNote(bytes) {
        precondition(Array(note.description.utf8) == bytes)
        if let head = Checkpoint(note.text) { precondition(Checkpoint(head.text) == head) }
    }
    if let proof = try? LogProof(bytes) {
        precondition(Array(proof.text.utf8) == bytes)
        if let head = Checkpoint(proof.checkpoint.text) {
            precondition(
                !MerkleProof.verifiesInclusion(
                    of: .leaf(bytes), at: proof.index, size: head.size, path: proof.path, root: head.root))
            _ = MerkleProof.verifiesConsistency(
                from: (proof.index, .empty), to: (head.size, head.root), path: proof.path)
        }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if let verifier = NoteVerifier(text) { precondition(verifier.description == text) }
    return 0
}
