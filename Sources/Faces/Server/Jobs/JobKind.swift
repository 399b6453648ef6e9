import Model

/// The work that a server does by itself.
enum JobKind: String, CaseIterable {
    /// Asks for a `judge` of each department.
    case judgeAll = "judge-all"
    /// Judges what was seen of a department's systems by today's date and catalogue.
    case judge
    /// Looks at the network services of a system, for somebody who asked for that.
    case look
    /// Recomputes the log: commitments, tiles, root and signature.
    case verifyLog = "verify-log"
    /// Removes what the queue keeps of work that was done long ago.
    case tidy

    /// Whether it comes by itself every night.
    var isNightly: Bool {
        switch self {
        case .judgeAll, .verifyLog, .tidy: true
        case .judge, .look: false
        }
    }
}
