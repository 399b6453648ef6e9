import Model

/// The work that a server does by itself.
enum JobKind: String, CaseIterable {
    /// Asks for a `judge` of each department.
    case judgeAll = "judge-all"
    /// Judges what was seen of a department's systems by today's date and catalogue.
    case judge
    /// Recomputes the log: commitments, tiles, root and signature.
    case verifyLog = "verify-log"
    /// Removes what the queue keeps of work that was done long ago.
    case tidy

    /// Whether it comes by itself every night.
    var isNightly: Bool { self != .judge }
}
