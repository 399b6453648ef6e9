/// Finds what a service offers, hello by hello: everything is on offer, what the server picks is noted and left out of
/// the next offer, until it wants nothing of what is left.
struct TLSScanner {
    /// Some old servers and middleboxes drop hellos with more suites than this.
    private static let suitesAtOnce = 120
    /// Retries of a hello that got no answer, before its version counts as not assessed.
    private static let patience = 1

    let wire: TLSWire
    let catalogue: TransitCatalogue
    private(set) var findings = TLSFindings()

    init(wire: TLSWire, catalogue: TransitCatalogue) {
        self.wire = wire
        self.catalogue = catalogue
    }

    /// Runs the scan.
    mutating func run() {
        for version in TLSVersion.allCases.reversed() where version != .ssl2 {
            scan(version)
            if findings.spokePlainly || findings.failure != nil { return }
        }
        scanSSL2()
        findGroups()
        findPreference()
        findCompression()
        readFlight()
    }

    private mutating func scan(_ version: TLSVersion) {
        var accepted: [UInt16] = []
        let all = catalogue.suites(for: version)
        for start in stride(from: 0, to: all.count, by: Self.suitesAtOnce) {
            var offer = Array(all[start..<min(start + Self.suitesAtOnce, all.count)])
            while !offer.isEmpty {
                switch ask(hello(version, suites: offer)) {
                case .flight(let flight):
                    guard let hello = flight.hello, hello.version == version, let place = offer.firstIndex(of: hello.suite)
                    else {
                        // Another version, or a suite that was not on offer: the server does not speak this one.
                        offer = []
                        continue
                    }
                    accepted.append(offer.remove(at: place))
                case .refused: offer = []
                case .timeout:
                    findings.unassessed.append(version)
                    offer = []
                case .notTLS:
                    if !findings.reachable { findings.spokePlainly = true }
                    return
                case .unreachable(let failure):
                    if !findings.reachable { findings.failure = failure } else { findings.unassessed.append(version) }
                    return
                }
                if findings.unassessed.contains(version) { break }
            }
            if findings.unassessed.contains(version) { break }
        }
        if !accepted.isEmpty {
            findings.versions.append(version)
            findings.suites[version] = accepted
        }
    }

    private mutating func scanSSL2() {
        do throws(Socket.Failure) {
            guard let suites = try wire.askSSL2() else { return }
            findings.ssl2Suites = suites
            if !suites.isEmpty { findings.versions.append(.ssl2) }
        } catch {
            if error == .timeout { findings.unassessed.append(.ssl2) }
        }
    }

    /// TLS 1.3 groups by HelloRetryRequest, earlier ones by the curve in the server's key exchange.
    private mutating func findGroups() {
        if let suites = findings.suites[.tls13] {
            eliminateGroups(catalogue.groups(for: .tls13), hello(.tls13, suites: suites)) { $0.hello?.group }
        }
        let older = findings.versions.first { $0 < .tls13 }
        guard let older, let suites = findings.suites[older] else { return }
        let elliptic = suites.filter { catalogue.name(ofSuite: $0).contains("ECDH") }
        guard !elliptic.isEmpty else { return }
        let known = Set(findings.groups)
        let left = catalogue.groups(for: .tls12).filter { !known.contains($0) }
        eliminateGroups(left, hello(older, suites: elliptic)) { $0.curve }
    }

    private mutating func eliminateGroups(
        _ all: [UInt16], _ template: ClientHello, choice: (ServerFlight) -> UInt16?
    ) {
        var hello = template
        var offer = all
        while !offer.isEmpty {
            hello.groups = offer
            guard case .flight(let flight) = ask(hello, wantsFlight: true) else { return }
            guard let group = choice(flight), let place = offer.firstIndex(of: group) else { return }
            findings.groups.append(offer.remove(at: place))
        }
    }

    /// A server that picks the same suite from an offer and from its reverse has an order of its own.
    private mutating func findPreference() {
        for version in findings.versions where version != .ssl2 {
            guard let suites = findings.suites[version], suites.count > 1 else { continue }
            guard case .flight(let first) = ask(hello(version, suites: suites)), let one = first.hello?.suite,
                case .flight(let second) = ask(hello(version, suites: suites.reversed())), let two = second.hello?.suite
            else { continue }
            findings.serverPreference = one == two
            return
        }
    }

    private mutating func findCompression() {
        guard let version = findings.versions.first(where: { $0 < .tls13 && $0 != .ssl2 }),
            let suites = findings.suites[version]
        else { return }
        var hello = hello(version, suites: suites)
        hello.compressions = [1, 0]
        guard case .flight(let flight) = ask(hello) else { return }
        findings.compresses = flight.hello?.compression == 1
    }

    /// The chain and what else only a whole flight shows.
    private mutating func readFlight() {
        if let version = findings.versions.first(where: { $0 < .tls13 && $0 != .ssl2 }),
            let suites = findings.suites[version]
        {
            let signed = suites.filter { !catalogue.weaknesses(ofSuite: $0).contains("anonymous") }
            if case .flight(let flight) = ask(hello(version, suites: signed), wantsFlight: true) {
                findings.chain = flight.certificates
                findings.stapled = flight.stapled
                if flight.isDone { findings.asksForCertificate = flight.asksForCertificate }
            }
            let finite = suites.filter { catalogue.name(ofSuite: $0).hasPrefix("TLS_DHE_") || catalogue.name(ofSuite: $0).hasPrefix("TLS_DH_anon") }
            if !finite.isEmpty, case .flight(let flight) = ask(hello(version, suites: finite), wantsFlight: true) {
                findings.primeBits = flight.primeBits
            }
        }
        if findings.chain.isEmpty, let suites = findings.suites[.tls13] {
            let reader = TLS13Reader(wire: wire, suites: suites, groups: findings.groups)
            if let result = reader.read() {
                findings.chain = result.chain
                findings.stapled = result.stapled
                findings.asksForCertificate = result.asksForCertificate
            }
        }
    }

    private func hello(_ version: TLSVersion, suites: [UInt16]) -> ClientHello {
        ClientHello(
            version: version, suites: suites, groups: catalogue.groups(for: version), serverName: wire.target.serverName,
            random: Randomness.bytes(32))
    }

    private mutating func ask(_ hello: ClientHello, wantsFlight: Bool = false) -> TLSWire.Answer {
        var answer = wire.ask(hello, wantsFlight: wantsFlight)
        for _ in 0..<Self.patience {
            guard case .timeout = answer else { break }
            answer = wire.ask(hello, wantsFlight: wantsFlight)
        }
        switch answer {
        case .flight, .refused: findings.reachable = true
        case .timeout, .notTLS, .unreachable: break
        }
        return answer
    }
}
