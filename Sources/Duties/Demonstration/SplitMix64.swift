/// Sebastiano Vigna's SplitMix64: the same seed gives the same numbers on every machine and in every version of Swift,
/// which the library's own choices do not promise.
struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A stream of its own for one part of what a seed makes, so that one part does not move when another grows.
    init(seed: UInt64, part: Part, _ index: Int = 0) {
        var mixer = SplitMix64(seed: seed)
        mixer.state ^= mixer.next() &+ part.rawValue
        mixer.state ^= mixer.next() &+ UInt64(truncatingIfNeeded: index)
        self.init(seed: mixer.next())
    }

    /// What is made from a seed.
    enum Part: UInt64 {
        case families, departments, people, systems, histories
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not including, 1.
    mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }

    /// True this often, of 1.
    mutating func chance(_ share: Double) -> Bool { unit() < share }

    /// A whole number of a range.
    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// One of a list that is not empty.
    mutating func pick<Element>(_ list: [Element]) -> Element { list[whole(0...list.count - 1)] }

    /// The place that one of several weights falls on.
    mutating func place(among weights: [Double]) -> Int {
        var rest = unit() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.count - 1
    }
}
