/// Decides which hello to send next from what was learnt so far. Pure: it neither waits nor sends.
///
/// Questions that do not depend on each other are asked side by side. A connection costs more than all else, so each answer
/// is read for all that it shows: the hellos that ask for suites put the groups first that were not seen yet.
struct TLSScan: Sendable {
    /// Retries of a hello that got no answer.
    private static let patience = 1
    /// Silent hellos after which a service that never answered is left alone.
    private static let silenceLimit = 2
    private static let connectionLimit = 800
    /// Alerts that speak of the hello rather than of what it offers: unexpected message, record overflow, illegal
    /// parameter, decode error, internal error (RFC 8446, section 6.2). A smaller hello may be taken.
    private static let clumsyAlerts: Set<UInt8> = [10, 22, 47, 50, 80]

    private(set) var findings = TLSFindings()
    private let catalogue: TransitCatalogue
    private let serverName: [UInt8]?
    private let seed: [UInt8]
    private var sweeps: SuiteSweeps
    private var groups = VersionTable<Elimination>()
    private var seenGroups: SeenGroups
    /// Whether the key exchanges of the versions before TLS 1.3 have no more to show.
    private var curvesRepeat = false
    private var underWay: UInt32 = 0
    private var answered: UInt32 = 0
    private var tries: [TLSOffer.Question: Int] = [:]
    private var ssl2: Elimination.Standing = .asking
    private var silences = 0
    private var connections = 0
    private var isOver = false

    /// - Parameter seed: 32 bytes by chance, which each hello bears with its number: they protect nothing, since no
    ///   handshake is ever finished, but no two hellos should be alike.
    init(catalogue: TransitCatalogue, serverName: String, seed: [UInt8]) {
        self.catalogue = catalogue
        self.serverName = SubjectAddress.extensionName(serverName)
        self.seed = seed
        sweeps = SuiteSweeps(catalogue: catalogue)
        seenGroups = SeenGroups(catalogue: catalogue)
    }

    /// Whether nothing is left to ask and no answer is awaited.
    var isDone: Bool { underWay == 0 && !hasNext }

    /// Whether there is a hello to send now.
    var hasNext: Bool { !isOver && connections < Self.connectionLimit && question != nil }

    /// A hello to send now; nil where all that is left waits for answers under way.
    mutating func next() -> TLSOffer? {
        guard !isOver, connections < Self.connectionLimit, let question, let offer = offer(question) else { return nil }
        underWay |= question.bit
        if case .suites(let version) = question { sweeps.ask(version) }
        connections += 1
        return offer
    }

    /// Takes in what came of a hello.
    mutating func learn(_ answer: TLSWire.Answer, of offer: TLSOffer) {
        underWay &= ~offer.question.bit
        if case .suites(let version) = offer.question { sweeps.settle(version) }
        switch answer {
        case .flight, .ssl2: (findings.reachable, findings.spokeTLS) = (true, true)
        case .refused(let alert):
            findings.reachable = true
            if alert != nil { findings.spokeTLS = true }
        case .open(let failure):
            silences += 1
            if !findings.spokeTLS, silences >= Self.silenceLimit { giveUp(failure) }
            // Waiting one after another for versions that a firewall swallows would take too long.
            if case .suites(let version) = offer.question, version < .tls13 { sweeps.beginOlder(all: true) }
            tries[offer.question, default: 0] += 1
            if tries[offer.question, default: 0] <= Self.patience { return }
        case .unreachable(.noTLS) where !findings.spokeTLS, .notTLS where !findings.spokeTLS:
            findings.spokePlainly = true
            isOver = true
        case .unreachable(let failure) where !findings.spokeTLS: giveUp(failure)
        case .unreachable, .notTLS: break
        }
        if !tries.isEmpty { tries[offer.question] = nil }
        take(answer, of: offer)
    }

    /// What was found, once all is done.
    func finished() -> TLSFindings {
        var findings = findings
        if findings.spokeTLS { findings.failure = nil }
        findings.serverPreference = sweeps.hasOwnOrder ?? findings.serverPreference
        for version in TLSVersion.allCases.reversed() {
            let sweep = sweeps[version]
            switch version == .ssl2 ? ssl2 : sweep?.standing ?? .asking {
            case .offered: findings.versions.append(version)
            case .asking, .open: findings.unassessed.append(version)
            case .refused: break
            }
            if let sweep, sweep.isCutShort || (sweep.standing == .offered && sweep.hasNext) {
                findings.cutShort.append(version)
            }
        }
        findings.suites = sweeps.accepted.sorted()
        findings.groups = seenGroups.all.sorted()
        let modern = groups[.tls13]
        findings.groupsAreWhole =
            modern.map { !$0.hasNext && !$0.isCutShort && $0.standing != .open }
            ?? (sweeps[.tls13]?.accepted.isEmpty != false)
        if findings.chain.isEmpty, let suites = sweeps[.tls13]?.accepted, !suites.isEmpty {
            findings.readable = (suites, seenGroups.modern)
        }
        return findings
    }

