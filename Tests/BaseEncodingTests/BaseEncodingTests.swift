import BaseEncoding
import Testing

@Suite(.timeLimit(.minutes(10))) struct BaseEncodingTests {
    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func textsOfTheStandardComeBack(plain: String, text: String) {
        #expect(Base64.standard.encode(plain.utf8) == text)
        #expect(Base64.standard.decode(text.utf8) == Array(plain.utf8))
        let bare = String(text.prefix { $0 != "=" })
        #expect(Base64.url.encode(plain.utf8) == bare)
        #expect(Base64.url.decode(bare.utf8) == Array(plain.utf8))
    }

    @Test func theAlphabetsDifferInTwoCharacters() {
        let bytes: [UInt8] = [0xFB, 0xEF, 0xFF]
        #expect(Base64.standard.encode(bytes) == "++//")
        #expect(Base64.url.encode(bytes) == "--__")
        #expect(Base64.url.decode("++//".utf8) == nil && Base64.standard.decode("--__".utf8) == nil)
    }

    @Test(arguments: ["Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "=", "====", "Z", "Zm9v\n", "Zm 9v", "Zg==Zg=="])
    func onlyOneTextStandsForAValue(text: String) { #expect(Base64.standard.decode(text.utf8) == nil) }

    @Test(arguments: ["Zg==", "Zh", "Z", "Zm9vZ"])
    func theFormWithoutPaddingIsAsStrict(text: String) { #expect(Base64.url.decode(text.utf8) == nil) }

    @Test func hexadecimalDigitsComeBack() {
        let bytes = Array(UInt8.min ... .max)
        #expect(Hexadecimal.decode(Hexadecimal.encode(bytes)) == bytes)
        #expect(Hexadecimal.encode([0x0A, 0xF0]) == "0af0")
        for text in ["0", "0g", "0A", " 0", "é"] { #expect(Hexadecimal.decode(text) == nil) }
    }
}
