import Model

@testable import Credentials

/// Texts that people and programs hand in: what is read is written back the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBase32(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: bytes, as: UTF8.self)
    for alphabet in [Base32.standard, .lower, .spoken] {
        precondition(alphabet.decode(alphabet.encode(bytes).utf8) == bytes)
        if let value = alphabet.decode(bytes) { precondition(Array(alphabet.encode(value).utf8) == bytes) }
    }
    if let token = try? APIKey(text) { precondition(token.text == text) }
    if let hash = PasswordHash(text) { precondition(hash.description == text) }
    precondition(DeviceCookie(text, account: "a", key: Secret([1]), at: Instant(seconds: 0)) == nil)
    var codes = codes
    precondition((try? codes.use(text, account: "a", key: Secret([1]))) == nil)
    if let password = try? Password(text) { precondition((try? Password(password.text))?.bytes == password.bytes) }
    return 0
}

private let codes: RecoveryCodes = {
    var generator = SystemRandomNumberGenerator()
    return RecoveryCodes.make(account: "b", key: Secret([2]), using: &generator).kept
}()
