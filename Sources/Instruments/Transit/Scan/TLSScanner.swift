/// Runs a scan: several connections at once, each on a thread that waits for it.
struct TLSScanner: Sendable {
    private static let connectionsAtOnce = 3

    let wire: TLSWire
    let catalogue: TransitCatalogue

    /// Everything that was found, once nothing is left to ask.
    func run() -> TLSFindings {
        let board = ScanBoard(
            TLSScan(catalogue: catalogue, serverName: wire.target.serverName, seed: Randomness.bytes(32)))
        let wire = wire
        OwnThread.together(Self.connectionsAtOnce) {
            var offer = board.next(after: nil, of: nil)
            while let sent = offer { offer = board.next(after: wire.ask(sent), of: sent) }
        }
        var findings = board.findings
        if let (suites, groups) = findings.readable,
            let result = TLS13Reader(wire: wire, suites: suites, groups: groups).read()
        {
            findings.chain = result.chain
            findings.stapled = result.stapled
            findings.asksForCertificate = result.asksForCertificate
        }
        return findings
    }
}
