import Model
import Testing

@testable import Rules

/// One construct a case: a search of one field, a record that it must match, and one that it must not.
@Suite(.timeLimit(.minutes(10))) struct ModifierTests {
    @Test(arguments: [
        ("f: abc", #"{"f":"ABC"}"#, #"{"f":"abcd"}"#),
        ("f: 4624", #"{"f":4624}"#, #"{"f":46240}"#),
        ("f: '4624'", #"{"f":4624}"#, #"{"f":"x"}"#),
        ("f: true", #"{"f":true}"#, #"{"f":false}"#),
        ("f: ''", #"{"f":""}"#, #"{"f":null}"#),
        ("f: null", #"{"f":null}"#, #"{"f":""}"#),
        ("f: null", #"{"g":1}"#, #"{"f":0}"#),
        ("f: 'a*c'", #"{"f":"abbbc"}"#, #"{"f":"abbb"}"#),
        ("f: 'a?c'", #"{"f":"a長c"}"#, #"{"f":"abbc"}"#),
        (#"f: 'a\*c'"#, #"{"f":"a*c"}"#, #"{"f":"abc"}"#),
        (#"f: 'a\\*'"#, #"{"f":"a\\b"}"#, #"{"f":"a*"}"#),
        (#"f: 'C:\Windows\x'"#, #"{"f":"c:\\windows\\X"}"#, #"{"f":"c:windowsx"}"#),
        ("f: ÄÖ", #"{"f":"äö"}"#, #"{"f":"ao"}"#),
        ("f: [a, b]", #"{"f":"B"}"#, #"{"f":"c"}"#),
        ("f: a", #"{"f":["x","a"]}"#, #"{"f":["x"]}"#),
        ("f.g: a", #"{"f":{"g":"a"}}"#, #"{"f":"a"}"#),
        ("f.g: a", #"{"f.g":"a"}"#, #"{"f.h":"a"}"#),
        ("f.g: a", #"{"f":[{"g":"x"},{"g":"a"}]}"#, #"{"f":[{"g":"x"}]}"#),
        ("f|contains: bc", #"{"f":"aBCd"}"#, #"{"f":"abd"}"#),
        ("f|startswith: ab", #"{"f":"ABc"}"#, #"{"f":"cab"}"#),
        ("f|endswith: bc", #"{"f":"aBC"}"#, #"{"f":"bca"}"#),
        ("f|contains|all: [a, b]", #"{"f":"xbxa"}"#, #"{"f":"xa"}"#),
        ("f|cased: aBc", #"{"f":"aBc"}"#, #"{"f":"abc"}"#),
        ("f|contains|cased: B", #"{"f":"aBc"}"#, #"{"f":"abc"}"#),
        ("f|neq: a", #"{"f":"b"}"#, #"{"f":"A"}"#),
        ("f|neq: [a, b]", #"{"f":"c"}"#, #"{"f":"b"}"#),
        ("f|exists: true", #"{"f":null}"#, #"{"g":1}"#),
        ("f|exists: false", #"{"g":1}"#, #"{"f":null}"#),
        ("f|re: '^a.c$'", #"{"f":"abc"}"#, #"{"f":"ABC"}"#),
        ("f|re|i: '^a.c$'", #"{"f":"ABC"}"#, #"{"f":"abbc"}"#),
        ("f|re|m: '^b$'", #"{"f":"a\nb"}"#, #"{"f":"ab"}"#),
        ("f|re|s: 'a.b'", #"{"f":"a\nb"}"#, #"{"f":"ab"}"#),
        ("f|lt: 5", #"{"f":4.5}"#, #"{"f":5}"#),
        ("f|lte: 5", #"{"f":"5"}"#, #"{"f":5.01}"#),
        ("f|gt: -1", #"{"f":0}"#, #"{"f":-1}"#),
        ("f|gte: 5", #"{"f":5}"#, #"{"f":"x"}"#),
        ("f|cidr: 10.0.0.0/9", #"{"f":"10.127.1.1"}"#, #"{"f":"10.128.0.0"}"#),
        ("f|cidr: 'fe80::/10'", #"{"f":"FEBF::1"}"#, #"{"f":"fec0::1"}"#),
        ("f|cidr: [192.0.2.1, 10.0.0.0/8]", #"{"f":"192.0.2.1"}"#, #"{"f":"192.0.2.2"}"#),
        ("f|base64: foobar", #"{"f":"zm9vymfy"}"#, #"{"f":"foobar"}"#),
        ("f|base64offset|contains: foobar", #"{"f":"xxxmb29iYXxx"}"#, #"{"f":"foobar"}"#),
        ("f|wide|base64offset|contains: ping", #"{"f":"cABpAG4AZw"}"#, #"{"f":"ping"}"#),
        ("f|utf16be|base64: a", #"{"f":"AGE="}"#, #"{"f":"YQA="}"#),
        ("f|utf16|base64: a", #"{"f":"//5hAA=="}"#, #"{"f":"YQA="}"#),
        ("f|windash|contains: ' -x'", #"{"f":"cmd /x"}"#, #"{"f":"cmd +x"}"#),
        ("f|windash|contains: ' -x'", #"{"f":"cmd —x"}"#, #"{"f":"cmd-x"}"#),
        ("f|fieldref: g", #"{"f":"A","g":"a"}"#, #"{"f":"a","g":"b"}"#),
        ("f|fieldref|startswith: g", #"{"f":"abc","g":"AB"}"#, #"{"f":"abc","g":"c"}"#),
        ("f|fieldref|neq: g", #"{"f":"a","g":"b"}"#, #"{"f":"a","g":"a"}"#),
        ("f|expand: '%admins%'", #"{"f":"root"}"#, #"{"f":"%admins%"}"#),
        ("f|hour: 3", #"{"f":"2026-11-24T03:30:00Z"}"#, #"{"f":"2026-11-24T04:30:00Z"}"#),
        ("f|week: 53", #"{"f":"2027-01-03T00:00:00Z"}"#, #"{"f":"2027-01-04T00:00:00Z"}"#),
        ("f|year: 2026", #"{"f":"2026-11-24"}"#, #"{"f":"soon"}"#),
    ])
    func matchesAndDoesNot(search: String, yes: String, no: String) throws {
        let rule = try RuleFixture("s:\n  \(search)\ncondition: s", placeholders: ["admins": ["root", "admin"]])
        #expect(try rule.matches(yes), "\(search) must match \(yes)")
        #expect(try !rule.matches(no), "\(search) must not match \(no)")
    }

    @Test(arguments: [
        ("s: [foo, 'b?r']", #"{"x":{"y":["a FOO b"]}}"#, #"{"foo":"x"}"#),
        ("s:\n  '|all': [foo, bar]", #"{"x":"foo","y":"bar"}"#, #"{"x":"foo"}"#),
        ("s: 12", #"{"x":3120}"#, #"{"x":3}"#),
    ])
    func keywordsAreSoughtEverywhere(search: String, yes: String, no: String) throws {
        let rule = try RuleFixture("\(search)\ncondition: s")
        #expect(try rule.matches(yes))
        #expect(try !rule.matches(no))
    }
}
