/// One hello to send, and which question it asks.
struct TLSOffer: Sendable {
    /// The questions of a scan; each has at most one hello under way.
    enum Question: Hashable, Sendable {
        /// Whether a version is spoken, and with which suites.
        case suites(TLSVersion)
        /// Groups of TLS 1.3, or of the versions before it.
        case groups(TLSVersion)
        /// Whose order of suites counts.
        case preference
        /// The prime of finite-field exchanges.
        case prime
        /// The chain, where no other answer held one.
        case chain

        /// A bit of its own, for sets of questions that cost nothing.
        var bit: UInt32 {
            switch self {
            case .suites(let version): 1 << UInt32(version.place)
            case .groups(let version): 1 << UInt32(8 + version.place)
            case .preference: 1 << 16
            case .prime: 1 << 17
            case .chain: 1 << 18
            }
        }
    }

    /// What is sent.
    enum Hello: Sendable {
        case ssl2([UInt32])
        case tls(ClientHello)
    }

    let question: Question
    let hello: Hello
    /// How much of the answer is wanted.
    var wanted = FlightParser.Wanted.hello
}
