import Files
import Model
import Testing

@testable import Credentials

@Suite(.timeLimit(.minutes(10))) struct PasswordTests {
    private static let cheap = Argon2Cost(uncheckedMemory: 64, passes: 1)
    private static let salt = [UInt8](repeating: 7, count: PasswordHash.saltSize)

    /// The reference implementation's own vectors for Argon2id, version 1.3 (phc-winner-argon2, `src/test.c`).
    @Test(arguments: [
        (
            65_536, 2, "password",
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
        ),
        (256, 2, "password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"),
    ])
    func knowsTheHashesOfOtherPrograms(memory: Int, passes: Int, password: String, text: String) throws {
        let hash = try #require(PasswordHash(text))
        #expect(hash.cost == Argon2Cost(uncheckedMemory: memory, passes: passes))
        #expect(hash.description == text)
        #expect(try hash.matches(Password(password)))
        #expect(try !hash.matches(Password("Password")))
    }

    @Test func aHashComesBackFromItsText() throws {
        let hash = try PasswordHash(Password("correct horse"), salt: Self.salt, cost: .standard)
        #expect(hash.description.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$BwcHBwcHBwcHBwcHBwcHBw$"))
        let read = try #require(PasswordHash(hash.description))
        #expect(read == hash)
        #expect(try read.matches(Password("correct horse")))
        #expect(try !read.matches(Password("correct horsf")))
        #expect(try !read.matches(Password("")))
    }

    @Test(arguments: [
        "", "$", "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ",
        "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=4$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=65537,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=7,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=11,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=0256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$t=2,m=256,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29t$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQ",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ=$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4$",
        "$2b$12$KIXQ4y9Q1y0Y7H1n6dJ0uO7yQ8xj1o8a3o2yq9m5b0F2c1m4e5r6a",
    ])
    func refusesWhatIsNoHashOrTooDear(text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test func asksForANewHashWhereTheCostRose() throws {
        let old = try PasswordHash(Password("correct horse"), salt: Self.salt, cost: Self.cheap)
        #expect(old.needsRenewal(for: .standard))
        #expect(old.needsRenewal(for: Argon2Cost(uncheckedMemory: 64, passes: 2)))
        #expect(!old.needsRenewal(for: Self.cheap))
        let short = try #require(
            PasswordHash("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"))
        #expect(short.needsRenewal(for: Self.cheap), "a salt of 8 bytes")
    }

    @Test func costsHaveALeastAndAMost() {
        #expect(Argon2Cost(memory: 19_456, passes: 2) == .standard)
        #expect(Argon2Cost(memory: 19_455, passes: 2) == nil)
        #expect(Argon2Cost(memory: 65_537, passes: 2) == nil)
        #expect(Argon2Cost(memory: 19_456, passes: 1) == nil)
        #expect(Argon2Cost(memory: 19_456, passes: 11) == nil)
    }

    @Test func oneLetterIsOnePasswordHoweverItWasTyped() throws {
        #expect(try Password("caf\u{E9} \u{3000}").bytes == Password("cafe\u{301}  ").bytes)
        #expect(try Password("Password").bytes != Password("password").bytes)
        #expect(fault { try Password("two\nlines") } == "credentials.password-controls")
        #expect(fault { try Password("tab\t") } == "credentials.password-controls")
        #expect(fault { try Password("\u{2028}") } == "credentials.password-controls")
        #expect(try Password(String(repeating: "a", count: 256)).bytes.count == 256)
        #expect(fault { try Password(String(repeating: "a", count: 257)) } == "credentials.password-too-long")
        #expect(try Password(String(repeating: "e\u{301}", count: 128)).bytes.count == 256)
        #expect(fault { try Password(String(repeating: "密", count: 86)) } == "credentials.password-too-long")
        #expect(fault { try Password(String(repeating: "a", count: 1 << 20)) } == "credentials.password-too-long")
    }

    @Test func aPasswordDoesNotShow() throws {
        let password = try Password("correct horse")
        var dumped = ""
        dump(password, to: &dumped)
        #expect(!"\(password) \(String(reflecting: password)) \(dumped)".contains("horse"))
    }
}

