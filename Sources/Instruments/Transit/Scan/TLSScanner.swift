/// Runs a scan: several connections at once.
struct TLSScanner: Sendable {
    private static let connectionsAtOnce = 3

    let wire: TLSWire
    let catalogue: TransitCatalogue

    /// Everything that was found, once nothing is left to ask.
    func run() -> TLSFindings {
        let scan = TLSScan(catalogue: catalogue, serverName: wire.target.serverName, seed: Randomness.bytes(32))
        var findings = StartTLSDialogue(wire.target.kind) == nil ? alone(scan) : together(scan)
        if let (suites, groups) = findings.readable,
            let result = TLS13Reader(wire: wire, suites: suites, groups: groups).read()
        {
            findings.chain = result.chain
            findings.stapled = result.stapled
            findings.asksForCertificate = result.asksForCertificate
        }
        return findings
    }

    /// All connections on this thread: to hand hellos from thread to thread costs as much as a connection.
    private func alone(_ first: TLSScan) -> TLSFindings {
        var scan = first
        var exchanges = ExchangeSet()
        while true {
            while exchanges.count < Self.connectionsAtOnce, let offer = scan.next() {
                switch wire.begin(offer) {
                case .success(let exchange): exchanges.begin(exchange) { scan.learn($0, of: $1) }
                case .failure(let failure): scan.learn(failure.answer, of: offer)
                }
            }
            guard exchanges.count > 0 else { return scan.finished() }
            exchanges.wait { scan.learn($0, of: $1) }
        }
    }

    /// A thread for each connection, where a dialogue of several turns comes before each hello.
    private func together(_ scan: TLSScan) -> TLSFindings {
        let board = ScanBoard(scan)
        let wire = wire
        OwnThread.together(Self.connectionsAtOnce) {
            var offer = board.next(after: nil, of: nil)
            while let sent = offer { offer = board.next(after: wire.ask(sent), of: sent) }
        }
        return board.findings
    }
}
