import Model
import Testing

@testable import Credentials

@Suite(.timeLimit(.minutes(10))) struct OneTimeTests {
    private static let secret = Secret(Array("12345678901234567890".utf8))

    /// RFC 4226, appendix D.
    @Test(arguments: [
        (0, "755224"), (1, "287082"), (2, "359152"), (3, "969429"), (4, "338314"), (5, "254676"), (6, "287922"),
        (7, "162583"), (8, "399871"), (9, "520489"),
    ])
    func makesTheCodesOfRFC4226(counter: UInt64, code: String) {
        #expect(OneTimeCode.make(key: Self.secret, counter: counter, digits: 6) == code)
    }

    /// RFC 6238, appendix B, the rows of SHA-1.
    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func makesAndTakesTheCodesOfRFC6238(seconds: Int64, code: String) throws {
        #expect(OneTimeCode.make(key: Self.secret, counter: UInt64(seconds / 30), digits: 8) == code)
        let codes = try #require(TOTP(secret: Self.secret))
        let step = try codes.accept(String(code.suffix(6)), at: Instant(seconds: seconds), after: nil)
        #expect(step == seconds / 30)
    }

    @Test func takesTheStepBeforeAndTheOneAfterAndNoOther() throws {
        let codes = try #require(TOTP(secret: Self.secret))
        let start = Instant(seconds: 1_111_111_110)
        let code = "050471"
        for (offset, expected) in [
            (-31, "credentials.totp-wrong"), (-30, nil), (0, nil), (29, nil), (59, nil), (60, "credentials.totp-wrong"),
        ] as [(Int64, String?)] {
            #expect(fault { try codes.accept(code, at: start + offset, after: nil) } == expected, "\(offset) s")
        }
        #expect(fault { try codes.accept("755224", at: Instant(seconds: 0), after: nil) } == nil)
    }

    @Test func aCodeIsGoodOnce() throws {
        let codes = try #require(TOTP(secret: Self.secret))
        let now = Instant(seconds: 1_111_111_111)
        let step = try codes.accept(" 050 471", at: now, after: nil)
        #expect(fault { try codes.accept("050471", at: now, after: step) } == "credentials.totp-used")
        #expect(fault { try codes.accept("050471", at: now, after: step + 1) } == "credentials.totp-used")
        #expect(try codes.accept("050471", at: now, after: step - 1) == step)
        // The code of the step before, once that of this one was used.
        #expect(fault { try codes.accept("081804", at: now, after: step) } == "credentials.totp-used")
    }

    @Test(arguments: ["", "05047", "0504711", "５０４７１０", "05047a", "-50471"])
    func refusesWhatIsNoCode(code: String) throws {
        let codes = try #require(TOTP(secret: Self.secret))
        #expect(
            fault { try codes.accept(code, at: Instant(seconds: 1_111_111_111), after: nil) }
                == "credentials.totp-wrong")
    }

    @Test func anAppCanReadTheAddress() throws {
        let codes = try #require(TOTP(secret: Self.secret))
        #expect(codes.typedSecret == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(
            codes.address(account: "chan@example.gov.hk", issuer: "數碼 Office")
                == "otpauth://totp/%E6%95%B8%E7%A2%BC%20Office:chan%40example.gov.hk"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E6%95%B8%E7%A2%BC%20Office"
                + "&algorithm=SHA1&digits=6&period=30")
        var generator = SeededGenerator(seed: 1)
        #expect(TOTP(using: &generator).secret.bytes.count == 20)
        #expect(TOTP(secret: Secret([UInt8](repeating: 0, count: 15))) == nil)
    }
}

@Suite(.timeLimit(.minutes(10))) struct RecoveryCodeTests {
    private static let key = Secret([UInt8](repeating: 9, count: 32))

    private func make(_ account: String = "a") -> (shown: [String], kept: RecoveryCodes) {
        var generator = SeededGenerator(seed: 5)
        return RecoveryCodes.make(account: account, key: Self.key, using: &generator)
    }

    @Test func eachIsGoodOnce() throws {
        var (shown, kept) = make()
        #expect(shown.count == 10 && Set(shown).count == 10)
        #expect(shown.allSatisfy { $0.wholeMatch(of: #/[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}/#) != nil })
        for (index, code) in shown.shuffled().enumerated() {
            try kept.use(code, account: "a", keys: [Self.key])
            #expect(kept.tags.count == 9 - index)
            #expect(fault { try kept.use(code, account: "a", keys: [Self.key]) } == "credentials.recovery-wrong")
        }
    }

    @Test func areReadAsPeopleWriteThem() throws {
        var (shown, kept) = make()
        let loud = shown[0].uppercased().replacing("-", with: " ")
        try kept.use(loud.replacing("0", with: "O").replacing("1", with: "l"), account: "a", keys: [Self.key])
        try kept.use(shown[1].replacing("-", with: ""), account: "a", keys: [Self.key])
        #expect(kept.tags.count == 8)
    }

    @Test func holdForTheirAccountAndUnderTheirKeyOnly() {
        var (shown, kept) = make()
        let other = Secret([UInt8](repeating: 8, count: 32))
        #expect(fault { try kept.use(shown[0], account: "b", keys: [Self.key]) } == "credentials.recovery-wrong")
        #expect(fault { try kept.use(shown[0], account: "a", keys: [other]) } == "credentials.recovery-wrong")
        for typed in [
            "", "-", "aaaa-aaaa-aaaa-aaaa", shown[0] + "0", String(shown[0].dropLast()), "ü",
            shown[0] + String(repeating: " ", count: 99),
        ] {
            #expect(fault { try kept.use(typed, account: "a", keys: [Self.key]) } == "credentials.recovery-wrong")
        }
        #expect(kept.tags.count == 10)
    }

    @Test func nothingThatIsKeptTellsACode() throws {
        let (shown, kept) = make()
        let plain = shown.map { $0.replacing("-", with: "") }
        #expect(kept.tags.allSatisfy { tag in tag.count == 64 && !plain.contains { tag.contains($0) } })
        #expect(kept.tags == kept.tags.sorted(), "their order does not tell which was shown first")
        #expect(RecoveryCodes(tags: kept.tags) == kept)
        #expect(RecoveryCodes(tags: ["00"]) == nil)
        #expect(RecoveryCodes(tags: kept.tags + kept.tags) == nil)
    }
}

@Suite(.timeLimit(.minutes(10))) struct Base32Tests {
    /// RFC 4648, section 10, without the padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func writesTheVectorsOfRFC4648(plain: String, text: String) {
        #expect(Base32.standard.encode(Array(plain.utf8)) == text)
        #expect(Base32.standard.decode(text.utf8) == Array(plain.utf8))
        #expect(Base32.lower.decode(text.lowercased().utf8) == Array(plain.utf8))
    }

    @Test(arguments: ["M", "MZX", "MZXW6Y", "MZ", "MZXR", "my", "M1", "MY======", "M Y"])
    func takesOneTextForOneValue(text: String) {
        #expect(Base32.standard.decode(text.utf8) == nil)
    }
}
