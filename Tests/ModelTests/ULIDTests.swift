import Model
import Testing

@Suite struct ULIDTests {
    /// A generator whose every bit is one or zero.
    struct Constant: RandomNumberGenerator {
        let value: UInt64
        mutating func next() -> UInt64 { value }
    }

    @Test func encodesAsTheSpecificationSays() {
        var ones = Constant(value: .max)
        var zeros = Constant(value: 0)
        // The example of the specification: 1469918176385 ms is 01ARYZ6S41.
        let moment = Instant(microseconds: 1_469_918_176_385_000)
        #expect(ULID(moment, using: &zeros).description == "01ARYZ6S410000000000000000")
        #expect(ULID(moment, using: &ones).description == "01ARYZ6S41ZZZZZZZZZZZZZZZZ")
    }

    @Test func sortsByTime() {
        let early = ULID(Instant(seconds: 1_000)).description
        let late = ULID(Instant(seconds: 1_001)).description
        #expect(early < late)
    }
}
