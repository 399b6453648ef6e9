/// Runs a scan: several connections at once, each on a thread that waits for it.
struct TLSScanner: Sendable {
    private static let connectionsAtOnce = 4

    let wire: TLSWire
    let catalogue: TransitCatalogue

    /// Everything that was found, once nothing is left to ask.
    func run() -> TLSFindings {
        let scan = Monitor(
            TLSScan(catalogue: catalogue, serverName: wire.target.serverName) { Randomness.bytes(32) })
        let wire = wire
        OwnThread.together(Self.connectionsAtOnce) {
            while let offer = Self.next(scan) {
                let answer = wire.ask(offer)
                scan.with { $0.learn(answer, of: offer) }
            }
        }
        var findings = scan.with { $0.finished() }
        if let (suites, groups) = findings.readable,
            let result = TLS13Reader(wire: wire, suites: suites, groups: groups).read()
        {
            findings.chain = result.chain
            findings.stapled = result.stapled
            findings.asksForCertificate = result.asksForCertificate
        }
        return findings
    }

    /// The next hello, waited for where it depends on answers under way; nil once the scan is over.
    private static func next(_ scan: Monitor<TLSScan>) -> TLSOffer? {
        scan.wait { scan -> TLSOffer?? in
            if let offer = scan.next() { return .some(offer) }
            return scan.isDone ? .some(nil) : nil
        }
    }
}
