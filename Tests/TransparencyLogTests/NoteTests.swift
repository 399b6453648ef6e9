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
        try read.verify(entry: [1], log: LogVerifier(verifier))
        #expect(throws: LogProof.Failure.notIncluded) {
            try read.verify(entry: [9], log: LogVerifier(verifier))
        }
        #expect(throws: LogProof.Failure.otherLog) {
            try read.verify(entry: [1], log: LogVerifier(origin: "other", keys: [verifier]))
        }
        let stranger = NoteVerifier(name: name, key: Curve25519.Signing.PrivateKey().publicKey)
        #expect(throws: LogProof.Failure.notSigned) { try read.verify(entry: [1], log: LogVerifier(stranger)) }
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
                    try read.verify(entry: [1], log: LogVerifier(verifier))
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

    @Test func theLastEmptyLinePartsTextAndSignatures() throws {
        let verifier = NoteVerifier(name: name, key: key.publicKey)
        for text in ["a\n", "a\n\nb\n", "a\n\n", "\n", "è subito sera\n"] {
            let note = try SignedNote(text: text, name: name, key: key)
            let read = try #require(SignedNote(note.description))
            #expect(read == note && verifier.verifies(read))
        }
    }

    @Test func aNoteWithSignaturesOfOthersVerifies() throws {
        let verifier = NoteVerifier(name: name, key: key.publicKey)
        let note = try SignedNote(text: "a\n", name: name, key: key)
        let other = try SignedNote(text: "a\n", name: "witness.example", key: Curve25519.Signing.PrivateKey())
        let line = try #require(other.description.split(separator: "\n").last)
        #expect(verifier.verifies(try #require(SignedNote(note.description + line + "\n"))))
    }

    /// A false signature in the log's own name spoils the note, even beside a true one.
    @Test func aFalseSignatureBesideATrueOneIsRefused() throws {
        let verifier = NoteVerifier(name: name, key: key.publicKey)
        let note = try SignedNote(text: "a\n", name: name, key: key)
        let other = try SignedNote(text: "b\n", name: name, key: key)
        let line = try #require(other.description.split(separator: "\n").last)
        #expect(!verifier.verifies(try #require(SignedNote(note.description + line + "\n"))))
    }

    @Test(arguments: [
        "", "\n", "a\n", "a\n\n", "a\n\n\n", "a\n— x AAAAAAA=\n", "a\n\n- x AAAAAAA=\n", "a\n\n— x AAAAAAA=",
        "a\n\n—  AAAAAAA=\n", "a\n\n— x+y AAAAAAA=\n", "a\n\n— x y AAAAAAA=\n", "a\n\n— x\u{2003}y AAAAAAA=\n",
        "a\n\n— x AAAAAA==\n", "a\n\n— x AAAAAAB=\n", "a\r\n\n— x AAAAAAA=\n", "a\n\n— x AAAAAAA=\n\n",
        "a\n\n—\u{301} x AAAAAAA=\n",
    ])
    func refusesWhatIsNotANote(text: String) { #expect(SignedNote(text) == nil) }

    @Test(arguments: [
        "", "x\n0\n", "x\n00\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "x\n+1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", "\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "x\n1\nAAAA\n", "x\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "x\n18446744073709551616\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "x\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n",
    ])
    func refusesWhatIsNotACheckpoint(text: String) { #expect(Checkpoint(text) == nil) }

    @Test func aCheckpointMayHoldLinesOfOthers() throws {
        let head = Checkpoint(origin: "x", size: .max, root: .empty)
        #expect(Checkpoint(head.text) == head)
        let more = try #require(Checkpoint(head.text + "more\n"))
        #expect(more.extensions == ["more"] && more.text == head.text + "more\n" && more.rotations.isEmpty)
    }

    @Test(arguments: ["", "a", "a+b", "++", "+00000000+AA==", "a b+00000000+AQ==", "a+c74f20a3+ARpc"])
    func refusesWhatIsNotAVerifier(text: String) { #expect(NoteVerifier(text) == nil) }

    /// Receipts made at random from true ones: none may crash the reader, and none may be taken for another text.
    @Test func mutatedReceiptsNeverCrash() throws {
        var state = UInt64(0x5EED)
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: state >> 33) % bound
        }
        let seed = Array(try proof(entry: [1]).text.utf8)
        for _ in 0..<3000 {
            var bytes = seed
            for _ in 0...random(4) {
                let at = random(bytes.count)
                switch random(4) {
                case 0: bytes[at] = UInt8(random(256))
                case 1: bytes.removeSubrange(at..<min(bytes.count, at + 1 + random(20)))
                case 2: bytes.insert(contentsOf: seed[random(seed.count)...].prefix(random(40)), at: at)
                default: bytes.insert([0x0A, 0x20, 0x2B, 0xE2, 0x00][random(5)], at: at)
                }
                if bytes.isEmpty { bytes = seed }
            }
            if let read = try? LogProof(bytes) { #expect(Array(read.text.utf8) == bytes) }
        }
    }
}
