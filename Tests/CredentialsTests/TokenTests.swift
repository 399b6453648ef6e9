import Model
import Testing

@testable import Credentials

@Suite(.timeLimit(.minutes(10))) struct TokenTests {
    private static func key(_ seed: UInt64 = 1) -> APIKey {
        var generator = SeededGenerator(seed: seed)
        return APIKey(using: &generator)
    }

    @Test func aTokenComesBackFromItsText() throws {
        let key = Self.key()
        #expect(key.text.wholeMatch(of: #/swk_[a-z2-7]{58}/#) != nil)
        #expect(try APIKey(key.text) == key)
        #expect(try APIKey(key.text).digest == key.digest)
        #expect(Self.key(2).text != key.text && Self.key(2).digest != key.digest)
    }

    /// Any one character changed, left out or added shows before anything is looked up.
    @Test func everySlipOfThePenShows() {
        let text = Array(Self.key().text.utf8)
        for index in text.indices {
            var changed = text
            changed[index] = text[index] == UInt8(ascii: "a") ? UInt8(ascii: "b") : UInt8(ascii: "a")
            #expect(fault { try APIKey(String(decoding: changed, as: UTF8.self)) } == "credentials.not-a-token")
            changed.remove(at: index)
            #expect(fault { try APIKey(String(decoding: changed, as: UTF8.self)) } == "credentials.not-a-token")
        }
        let whole = String(decoding: text, as: UTF8.self)
        for other in ["", "swk_", whole + "a", whole.uppercased(), whole + " ", String(repeating: "a", count: 1 << 20)]
        {
            #expect(fault { try APIKey(other) } == "credentials.not-a-token")
        }
    }

    @Test func aKeyIsNoSession() {
        let text = Self.key().text
        #expect(fault { try SessionToken(text) } == "credentials.not-a-token")
        #expect(
            fault { try SessionToken("sws_" + text.dropFirst(4)) } == "credentials.not-a-token",
            "the checksum covers the prefix")
    }

    @Test func whatIsKeptAndLoggedTellsNothing() throws {
        let key = Self.key()
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "swk_…" && !dumped.contains(key.text) && !dumped.contains("["))
        #expect(key.digest.bytes.count == 32 && key.digest.name == String("\(key.digest)".prefix(8)))
        #expect(TokenDigest(key.digest.bytes) == key.digest)
        #expect(TokenDigest([1]) == nil)
        var generator = SeededGenerator(seed: 1)
        let secret = Secret(count: 32, using: &generator)
        dumped = ""
        dump(secret, to: &dumped)
        #expect("\(secret) \(String(reflecting: secret))" == "secret secret" && !dumped.contains("["))
    }

    @Test func aGrantEnds() throws {
        var grant = try TokenGrant(Self.key(), scope: ["findings.read"], lifetime: 3600, at: noon)
        #expect(grant.digest == Self.key().digest)
        #expect(fault { try grant.use(at: noon + 3599) } == nil)
        #expect(grant.lastUse == noon + 3599)
        #expect(fault { try grant.use(at: noon + 3600) } == "credentials.token-expired")
        #expect(grant.lastUse == noon + 3599)
        #expect(fault { try TokenGrant(Self.key(), scope: nil, lifetime: 0, at: noon) } == "credentials.token-lifetime")
        #expect(
            fault { try TokenGrant(Self.key(), scope: nil, lifetime: 366 * 86_400 + 1, at: noon) }
                == "credentials.token-lifetime")
    }

    @Test func aSessionEndsWhenItIsNotUsed() throws {
        var generator = SeededGenerator(seed: 4)
        let token = SessionToken(using: &generator)
        var grant = try TokenGrant(token, scope: nil, lifetime: 12 * 3600, idleLimit: 1800, at: noon)
        for minute in stride(from: 29, to: 600, by: 29) { try grant.use(at: noon + Int64(minute) * 60) }
        let last = grant.lastUse
        #expect(fault { try grant.use(at: last + 1800) } == "credentials.token-idle")
        #expect(fault { try grant.use(at: last + (-60)) } == nil, "a clock that was set back")
        #expect(grant.lastUse == last)
        #expect(
            fault { try TokenGrant(token, scope: nil, lifetime: 12 * 3600 + 1, at: noon) }
                == "credentials.token-lifetime")
    }

    @Test func aScopeCoversWhatItNames() throws {
        let some = try TokenGrant(Self.key(), scope: ["findings.read"], lifetime: 60, at: noon)
        #expect(some.covers("findings.read") && !some.covers("findings") && !some.covers("findings.write"))
        let none = try TokenGrant(Self.key(), scope: [], lifetime: 60, at: noon)
        #expect(!none.covers("findings.read"))
        let all = try TokenGrant(Self.key(), scope: nil, lifetime: 60, at: noon)
        #expect(all.covers("findings.read"))
    }
}

@Suite(.timeLimit(.minutes(10))) struct DeviceCookieTests {
    private static let key = Secret([UInt8](repeating: 3, count: 32))

    private static func cookie() -> DeviceCookie {
        var generator = SeededGenerator(seed: 1)
        return DeviceCookie(account: "a", key: key, at: noon, using: &generator)
    }

    @Test func holdsForItsAccountUntilItIsOld() {
        let cookie = Self.cookie()
        #expect(DeviceCookie(cookie.text, account: "a", key: Self.key, at: noon) == cookie)
        #expect(DeviceCookie(cookie.text, account: "b", key: Self.key, at: noon) == nil)
        #expect(DeviceCookie(cookie.text, account: "a", key: Secret([1]), at: noon) == nil)
        #expect(
            DeviceCookie(cookie.text, account: "a", key: Self.key, at: noon + (DeviceCookie.lifetime - 1)) == cookie)
        #expect(DeviceCookie(cookie.text, account: "a", key: Self.key, at: noon + DeviceCookie.lifetime) == nil)
    }

    @Test func cannotBeMadeOrChanged() {
        let text = Array(Self.cookie().text.utf8)
        for index in text.indices {
            var changed = text
            changed[index] = text[index] == UInt8(ascii: "a") ? UInt8(ascii: "b") : UInt8(ascii: "a")
            let cookie = DeviceCookie(String(decoding: changed, as: UTF8.self), account: "a", key: Self.key, at: noon)
            #expect(cookie == nil)
        }
        for other in ["", "swd_", String(repeating: "a", count: 1 << 20)] {
            #expect(DeviceCookie(other, account: "a", key: Self.key, at: noon) == nil)
        }
    }
}
