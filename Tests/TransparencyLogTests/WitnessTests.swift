import Crypto
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(10))) struct WitnessTests {
    private let origin = "example.gov.hk/log"
    private let logKey = Curve25519.Signing.PrivateKey()
    private let witness = Witness(name: "witness.example/w1", key: Curve25519.Signing.PrivateKey())
    private var log: LogVerifier { LogVerifier(NoteVerifier(name: origin, key: logKey.publicKey)) }

    /// A log of so many leaves; from a leaf on they may be other ones.
    private func checkpoint(
        _ size: UInt64, forkedAt fork: UInt64 = .max, by key: Curve25519.Signing.PrivateKey? = nil
    ) throws -> SignedNote {
        let root = try tree(size, fork).root()
        let head = Checkpoint(origin: origin, size: size, root: root)
        return try SignedNote(text: head.text, name: origin, key: key ?? logKey)
    }

    private func tree(_ size: UInt64, _ fork: UInt64 = .max) -> MerkleTree {
        func subtree(_ level: Int, _ index: UInt64) -> MerkleHash {
            guard level > 0 else { return .leaf([UInt8(index & 0xFF), index >= fork ? 1 : 0]) }
            return .node(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1))
        }
        return MerkleTree(size: size, subtree: subtree)
    }

    private func request(
        from old: UInt64, to size: UInt64, forkedAt fork: UInt64 = .max, by key: Curve25519.Signing.PrivateKey? = nil
    ) throws -> CheckpointRequest {
        CheckpointRequest(
            oldSize: old, proof: try tree(size, fork).consistencyProof(from: old) ?? [],
            checkpoint: try checkpoint(size, forkedAt: fork, by: key))
    }

    private func answer(_ request: CheckpointRequest, latest: UInt64?) throws -> Witness.Answer {
        let read = try #require(CheckpointRequest(Array(request.text.utf8)))
        #expect(read == request)
        return try witness.answer(
            read, log: { $0 == origin ? log : nil },
            latest: { _ in try latest.map { Checkpoint(origin: origin, size: $0, root: try tree($0).root()) } },
            time: 1_795_000_000)
    }

    @Test(arguments: [(0, 5), (0, 0), (5, 5), (5, 8), (8, 300), (256, 257)] as [(UInt64, UInt64)])
    func whatGrewIsCosigned(old: UInt64, size: UInt64) throws {
        let asked = try request(from: old, to: size)
        let answer = try answer(asked, latest: old == 0 ? nil : old)
        guard case .cosigned(let cosignature, let latest) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(latest.size == size && answer.status == 200)
        let note = try #require(asked.checkpoint.adding(cosignature))
        #expect(note.description == asked.checkpoint.description + answer.body)
        let read = try #require(SignedNote(note.description))
        #expect(witness.verifier.time(of: read) == 1_795_000_000)
        #expect(try log.checkpoint(of: read) == latest)
    }

    @Test func theRestIsRefusedAsTheSpecificationSays() throws {
        let stranger = Curve25519.Signing.PrivateKey()
        let good = try request(from: 5, to: 8)
        let cases: [(CheckpointRequest, UInt64?, Int, String)] = [
            (try request(from: 5, to: 8, by: stranger), 5, 403, ""),
            (CheckpointRequest(oldSize: 9, proof: [], checkpoint: good.checkpoint), 9, 400, ""),
            (good, nil, 409, "0\n"), (good, 6, 409, "6\n"), (good, 7, 409, "7\n"),
            (try request(from: 5, to: 5, forkedAt: 2), 5, 409, "5\n"),
            (try request(from: 5, to: 8, forkedAt: 2), 5, 422, ""),
            (CheckpointRequest(oldSize: 5, proof: [], checkpoint: good.checkpoint), 5, 422, ""),
            (
                CheckpointRequest(oldSize: 5, proof: Array(good.proof.dropLast()), checkpoint: good.checkpoint), 5, 422,
                ""
            ),
            (CheckpointRequest(oldSize: 5, proof: good.proof + [.empty], checkpoint: good.checkpoint), 5, 422, ""),
            (CheckpointRequest(oldSize: 0, proof: good.proof, checkpoint: good.checkpoint), nil, 422, ""),
            (CheckpointRequest(oldSize: 8, proof: good.proof, checkpoint: good.checkpoint), 8, 422, ""),
        ]
        for (request, latest, status, body) in cases {
            let answer = try answer(request, latest: latest)
            #expect(answer.status == status && answer.body == body, "\(request.text)")
            #expect((answer.contentType == "text/x.tlog.size") == (status == 409))
        }
        let unknown = try witness.answer(good, log: { _ in nil }, latest: { _ in nil }, time: 0)
        #expect(unknown.status == 404)
    }

    @Test func aFalseCosignatureDoesNotCount() throws {
        let note = try checkpoint(5)
        let key = Curve25519.Signing.PrivateKey()
        let verifier = CosignatureVerifier(name: "w", key: key.publicKey)
        let signed = try #require(note.adding(try note.cosignature(name: "w", key: key, time: 7)))
        #expect(verifier.time(of: signed) == 7 && verifier.time(of: note) == nil)
        #expect(witness.verifier.time(of: signed) == nil)
        let other = try checkpoint(6)
        let moved = other.description + signed.signatureLines.split(separator: "\n")[1] + "\n"
        #expect(verifier.time(of: try #require(SignedNote(moved))) == nil)
        #expect(note.adding(try other.cosignature(name: "w", key: key, time: 7)) == nil)
        #expect(
            verifier.time(of: try note.cosignature(name: "w", key: key, time: UInt64(Int64.max) + 1)) == nil)
    }

    @Test func keysOfWitnessesAndOfLogsAreToldApart() throws {
        let text = witness.verifier.description
        #expect(CosignatureVerifier(text) == witness.verifier && NoteVerifier(text) == nil)
        #expect(CosignatureVerifier(log.keys[0].description) == nil)
        for text in ["", "a", "a+b", "++", "w+00000000+BA==", text + "A", "x" + text] {
            #expect(CosignatureVerifier(text) == nil)
        }
    }

    @Test func whatIsNotARequestIsRefused() throws {
        let good = try request(from: 5, to: 8).text
        let note = try checkpoint(8).description
        let hash = String(repeating: "A", count: 43) + "=\n"
        #expect(CheckpointRequest(Array(good.utf8)) != nil)
        for text in [
            "", "old 5\n", "old 5\n\n", "old 05\n\n" + note, "old -1\n\n" + note, "old  5\n\n" + note, "5\n\n" + note,
            "old 5\nAAAA\n\n" + note, "old 5\n" + note, note, "old 5\r\n\n" + note,
            "old 5\n" + String(repeating: hash, count: 64) + "\n" + note,
            "old 18446744073709551616\n\n" + note, String(good.dropLast()),
        ] {
            #expect(CheckpointRequest(Array(text.utf8)) == nil, "\(text)")
        }
        let most = "old 5\n" + String(repeating: hash, count: 63) + "\n" + note
        #expect(CheckpointRequest(Array(most.utf8))?.proof.count == 63)
        #expect(CheckpointRequest(checkpoint: Array(note.utf8), proof: nil)?.oldSize == 0)
        #expect(CheckpointRequest(checkpoint: Array(note.utf8), proof: Array("old 5\n".utf8))?.oldSize == 5)
        #expect(CheckpointRequest(checkpoint: Array(note.utf8), proof: Array("old 5".utf8)) == nil)
    }
}
