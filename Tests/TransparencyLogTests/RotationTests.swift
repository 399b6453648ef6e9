import Crypto
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(10))) struct RotationTests {
    private let origin = "example.gov.hk/log"
    private let first = Curve25519.Signing.PrivateKey()
    private let second = Curve25519.Signing.PrivateKey()
    private let third = Curve25519.Signing.PrivateKey()

    private func verifier(_ key: Curve25519.Signing.PrivateKey, _ name: String? = nil) -> NoteVerifier {
        NoteVerifier(name: name ?? origin, key: key.publicKey)
    }

    private func checkpoint(
        _ rotations: [KeyRotation], by key: Curve25519.Signing.PrivateKey
    ) throws -> SignedNote {
        let head = Checkpoint(origin: origin, size: 0, root: .empty, extensions: rotations.map(\.line))
        let note = try SignedNote(text: head.text, name: origin, key: key)
        return try #require(SignedNote(note.description))
    }

    @Test func whoeverKnowsAnEarlierKeyFollows() throws {
        let rotations = [
            try KeyRotation(to: verifier(second), by: first), try KeyRotation(to: verifier(third), by: second),
        ]
        let note = try checkpoint(rotations, by: third)
        for key in [first, second, third] {
            let head = try LogVerifier(verifier(key)).checkpoint(of: note)
            #expect(head.rotations == rotations)
        }
        #expect(
            LogVerifier(verifier(first)).following(rotations).keys
                == [verifier(first), verifier(second), verifier(third)])
    }

    @Test func aStrangerCannotTakeALogOver() throws {
        let cases = [
            [try KeyRotation(to: verifier(third), by: second)],
            [try KeyRotation(to: verifier(second), by: second), try KeyRotation(to: verifier(third), by: second)],
            [],
        ]
        for rotations in cases {
            let note = try checkpoint(rotations, by: third)
            #expect(throws: LogVerifier.Failure.notSigned) {
                try LogVerifier(verifier(first)).checkpoint(of: note)
            }
        }
    }

    @Test func aStatementAboutAnotherLogDoesNotCount() throws {
        let other = try KeyRotation(to: verifier(second, "other.gov.hk/log"), by: first)
        #expect(KeyRotation(line: other.line, origin: origin) == nil)
        #expect(KeyRotation(line: other.line, origin: "other.gov.hk/log") == other)
        let moved = other.line.replacing(
            verifier(second, "other.gov.hk/log").description, with: verifier(second).description)
        #expect(KeyRotation(line: moved, origin: origin)?.isSigned(by: verifier(first)) == false)
    }

    @Test(arguments: [
        "", "key-rotation", "key-rotation x y", "more", "key-rotation  ",
        "key-rotation example.gov.hk/log+00000000+AQ== AAAA",
    ])
    func otherLinesAreNoRotation(line: String) { #expect(KeyRotation(line: line, origin: origin) == nil) }

    @Test func aListOfKeysIsReadAndWritten() throws {
        let text = verifier(first).description + "\n" + verifier(second).description + "\n"
        let read = try #require(LogVerifier(text))
        #expect(read.keys == [verifier(first), verifier(second)] && read.origin == origin && read.description == text)
        #expect(LogVerifier("") == nil && LogVerifier(text + "x\n") == nil)
        #expect(LogVerifier(text + verifier(third, "other").description + "\n") == nil)
    }
}
