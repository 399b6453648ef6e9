/// Decides which hello to send next from what was learnt so far. Pure: it neither waits nor sends.
///
/// Questions that do not depend on each other are asked side by side. Versions before TLS 1.2 first say only whether they
/// are spoken; which further suites they have is asked once those of the version above are known, and left out.
struct TLSScan: Sendable {
    /// Retries of a hello that got no answer.
    private static let patience = 1
    /// Silent hellos after which a service that never answered is left alone.
    private static let silenceLimit = 2
    private static let connectionLimit = 800
    /// The versions before TLS 1.3 that share one hello, newest first.
    private static let classic: [TLSVersion] = [.tls12, .tls11, .tls10, .ssl3]

    private(set) var findings = TLSFindings()
    private let catalogue: TransitCatalogue
    private let serverName: String
    private let seed: [UInt8]
    private var sweeps: [TLSVersion: Elimination] = [:]
    private var groups: [TLSVersion: Elimination] = [:]
    private var underWay: Set<TLSOffer.Question> = []
    private var answered: Set<TLSOffer.Question> = []
    private var tries: [TLSOffer.Question: Int] = [:]
    private var waitsForAbove: Set<TLSVersion> = [.tls11, .tls10, .ssl3]
    private var ssl2: Elimination.Standing = .asking
    private var silences = 0
    private var connections = 0
    private var isOver = false

    /// - Parameter seed: 32 bytes by chance, which each hello bears with its number: they protect nothing, since no
    ///   handshake is ever finished, but no two hellos should be alike.
    init(catalogue: TransitCatalogue, serverName: String, seed: [UInt8]) {
        self.catalogue = catalogue
        self.serverName = serverName
        self.seed = seed
        for version in TLSVersion.allCases where version != .ssl2 {
            sweeps[version] = Elimination(catalogue.suites(for: version))
        }
        groups[.tls13] = Elimination(catalogue.groups(for: .tls13))
    }

    /// Whether nothing is left to ask and no answer is awaited.
    var isDone: Bool { underWay.isEmpty && !hasNext }

    /// Whether there is a hello to send now.
    var hasNext: Bool { !isOver && connections < Self.connectionLimit && question != nil }

    /// A hello to send now; nil where all that is left waits for answers under way.
    mutating func next() -> TLSOffer? {
        guard !isOver, connections < Self.connectionLimit, let question, let offer = offer(question) else { return nil }
        underWay.insert(question)
        connections += 1
        return offer
    }

    /// Takes in what came of a hello.
    mutating func learn(_ answer: TLSWire.Answer, of offer: TLSOffer) {
        underWay.remove(offer.question)
        switch answer {
        case .flight, .refused, .ssl2: findings.reachable = true
        case .timeout:
            silences += 1
            if !findings.reachable, silences >= Self.silenceLimit { giveUp(.timeout) }
            tries[offer.question, default: 0] += 1
            if tries[offer.question, default: 0] <= Self.patience { return }
        case .unreachable(.noTLS) where !findings.reachable, .notTLS where !findings.reachable:
            findings.spokePlainly = true
            isOver = true
        case .unreachable(let failure) where !findings.reachable: giveUp(failure)
        case .unreachable, .notTLS: break
        }
        tries[offer.question] = nil
        take(answer, of: offer)
    }

