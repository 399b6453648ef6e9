@testable import Transit

/// A server that answers hellos as its configuration says, without a network.
struct SimulatedServer {
    /// How it says no.
    enum Refusal {
        case alert(UInt8), close, silence
    }

    var suites: [TLSVersion: [UInt16]] = [:]
    var groups: [UInt16] = []
    var honoursClientOrder = false
    /// It takes no hello with more suites than this.
    var suiteLimit = Int.max
    var refusal = Refusal.alert(40)
    /// How it says no to hellos above its limit.
    var refusalOfLarge = Refusal.close
    /// Hellos of these versions are never answered.
    var deafTo: Set<TLSVersion> = []
    var ssl2: [UInt32] = []

    /// Runs a scan against it to its end, so many hellos at once.
    func scan(catalogue: TransitCatalogue, atOnce: Int = 4) -> (findings: TLSFindings, hellos: Int) {
        var scan = TLSScan(catalogue: catalogue, serverName: "permits.test", seed: [UInt8](repeating: 7, count: 32))
        var hellos = 0
        while !scan.isDone {
            var round: [TLSOffer] = []
            while round.count < atOnce, let offer = scan.next() { round.append(offer) }
            // The last sent is answered first: the order of answers must not matter.
            for offer in round.reversed() { scan.learn(answer(to: offer), of: offer) }
            hellos += round.count
        }
        return (scan.finished(), hellos)
    }

    private func answer(to offer: TLSOffer) -> TLSWire.Answer {
        guard case .tls(let hello) = offer.hello else { return ssl2.isEmpty ? no : .ssl2(ssl2) }
        if deafTo.contains(hello.version) { return .open(.timeout) }
        if hello.suites.count > suiteLimit { return answer(refusalOfLarge) }
        guard let own = suites[hello.version] else { return no }
        let order = honoursClientOrder ? hello.suites : own
        let group = (honoursClientOrder ? hello.groups : groups).first {
            groups.contains($0) && hello.groups.contains($0)
        }
        guard let suite = order.first(where: { own.contains($0) && hello.suites.contains($0) }) else { return no }
        if hello.version == .tls13, group == nil { return no }
        if offer.question == .groups(.tls12), group == nil { return no }
        var flight = ServerFlight()
        flight.hello = ServerFlight.Hello(
            version: hello.version, suite: suite, compression: 0, isRetry: hello.version == .tls13, group: group,
            key: [],
            cookie: nil, message: [])
        switch offer.wanted {
        case .flight where hello.version < .tls13:
            flight.curve = group
            flight.certificates = [[1]]
            flight.isDone = true
        case .exchange(let suites) where suites.contains(suite): flight.curve = group
        case .flight, .exchange, .hello: break
        }
        return .flight(flight)
    }

    private var no: TLSWire.Answer { answer(refusal) }

    private func answer(_ refusal: Refusal) -> TLSWire.Answer {
        switch refusal {
        case .alert(let code): .refused(code)
        case .close: .refused(nil)
        case .silence: .open(.timeout)
        }
    }
}
