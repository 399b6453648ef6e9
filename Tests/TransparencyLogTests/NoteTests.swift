import Crypto
import Testing
import TransparencyLog

@Suite struct NoteTests {
    private let key = Curve25519.Signing.PrivateKey()
    private let name = "example.gov.hk/log"

    private func proof(entry: [UInt8]) throws -> LogProof {
        let root = MerkleHash.node(.leaf(entry), .leaf([2]))
        let head = Checkpoint(origin: name, size: 2, root: root)
        return LogProof(
            extra: [1, 2, 3], index: 0, path: [.leaf([2])],
            checkpoint: try SignedNote(text: head.text, name: name, key: key))
    }

    /// The example verifier key of the Go project's signed notes.
    @Test func readsAKnownVerifier() throws {
        let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        let verifier = try #require(NoteVerifier(text))
        #expect(verifier.description == text)
        let note = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

            """
        #expect(verifier.verifies(try #require(SignedNote(note))))
        #expect(!verifier.verifies(try #require(SignedNote(note.replacing("answer", with: "question")))))
    }

    @Test func aReceiptComesBackAndVerifies() throws {
        let verifier = NoteVerifier(name: name, key: key.publicKey)
        let text = try proof(entry: [1]).text
        let read = try LogProof(text)
        #expect(read.text == text)
        #expect(read.extra == [1, 2, 3])
        try read.verify(entry: [1], origin: name, verifier: verifier)
        #expect(throws: LogProof.Failure.notIncluded) {
            try read.verify(entry: [9], origin: name, verifier: verifier)
        }
        #expect(throws: LogProof.Failure.otherLog) {
            try read.verify(entry: [1], origin: "other", verifier: verifier)
        }
        let stranger = NoteVerifier(name: name, key: Curve25519.Signing.PrivateKey().publicKey)
        #expect(throws: LogProof.Failure.notSigned) { try read.verify(entry: [1], origin: name, verifier: stranger) }
    }

    @Test(arguments: [
        "", "\n\n", "c2sp.org/tlog-proof@v1\n\n", "c2sp.org/tlog-proof@v2\nindex 0\n\nx\n\n— a AAAAAAA=\n",
        "c2sp.org/tlog-proof@v1\nindex 00\n\nx\n0\n\n— a AAAAAAA=\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nAA==\n\nx\n0\n\n— a AAAAAAA=\n",
    ])
    func refusesWhatIsNotAReceipt(text: String) {
        #expect(throws: LogProof.Failure.malformed) { try LogProof(text) }
    }

    @Test func noMutationOfAReceiptVerifies() throws {
        let verifier = NoteVerifier(name: name, key: key.publicKey)
        let text = Array(try proof(entry: [1]).text.utf8)
        let signed = try #require(String(decoding: text, as: UTF8.self).firstRange(of: "index"))
        let start = String(decoding: text, as: UTF8.self).utf8.distance(
            from: String(decoding: text, as: UTF8.self).startIndex, to: signed.lowerBound)
        for position in start..<text.count {
            for bit in 0..<8 {
                var mutated = text
                mutated[position] ^= 1 << UInt8(bit)
                guard let string = String(validating: mutated, as: UTF8.self), let read = try? LogProof(string)
                else { continue }
                #expect(throws: LogProof.Failure.self) {
                    try read.verify(entry: [1], origin: name, verifier: verifier)
                }
            }
        }
    }

    @Test(arguments: [
        (0, 256, "tile/0/000"), (0, 3, "tile/0/000.p/3"), (1_234_067, 256, "tile/0/x001/x234/067"),
        (1000, 1, "tile/0/x001/000.p/1"),
    ])
    func tilesStandWhereTheSpecificationSays(index: UInt64, width: Int, path: String) {
        #expect(Tile(level: 0, index: index, width: width).path == path)
    }
}