    private mutating func giveUp(_ failure: Socket.Failure) {
        findings.failure = findings.failure ?? failure
        isOver = true
    }
}

// MARK: - What to ask

extension TLSScan {
    /// The questions in the order of their worth: what others wait for comes first.
    private static let order: [TLSOffer.Question] =
        TLSVersion.allCases.reversed().map { .suites($0) } + [
            .groups(.tls13), .groups(.tls12), .preference, .prime, .chain,
        ]

    private var question: TLSOffer.Question? { Self.order.first { underWay & $0.bit == 0 && isReady($0) } }

    private func isReady(_ question: TLSOffer.Question) -> Bool {
        switch question {
        case .suites(.ssl2): ssl2 == .asking
        case .suites(let version): sweeps[version]?.hasNext == true
        case .groups(let version): groups[version]?.hasNext == true
        case .preference: isOpen(question) && sweeps.hasOwnOrder == nil && sweeps.pickedInOrder != nil
        case .prime: findings.primeBits == nil && isOpen(question) && accepted(in: catalogue.finiteSuites) != nil
        case .chain: findings.chain.isEmpty && isOpen(question) && certified != nil
        }
    }

    /// Whether a question that needs all suites can be asked, and was not.
    private func isOpen(_ question: TLSOffer.Question) -> Bool {
        answered & question.bit == 0 && sweeps.areWhole
    }

    private func offer(_ question: TLSOffer.Question) -> TLSOffer? {
        switch question {
        case .suites(.ssl2): TLSOffer(question: question, hello: .ssl2(catalogue.ssl2Suites.map(\.code)))
        case .suites(let version): suitesOffer(version)
        case .groups(let version): groupsOffer(version)
        case .preference:
            // In the reverse of the order the server picked in: one that picks the same again has an order of its own.
            sweeps.pickedInOrder.map { TLSOffer(question: question, hello: .tls(hello($0, $1.reversed()))) }
        case .prime: flightOffer(question, accepted(in: catalogue.finiteSuites))
        case .chain: flightOffer(question, certified)
        }
    }

    private func flightOffer(_ question: TLSOffer.Question, _ suites: (TLSVersion, [UInt16])?) -> TLSOffer? {
        suites.map { TLSOffer(question: question, hello: .tls(hello($0, $1)), wanted: .flight) }
    }

    private func suitesOffer(_ version: TLSVersion) -> TLSOffer? {
        guard let suites = sweeps[version]?.next else { return nil }
        var hello = hello(version, suites)
        if version < .tls13 { hello.compressions = [1, 0] }
        return TLSOffer(question: .suites(version), hello: .tls(hello), wanted: wanted(of: version))
    }

    /// The flight of the first answer holds the chain and much else, a later one the prime and the curve of its exchange:
    /// each suite may have a prime of its own, and the smallest counts.
    private func wanted(of version: TLSVersion) -> FlightParser.Wanted {
        if version == .tls13 { return .hello }
        if findings.chain.isEmpty { return .flight }
        return .exchange(curvesRepeat ? catalogue.finiteSuites : catalogue.ephemeralSuites)
    }

    private func groupsOffer(_ version: TLSVersion) -> TLSOffer? {
        guard let list = groups[version]?.next else { return nil }
        if version == .tls13 {
            let suites = sweeps[.tls13]?.accepted ?? []
            return TLSOffer(question: .groups(version), hello: .tls(hello(.tls13, suites, groups: list)))
        }
        guard let (spoken, suites) = accepted(in: catalogue.ellipticSuites) else { return nil }
        // An ECDSA key is of no use to a client that does not list its curve (RFC 8422, section 5.1): the curves of 0x001D
        // and above are none that such a key can lie on.
        let bound = suites.allSatisfy { catalogue.suite($0)?.isECDSA ?? false }
        let kept = bound ? seenGroups.all.filter { $0 < 0x001D }.sorted() : []
        return TLSOffer(
            question: .groups(version), hello: .tls(hello(spoken, suites, groups: list + kept)),
            wanted: .exchange(catalogue.ellipticSuites))
    }

    private var certified: (TLSVersion, [UInt16])? { sweeps.accepted { catalogue.suite($0)?.isCertified == true } }

