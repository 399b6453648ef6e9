/// What a scan of one service found.
struct TLSFindings {
    var reachable = false
    /// The peer answered, and not in TLS.
    var spokePlainly = false
    var failure: Socket.Failure?
    /// Versions that are offered.
    var versions: [TLSVersion] = []
    /// Versions that silence or a broken answer left open.
    var unassessed: [TLSVersion] = []
    var suites: [TLSVersion: [UInt16]] = [:]
    var ssl2Suites: [String] = []
    var groups: [UInt16] = []
    /// Whether every group was asked for.
    var groupsComplete = true
    var serverPreference: Bool?
    var compresses = false
    var primeBits: Int?
    var asksForCertificate: Bool?
    var chain: [[UInt8]] = []
    var stapled: [UInt8]?

    /// Every suite of every version, by code.
    var allSuites: [UInt16] { Set(suites.values.joined()).sorted() }
}
