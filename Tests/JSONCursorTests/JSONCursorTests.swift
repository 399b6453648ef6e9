import JSONCursor
import Testing

@Suite(.timeLimit(.minutes(10))) struct JSONCursorTests {
    private func skip(_ text: String) -> Bool {
        Array(text.utf8).withUnsafeBytes { bytes in
            var cursor = JSONCursor(bytes)
            guard (try? cursor.skip()) != nil else { return false }
            return cursor.isAtEnd()
        }
    }

    @Test(arguments: [
        "0", "-1.5e3", "true", "null", "\"\"", "\"a\\\"b\"", "[]", "{}", "[[],{}]",
        "{\"a\":[1,2,{\"b\":null}],\"c\":\"d\"}",
        " [ 1 , { \"a\" : \"12345678901234567890\" } ] ",
    ])
    func stepsOverEveryValue(text: String) { #expect(skip(text)) }

    @Test(arguments: [
        "", "[", "{", "[1", "{\"a\"", "{\"a\":", "{\"a\":1,", "\"", "\"\\", "\"abc\\\"", "[1 2]", "{1:2}", "x",
        String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
    ])
    func refusesWhatIsNotJSON(text: String) { #expect(!skip(text)) }

    @Test(arguments: [
        ("\"plain\"", "plain"), (#""a\n\t\"\\\/\u0041""#, "a\n\t\"\\/A"), (#""\ud83d\ude00""#, "😀"),
        (#""\ud83d""#, "\u{FFFD}"), (#""\ude00x""#, "\u{FFFD}x"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
    ])
    func resolvesEscapes(text: String, value: String) throws {
        let result = try Array(text.utf8).withUnsafeBytes { bytes in
            var cursor = JSONCursor(bytes)
            var target: [UInt8] = []
            let string = try cursor.string()
            try cursor.append(string, to: &target)
            return String(decoding: target, as: UTF8.self)
        }
        #expect(result == value)
    }

    @Test(arguments: [#""\u00g0""#, #""\u+123""#, #""\x""#, #""\u12""#])
    func refusesEscapesThatAreNone(text: String) throws {
        try Array(text.utf8).withUnsafeBytes { bytes in
            var cursor = JSONCursor(bytes)
            var target: [UInt8] = []
            let string = try cursor.string()
            #expect(throws: JSONCursor.Fault.self) { try cursor.append(string, to: &target) }
        }
    }

    @Test func noMutationCrashes() {
        var generator = Seeded(state: 7)
        let seed = Array(#"{"a":[1,-2.5e3,{"b":"x\u0041\n"}],"c":null,"d":{"e":true,"f":"長"}}"#.utf8)
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
                case 1: bytes.remove(at: place)
                default: bytes.insert(bytes[place], at: place)
                }
            }
            bytes.withUnsafeBytes { raw in
                var cursor = JSONCursor(raw)
                try? cursor.skip()
                #expect(cursor.index <= raw.count + 1)
            }
        }
    }

    struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }
}