    private func accepted(in set: Set<UInt16>) -> (TLSVersion, [UInt16])? { sweeps.accepted { set.contains($0) } }

    private func hello(_ version: TLSVersion, _ suites: [UInt16], groups: [UInt16]? = nil) -> ClientHello {
        var random = seed
        random[0] ^= UInt8(truncatingIfNeeded: connections >> 8)
        random[1] ^= UInt8(truncatingIfNeeded: connections)
        return ClientHello(
            version: version, suites: suites, groups: groups ?? seenGroups.listed(for: version),
            serverName: serverName, random: random)
    }
}

// MARK: - What an answer means

extension TLSScan {
    private mutating func take(_ answer: TLSWire.Answer, of offer: TLSOffer) {
        if case .flight(let flight) = answer { keep(flight) }
        switch offer.question {
        case .suites(.ssl2):
            switch answer {
            case .ssl2(let codes):
                findings.ssl2Suites = codes
                ssl2 = codes.isEmpty ? .refused : .offered
            case .refused, .notTLS, .flight: ssl2 = .refused
            case .open, .unreachable: ssl2 = .open
            }
        case .suites(let version): takeSuite(answer, version)
        case .groups(let version): takeGroup(answer, version)
        case .preference:
            answered |= offer.question.bit
            if case .flight(let flight) = answer, let (_, suites) = sweeps.pickedInOrder,
                let picked = flight.hello?.suite
            {
                findings.serverPreference = picked == suites.first
            }
        case .prime, .chain: answered |= offer.question.bit
        }
        release()
    }

    /// Keeps what a flight shows, whatever it was asked for.
    private mutating func keep(_ flight: ServerFlight) {
        guard let hello = flight.hello else { return }
        if hello.compression == 1 { findings.compresses = true }
        if let bits = flight.primeBits { findings.primeBits = min(bits, findings.primeBits ?? bits) }
        if hello.version == .tls13 {
            if let group = hello.group { _ = seenGroups.see(group, .tls13) }
        } else if let curve = flight.curve, catalogue.ellipticSuites.contains(hello.suite) {
            if !seenGroups.see(curve, .tls12) { curvesRepeat = true }
        }
        guard !flight.certificates.isEmpty, findings.chain.isEmpty else { return }
        findings.chain = flight.certificates
        findings.stapled = flight.stapled
        if flight.isDone { findings.asksForCertificate = flight.asksForCertificate }
    }

    private mutating func takeSuite(_ answer: TLSWire.Answer, _ version: TLSVersion) {
        switch answer {
        case .flight(let flight):
            if let hello = flight.hello, hello.version == version {
                let followsClient = sweeps.hasOwnOrder == false
                sweeps[version]?.pick(hello.suite, followsClient: followsClient)
            } else {
                // The server answers with another version: this one it does not speak.
                let isUnseen = sweeps[version]?.standing == .asking
                sweeps[version]?.refuse(isFinal: isUnseen, byAlert: true)
            }
        case .refused(let alert):
            // protocol_version and inappropriate_fallback speak of the version, not of the suites.
            sweeps[version]?.refuse(
                isFinal: alert == 70 || alert == 86, byAlert: alert.map { !Self.clumsyAlerts.contains($0) } ?? false)
        case .notTLS, .ssl2: sweeps[version]?.refuse(isFinal: true, byAlert: true)
        case .open, .unreachable: sweeps[version]?.leaveOpen()
        }
    }

    private mutating func takeGroup(_ answer: TLSWire.Answer, _ version: TLSVersion) {
        switch answer {
        case .flight(let flight):
            if let group = version == .tls13 ? flight.hello?.group : flight.curve {
                groups[version]?.pick(group)
            } else {
                groups[version]?.refuse(isFinal: true, byAlert: true)
            }
        case .refused, .notTLS, .ssl2: groups[version]?.refuse(isFinal: true, byAlert: true)
        case .open, .unreachable: groups[version]?.leaveOpen()
        }
    }

    /// Begins what waited for other answers: older versions, then the groups that were not seen on the way.
    private mutating func release() {
        sweeps.beginOlder(all: false)
        guard sweeps.areWhole, groups[.tls12] == nil else { return }
        let seen = seenGroups.all
        if groups[.tls13] == nil, sweeps[.tls13]?.accepted.isEmpty == false {
            groups[.tls13] = Elimination(catalogue.groups(for: .tls13).filter { !seen.contains($0) })
        }
        guard groups[.tls13]?.hasNext != true, accepted(in: catalogue.ellipticSuites) != nil
        else { return }
        groups[.tls12] = Elimination(catalogue.groups(for: .tls12).filter { !seen.contains($0) })
    }
}