    /// What was found, once all is done.
    func finished() -> TLSFindings {
        var findings = findings
        if findings.reachable { findings.failure = nil }
        if hasOwnOrder { findings.serverPreference = true }
        for version in TLSVersion.allCases.reversed() {
            let sweep = sweeps[version]
            switch sweep?.standing ?? ssl2 {
            case .offered: findings.versions.append(version)
            case .asking, .open: findings.unassessed.append(version)
            case .refused: break
            }
            if sweep?.isCutShort == true || (sweep?.standing == .offered && sweep?.next != nil) {
                findings.cutShort.append(version)
            }
        }
        findings.suites = Set(sweeps.values.flatMap(\.accepted)).sorted()
        findings.groups = Set(groups.values.flatMap(\.accepted)).sorted()
        if let modern = groups[.tls13] {
            findings.groupsAreWhole = modern.next == nil && !modern.isCutShort && modern.standing != .open
        }
        if findings.chain.isEmpty, let suites = sweeps[.tls13]?.accepted, !suites.isEmpty {
            findings.readable = (suites, groups[.tls13]?.accepted ?? [])
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

    private var question: TLSOffer.Question? { Self.order.first { !underWay.contains($0) && isReady($0) } }

    private func isReady(_ question: TLSOffer.Question) -> Bool {
        switch question {
        case .suites(.ssl2): ssl2 == .asking
        case .suites(let version):
            sweeps[version]?.next != nil && !(sweeps[version]?.standing == .offered && waitsForAbove.contains(version))
        // The first hello of TLS 1.3 asks for the suites too, and answers both.
        case .groups(.tls13): groups[.tls13]?.next != nil && sweeps[.tls13]?.accepted.isEmpty == false
        case .groups: groups[.tls12]?.next != nil && accepted(where: \.isElliptic) != nil
        case .preference: isOpen(question) && !hasOwnOrder && preferenceSuites != nil
        case .prime: findings.primeBits == nil && isOpen(question) && accepted(where: \.isFinite) != nil
        case .chain: isOpen(question) && findings.chain.isEmpty && accepted(where: \.isCertified) != nil
        }
    }

    /// Whether a question that needs all suites can be asked, and was not.
    private func isOpen(_ question: TLSOffer.Question) -> Bool {
        guard !answered.contains(question), sweeps.values.allSatisfy({ $0.next == nil }) else { return false }
        return !underWay.contains { if case .suites = $0 { true } else { false } }
    }

    private func offer(_ question: TLSOffer.Question) -> TLSOffer? {
        switch question {
        case .suites(.ssl2): TLSOffer(question: question, hello: .ssl2(catalogue.ssl2Suites.map(\.code)))
        case .suites(let version): suitesOffer(version)
        case .groups(let version): groupsOffer(version)
        case .preference:
            // In the reverse of the order the server picked in: one that picks the same again has an order of its own.
            preferenceSuites.map { TLSOffer(question: question, hello: .tls(hello($0, $1.reversed()))) }
        case .prime: flightOffer(question, accepted(where: \.isFinite))
        case .chain: flightOffer(question, accepted(where: \.isCertified))
        }
    }

    private func flightOffer(_ question: TLSOffer.Question, _ suites: (TLSVersion, [UInt16])?) -> TLSOffer? {
        suites.map { TLSOffer(question: question, hello: .tls(hello($0, $1)), wanted: .flight) }
    }

    private func suitesOffer(_ version: TLSVersion) -> TLSOffer? {
        guard let suites = sweeps[version]?.next else { return nil }
        var hello = hello(version, suites)
        if version < .tls13 { hello.compressions = [1, 0] }
        // The flight of the first answer holds the chain and much else, that of a finite-field suite its prime.
        let wanted: FlightParser.Wanted =
            version == .tls13
            ? .hello
            : findings.chain.isEmpty ? .flight : findings.primeBits == nil ? .flightOf(catalogue.finiteSuites) : .hello
        return TLSOffer(question: .suites(version), hello: .tls(hello), wanted: wanted)
    }

    private func groupsOffer(_ version: TLSVersion) -> TLSOffer? {
        guard let list = groups[version]?.next else { return nil }
        if version == .tls13 {
            let suites = sweeps[.tls13]?.accepted ?? []
            return TLSOffer(question: .groups(version), hello: .tls(hello(.tls13, suites, groups: list)))
        }
        guard let (spoken, suites) = accepted(where: \.isElliptic) else { return nil }
        // An ECDSA key is of no use to a client that does not list its curve (RFC 8422, section 5.1).
        let bound = suites.allSatisfy { catalogue.suite($0)?.isECDSA ?? false }
        let kept = bound ? groups.values.flatMap(\.accepted) : []
        return TLSOffer(
            question: .groups(version), hello: .tls(hello(spoken, suites, groups: list + kept)), wanted: .flight)
    }

    /// Whether the picks alone show that the server's order of suites counts.
    private var hasOwnOrder: Bool { sweeps.contains { $0.key < .tls13 && $0.value.hasOwnOrder } }

    /// ChaCha20 is left out where it can be: servers that let clients have it first still have an order of their own.
    private var preferenceSuites: (TLSVersion, [UInt16])? {
        for version in Self.classic + [.tls13] {
            guard let suites = sweeps[version]?.acceptedTogether, suites.count > 1 else { continue }
            let others = suites.filter { catalogue.suite($0)?.isChaCha == false }
            if others.count > 1 { return (version, others) }
        }
        return nil
    }

    /// The suites of a kind that a version before TLS 1.3 took, for the newest version that took any.
    private func accepted(where belongs: (TransitCatalogue.Suite) -> Bool) -> (TLSVersion, [UInt16])? {
        for version in Self.classic {
            let suites = (sweeps[version]?.accepted ?? []).filter { catalogue.suite($0).map(belongs) ?? false }
            if !suites.isEmpty { return (version, suites) }
        }
        return nil
    }

    private func hello(_ version: TLSVersion, _ suites: [UInt16], groups: [UInt16]? = nil) -> ClientHello {
        var random = seed
        random.append(UInt8(truncatingIfNeeded: connections >> 8))
        random.append(UInt8(truncatingIfNeeded: connections))
        return ClientHello(
            version: version, suites: suites, groups: groups ?? catalogue.groups(for: version), serverName: serverName,
            random: Array(random.suffix(32)))
    }
}

// MARK: - What an answer means

extension TLSScan {
    private mutating func take(_ answer: TLSWire.Answer, of offer: TLSOffer) {
        if case .flight(let flight) = answer { keep(flight, of: offer) }
        switch offer.question {
        case .suites(.ssl2):
            switch answer {
            case .ssl2(let codes):
                findings.ssl2Suites = codes
                ssl2 = codes.isEmpty ? .refused : .offered
            case .refused, .notTLS, .flight: ssl2 = .refused
            case .timeout, .unreachable: ssl2 = .open
            }
        case .suites(let version):
            takeSuite(answer, version)
            if version == .tls13, groups[.tls13]?.standing == .asking {
                // The first answer names a group as well, and a refusal leaves none to ask for.
                if case .flight(let flight) = answer, flight.hello?.version == .tls13, let group = flight.hello?.group {
                    groups[.tls13]?.pick(group)
                }
            }
        case .groups(let version): takeGroup(answer, version)
        case .preference:
            answered.insert(.preference)
            if case .flight(let flight) = answer, let (_, suites) = preferenceSuites, let picked = flight.hello?.suite {
                findings.serverPreference = picked == suites.first
            }
        case .prime, .chain: answered.insert(offer.question)
        }
        release()
    }

    /// Keeps what a flight shows, whatever it was asked for.
    private mutating func keep(_ flight: ServerFlight, of offer: TLSOffer) {
        guard let hello = flight.hello else { return }
        if hello.compression == 1 { findings.compresses = true }
        if let bits = flight.primeBits { findings.primeBits = min(bits, findings.primeBits ?? bits) }
        guard !flight.certificates.isEmpty, findings.chain.isEmpty else { return }
        findings.chain = flight.certificates
        findings.stapled = flight.stapled
        if flight.isDone { findings.asksForCertificate = flight.asksForCertificate }
    }

    private mutating func takeSuite(_ answer: TLSWire.Answer, _ version: TLSVersion) {
        switch answer {
        case .flight(let flight):
            if let hello = flight.hello, hello.version == version {
                sweeps[version]?.pick(hello.suite)
            } else {
                // The server answers with another version: this one it does not speak.
                let isUnseen = sweeps[version]?.standing == .asking
                sweeps[version]?.refuse(isFinal: isUnseen, byAlert: true)
            }
        case .refused(let alert):
            // protocol_version and inappropriate_fallback speak of the version, not of the suites.
            sweeps[version]?.refuse(isFinal: alert == 70 || alert == 86, byAlert: alert != nil)
        case .notTLS, .ssl2: sweeps[version]?.refuse(isFinal: true, byAlert: true)
        case .timeout, .unreachable: sweeps[version]?.leaveOpen()
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
        case .timeout, .unreachable: groups[version]?.leaveOpen()
        }
    }

    /// Lets a version go on once all above it are done, without what they showed; then the groups of the old versions.
    private mutating func release() {
        var known: Set<UInt16> = []
        for version in Self.classic {
            if waitsForAbove.contains(version), sweeps[version]?.standing != .asking {
                sweeps[version]?.leaveOut(known)
                waitsForAbove.remove(version)
            }
            guard sweeps[version]?.next == nil else { return }
            known.formUnion(sweeps[version]?.accepted ?? [])
        }
        let isModern = sweeps[.tls13]?.accepted.isEmpty == false
        guard groups[.tls12] == nil, sweeps[.tls13]?.next == nil, !isModern || groups[.tls13]?.next == nil else {
            return
        }
        let seen = Set(groups[.tls13]?.accepted ?? [])
        groups[.tls12] = Elimination(catalogue.groups(for: .tls12).filter { !seen.contains($0) })
    }
}
