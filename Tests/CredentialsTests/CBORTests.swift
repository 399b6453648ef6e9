import Testing

@testable import Credentials

@Suite(.timeLimit(.minutes(10))) struct CBORTests {
    /// RFC 8949, appendix A, as far as authenticators write it.
    @Test func readsTheExamplesOfRFC8949() {
        let examples: [([UInt8], CBOR)] = [
            ([0x00], .integer(0)), ([0x17], .integer(23)), ([0x18, 0x18], .integer(24)),
            ([0x19, 0x03, 0xE8], .integer(1000)),
            ([0x1A, 0x00, 0x0F, 0x42, 0x40], .integer(1_000_000)),
            ([0x1B, 0x00, 0x00, 0x00, 0xE8, 0xD4, 0xA5, 0x10, 0x00], .integer(1_000_000_000_000)),
            ([0x20], .integer(-1)), ([0x38, 0x63], .integer(-100)), ([0x39, 0x03, 0xE7], .integer(-1000)),
            ([0x3B, 0x7F] + [UInt8](repeating: 0xFF, count: 7), .integer(.min)),
            ([0xF4], .bool(false)), ([0xF5], .bool(true)), ([0xF6], .null), ([0x40], .bytes([])),
            ([0x44, 1, 2, 3, 4], .bytes([1, 2, 3, 4])), ([0x60], .text("")),
            ([0x64, 0x49, 0x45, 0x54, 0x46], .text("IETF")),
            ([0x63, 0xE6, 0xB0, 0xB4], .text("水")), ([0x80], .array([])),
            (
                [0x83, 0x01, 0x82, 0x02, 0x03, 0x82, 0x04, 0x05],
                .array([.integer(1), .array([.integer(2), .integer(3)]), .array([.integer(4), .integer(5)])])
            ),
            ([0xA0], .map([:])),
            ([0xA2, 0x01, 0x02, 0x03, 0x04], .map([.integer(1): .integer(2), .integer(3): .integer(4)])),
            ([0xA1, 0x61, 0x61, 0x61, 0x41], .map([.text("a"): .text("A")])),
        ]
        for (bytes, value) in examples { #expect(CBORReader.whole(bytes) == value, "\(bytes)") }
    }

    @Test func refusesWhatAuthenticatorsDoNotWrite() {
        let refused: [String: [UInt8]] = [
            "nothing": [], "two values": [0x00, 0x00], "a long zero": [0x18, 0x00],
            "a long length": [0x58, 0x01, 0x00],
            "an unknown length": [0x5F, 0x41, 0x00, 0xFF], "an endless array": [0x9F, 0xFF],
            "an endless map": [0xBF, 0xFF],
            "a break": [0xFF], "a tag": [0xC0, 0x00], "a half": [0xF9, 0x3C, 0x00],
            "a double": [0xFB, 0, 0, 0, 0, 0, 0, 0, 0],
            "undefined": [0xF7], "a simple value": [0xE0], "a long simple value": [0xF8, 0x20],
            "a reserved head": [0x1C],
            "beyond 64 bits with a sign": [0x1B] + [UInt8](repeating: 0xFF, count: 8),
            "below them": [0x3B] + [UInt8](repeating: 0xFF, count: 8), "bad UTF-8": [0x61, 0xFF],
            "a member twice": [0xA2, 0x01, 0x01, 0x01, 0x02], "a map as a key": [0xA1, 0xA0, 0x00],
            "bytes as a key": [0xA1, 0x40, 0x00],
            "a map without a value": [0xA1, 0x01],
        ]
        for (name, bytes) in refused { #expect(CBORReader.whole(bytes) == nil, "\(name)") }
    }

    @Test(arguments: [0x40, 0x60, 0x80, 0xA0] as [UInt8])
    func aLengthBeyondTheBytesIsRefusedAtOnce(kind: UInt8) {
        for length: [UInt8] in [
            [24, 0xFF], [25, 0xFF, 0xFF], [26, 0xFF, 0xFF, 0xFF, 0xFF], [27] + [UInt8](repeating: 0xFF, count: 8),
            [27, 0x7F] + [UInt8](repeating: 0xFF, count: 7),
        ] {
            #expect(CBORReader.whole([kind | length[0]] + length[1...] + [0, 0]) == nil)
        }
    }

    @Test func depthAndSizeHaveLimits() {
        let depth = CBORReader.depthLimit
        #expect(CBORReader.whole([UInt8](repeating: 0x81, count: depth) + [0x00]) != nil)
        #expect(CBORReader.whole([UInt8](repeating: 0x81, count: depth + 1) + [0x00]) == nil)
        #expect(CBORReader.whole([UInt8](repeating: 0x81, count: 60_000)) == nil)
        #expect(CBORReader.whole([0xA1, 0x00].repeated(depth) + [0x00]) != nil)
        #expect(CBORReader.whole([0xA1, 0x00].repeated(depth + 1) + [0x00]) == nil)
        let most = CBORReader.limit - 3
        #expect(
            CBORReader.whole([0x59, UInt8(most >> 8), UInt8(most & 255)] + [UInt8](repeating: 0, count: most)) != nil)
        #expect(CBORReader.whole([UInt8](repeating: 0, count: CBORReader.limit + 1)) == nil)
    }

    @Test func keysAreReadByTheirKind() {
        let point = [UInt8](repeating: 0, count: 32)
        #expect(fault { try COSEKey([0xA0]) } == "credentials.passkey-malformed")
        // {1: 2, 3: -7, -1: 1, -2: 0…, -3: 0…}: the numbers are of no point on the curve.
        let none: [UInt8] =
            [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20] + point + [0x22, 0x58, 0x20] + point
        #expect(fault { try COSEKey(none) } == "credentials.passkey-unsupported-key")
        for (modulus, exponent, isGood) in [
            ([UInt8](repeating: 0xFF, count: 256), [1, 0, 1], true),
            ([UInt8](repeating: 0xFF, count: 255), [1, 0, 1], false),
            ([UInt8](repeating: 0xFF, count: 1025), [1, 0, 1], false),
            ([UInt8](repeating: 0xFF, count: 256), [1], false),
            ([UInt8](repeating: 0xFF, count: 256), [2], false), ([UInt8](repeating: 0xFF, count: 256), [], false),
            ([UInt8](repeating: 0xFE, count: 256), [1, 0, 1], false),
            ([0] + [UInt8](repeating: 0xFF, count: 256), [1, 0, 1], false),
            ([UInt8](repeating: 0xFF, count: 256), [1, 0, 0, 0, 1], false),
        ] as [([UInt8], [UInt8], Bool)] {
            #expect((VerificationKey(modulus: modulus, exponent: exponent) != nil) == isGood)
        }
    }
}

extension [UInt8] {
    fileprivate func repeated(_ count: Int) -> [UInt8] { (0..<count).flatMap { _ in self } }
}