@Suite(.timeLimit(.minutes(10))) struct PasswordPolicyTests {
    private static func policy() throws -> PasswordPolicy {
        let file = root + "Content/credentials/common-passwords.txt"
        return PasswordPolicy(common: try CommonPasswords(BoundedFile.read(file, limit: 4 << 20), file: file))
    }

    private func judge(_ password: String, account: String = "chan.tai-man@example.gov.hk", second: Bool) -> String? {
        fault { try Self.policy().check(Password(password), account: account, hasSecondFactor: second) }
    }

    @Test func lengthIsCountedInCharactersAndDependsOnTheSecondFactor() {
        #expect(judge("plinth-otter", second: true) == nil)
        #expect(judge("plinth-otter", second: false) == "credentials.password-too-short")
        #expect(judge("plinth-otter-ox", second: false) == nil)
        #expect(judge("plinth-", second: true) == "credentials.password-too-short")
        #expect(judge("密碼要長一點好記", second: true) == nil)
        #expect(judge("密碼要長一點好", second: true) == "credentials.password-too-short")
    }

    @Test(arguments: [
        "password1", "PASSWORD1", "Passw0rd", "p@ssw0rd", "qwertyuiop", "1q2w3e4r5t", "12345678", "88888888",
        "iloveyou",
        "5201314520", "hongkong1997", "Hongkong123", "correct horse battery staple", "1qaz2wsx3edc", "changeme123",
    ])
    func refusesWhatGuessersTryFirst(password: String) {
        #expect(judge(password, second: true) == "credentials.password-common")
    }

    @Test func aWeakPasswordWrittenTwiceStaysWeak() {
        #expect(judge("xyzxyzxyzxyzxyz", second: false) == "credentials.password-common")
        #expect(judge("password1password1", second: false) == "credentials.password-common")
        #expect(judge("ggggggggggggggg", second: false) == "credentials.password-common")
        #expect(judge("plinth-otterplinth-otter", second: false) == nil)
    }

    @Test func refusesTheAccountsOwnName() {
        #expect(judge("chan.tai-man@example.gov.hk", second: false) == "credentials.password-names-account")
        #expect(judge("my-Chan.Tai-Man-7!", second: false) == "credentials.password-names-account")
        #expect(judge("the chan of it all", account: "chan", second: false) == "credentials.password-names-account")
        #expect(judge("a long list of words", account: "lis", second: false) == nil, "a name of three letters")
    }

    @Test func asksForNoKindsOfCharacters() {
        #expect(judge("plinthotterwalnut", second: false) == nil)
    }

    @Test func theListIsSoundAndOfTheSizeThatItSays() throws {
        let file = root + "Content/credentials/common-passwords.txt"
        let bytes = try BoundedFile.read(file, limit: 4 << 20)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let entries = lines.filter { !$0.hasPrefix("#") }
        #expect(entries.count > 5000 && entries == entries.sorted() && Set(entries).count == entries.count)
        #expect(lines[0].hasPrefix("# \(entries.count) passwords"))
        #expect(entries.allSatisfy { $0.count >= PasswordPolicy.minimumWithSecondFactor && $0.lowercased() == $0 })
    }

    @Test func aBadListIsRefusedAtItsLine() {
        let place = { (bytes: [UInt8]) -> String in
            do {
                _ = try CommonPasswords(bytes, file: "list")
                return "none"
            } catch { return "\(error)" }
        }
        #expect(place(Array("# remark\n\nfine\n".utf8)) == "none")
        #expect(place(Array("fine\ntab\there\n".utf8)) == "list:2: credentials.bad-password-list")
        #expect(place(Array("fine\n".utf8) + [0xFF, 0x0A]) == "list:2: credentials.bad-password-list")
        #expect(place([UInt8](repeating: 0x61, count: 5 << 20)) == "list: credentials.bad-password-list")
    }
}
