/// Something that has the shape of an identifier, and passes its check digit where it has one.
struct NumberCandidate {
    /// The id of the detector.
    let detector: String
    /// Where it starts and ends.
    let range: Range<Int>
    /// Its letters and digits, upper case, without separators.
    let normal: [UInt8]
    /// How much its way of being written says by itself, where that differs from the detector's own belief.
    let strength: Strength

    enum Strength {
        /// Nothing but the shape: it counts with a supporting word only.
        case bare
        /// As the detector says.
        case usual
        /// A form that hardly anything else has, such as a check digit in brackets.
        case strong
    }
}
