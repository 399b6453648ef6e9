import Model

/// Why reading stops before its end.
struct Halt: Error {
    /// How far the stop reaches.
    enum Reach {
        /// The document at hand; what lies beside it is still read.
        case document
        /// The whole file: a limit.
        case unit
    }

    let reach: Reach
    let reason: Message

    static func document(_ id: String, _ arguments: [String: String] = [:]) -> Halt {
        Halt(reach: .document, reason: Message("extraction." + id, arguments))
    }

    static func unit(_ id: String, _ arguments: [String: String] = [:]) -> Halt {
        Halt(reach: .unit, reason: Message("extraction." + id, arguments))
    }
}
