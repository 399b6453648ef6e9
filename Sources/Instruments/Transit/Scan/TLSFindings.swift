/// What a scan of one service found.
struct TLSFindings: Sendable {
    /// A connection was made and answered, if only by closing it.
    var reachable = false
    /// An answer came that only TLS or its forerunners give: a hello or an alert, not just a closed connection.
    var spokeTLS = false
    /// The peer answered, and not in TLS.
    var spokePlainly = false
    /// Why nothing at all is known.
    var failure: Socket.Failure?
    /// Versions that are offered.
    var versions: [TLSVersion] = []
    /// Versions that silence or a broken answer left open.
    var unassessed: [TLSVersion] = []
    /// Versions whose suites may be more than were seen, because answers stayed away.
    var cutShort: [TLSVersion] = []
    /// Every suite of every version from SSLv3 on, by code.
    var suites: [UInt16] = []
    var ssl2Suites: [UInt32] = []
    var groups: [UInt16] = []
    /// Whether every group of TLS 1.3 was asked for and answered.
    var groupsAreWhole = true
    /// Whether the server's order of suites counts; nil where that could not be told.
    var serverPreference: Bool?
    var compresses = false
    /// Bits of the smallest finite-field prime that was seen.
    var primeBits: Int?
    var asksForCertificate: Bool?
    var chain: [[UInt8]] = []
    var stapled: [UInt8]?
    /// The suites and groups that the chain of a server of TLS 1.3 alone can be read with.
    var readable: (suites: [UInt16], groups: [UInt16])?
}
