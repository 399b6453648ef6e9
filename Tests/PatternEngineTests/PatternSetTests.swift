import Model
import PatternEngine
import Testing

@Suite(.timeLimit(.minutes(10)))
struct PatternSetTests {
    private func hits(_ expressions: [String], in text: String, caseless: Bool = false) throws -> [String] {
        let set = try PatternSet(expressions.map { Pattern($0, name: "p", caseless: caseless) })
        var hits: [PatternHit] = []
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { raw in
            #expect(set.scan(raw, into: &hits))
            return hits.compactMap { hit in
                set.start(of: hit, in: raw).map { String(decoding: raw[$0..<hit.end], as: UTF8.self) }
            }
        }
    }

    @Test func findsEveryPatternInOnePass() throws {
        #expect(try hits(["key=[a-z]{3}", "AKIA[0-9]{4}"], in: "key=abc AKIA1234") == ["key=abc", "AKIA1234"])
        #expect(try hits(["SECRET"], in: "a secret", caseless: true) == ["secret"])
        #expect(try hits(["限閱"], in: "本文件限閱。") == ["限閱"])
    }

    @Test func walksBackToTheStart() throws {
        #expect(try hits(["://[a-z]{1,64}:[a-z]{4,64}@h"], in: "db://user:pass@h ://x") == ["://user:pass@h"])
    }

    @Test func namesTheFaultyPattern() {
        let place = SourcePlace(file: "d.yaml", line: 7, column: 3)
        do throws(Fault) {
            _ = try PatternSet([Pattern("fine", name: "good"), Pattern("(", name: "bad", place: place)])
            Issue.record("a faulty pattern was taken")
        } catch {
            #expect(error.message.id == "pattern-engine.pattern-refused")
            #expect(error.message.arguments["pattern"] == "bad")
            #expect(error.place == place)
        }
    }

    @Test func refusesAPatternThatMatchesNothing() {
        #expect(throws: Fault.self) { try PatternSet([Pattern("a*", name: "empty")]) }
    }

    @Test func anEmptySetFindsNothing() throws { #expect(try hits([], in: "text").isEmpty) }

    @Test func manyThreadsScanAtOnce() async throws {
        let set = try PatternSet([Pattern("needle", name: "p")])
        let bytes = Array((String(repeating: "hay ", count: 10_000) + "needle").utf8)
        let found = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<32 {
                group.addTask {
                    var hits: [PatternHit] = []
                    return bytes.withUnsafeBytes { set.scan($0, into: &hits) } ? hits.count : -1
                }
            }
            return await group.reduce(0, +)
        }
        #expect(found == 32)
    }
}
