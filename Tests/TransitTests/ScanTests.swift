import CanonicalJSON
import Model
import Testing

@testable import Transit

@Suite(.timeLimit(.minutes(10))) struct ScanTests {
    private let catalogue: TransitCatalogue

    init() throws { catalogue = try ServerFixture.catalogue() }

    @Test(arguments: [true, false], [1, 4, 16])
    func setsAndOrderAreExact(honoursClientOrder: Bool, atOnce: Int) {
        var server = SimulatedServer()
        server.suites = [
            .tls13: [0x1302, 0x1301], .tls12: [0xC030, 0xC02F, 0x009D, 0x002F], .tls10: [0x000A, 0x002F],
            .ssl3: [0x0005],
        ]
        server.groups = [0x11EC, 0x001D, 0x0017]
        server.honoursClientOrder = honoursClientOrder
        let (found, hellos) = server.scan(catalogue: catalogue, atOnce: atOnce)
        #expect(Set(found.versions) == [.tls13, .tls12, .tls10, .ssl3])
        #expect(found.suites == [0x0005, 0x000A, 0x002F, 0x009D, 0x1301, 0x1302, 0xC02F, 0xC030])
        #expect(found.groups == [0x0017, 0x001D, 0x11EC])
        #expect(found.groupsAreWhole && found.unassessed.isEmpty && found.cutShort.isEmpty)
        #expect(found.serverPreference == !honoursClientOrder)
        #expect(hellos < 45, "\(hellos) hellos")
    }

    @Test func everySuiteOfTheCatalogueCanBeFound() {
        var server = SimulatedServer()
        for version in TLSVersion.allCases where version != .ssl2 {
            server.suites[version] = catalogue.suites(for: version)
        }
        server.groups = catalogue.groups.map(\.code)
        server.ssl2 = catalogue.ssl2Suites.map(\.code)
        let (found, _) = server.scan(catalogue: catalogue)
        #expect(found.suites == catalogue.suites.map(\.code).sorted())
        #expect(Set(found.groups) == Set(catalogue.groups.map(\.code)))
        #expect(found.versions.count == 6)
        #expect(found.ssl2Suites.count == catalogue.ssl2Suites.count)
    }

    @Test func aPostQuantumGroupIsFoundWithoutAKey() {
        var server = SimulatedServer()
        server.suites = [.tls13: [0x1301]]
        server.groups = [0x11EC]
        let found = server.scan(catalogue: catalogue).findings
        let reading = TLSReadings(findings: found, catalogue: catalogue).reading()
        #expect(reading.facts["tls.post_quantum"] == "yes")
        #expect(reading.texts("tls.groups") == ["X25519MLKEM768"])
    }

    @Test(arguments: [20, 30, 119])
    func serversThatDropLargeHellosAreSeenWhole(limit: Int) {
        var server = SimulatedServer()
        server.suites = [.tls12: [0xC02F, 0x009C, 0xC09C, 0x0035], .tls10: [0x002F, 0x0035], .ssl3: [0x0035]]
        server.groups = [0x0017]
        server.suiteLimit = limit
        server.refusal = .close
        let found = server.scan(catalogue: catalogue).findings
        // Below what is offered at the least there is nothing to be seen, and that must not be called a set.
        if limit < Elimination.smallChunk {
            #expect(found.versions.isEmpty)
        } else {
            #expect(found.suites == [0x002F, 0x0035, 0x009C, 0xC02F, 0xC09C])
            #expect(Set(found.versions) == [.tls12, .tls10, .ssl3])
        }
    }

    @Test func silenceOnAVersionIsNeverARefusal() {
        var server = SimulatedServer()
        server.suites = [.tls12: [0xC02F]]
        server.groups = [0x0017]
        server.deafTo = [.tls13, .tls10]
        let found = server.scan(catalogue: catalogue).findings
        #expect(found.versions == [.tls12])
        #expect(Set(found.unassessed) == [.tls13, .tls10])
        let reading = TLSReadings(findings: found, catalogue: catalogue).reading()
        #expect(reading.facts["tls.post_quantum"] == "not-assessable")
        #expect(reading.completeness != .complete)
    }

    @Test func aServerThatNeverAnswersIsLeftAloneSoon() {
        var server = SimulatedServer()
        server.deafTo = Set(TLSVersion.allCases)
        server.refusal = .silence
        let (found, hellos) = server.scan(catalogue: catalogue, atOnce: 1)
        #expect(found.failure == .timeout)
        #expect(hellos <= 3)
    }

    /// Hellos are what a scan costs: one a suite, and few more.
    @Test(arguments: [true, false])
    func everyAnswerIsReadForAllItShows(honoursClientOrder: Bool) {
        var server = SimulatedServer()
        let modern = catalogue.suites(for: .tls13).prefix(3)
        let common = catalogue.suites(for: .tls10).filter { catalogue.suite($0)?.isElliptic == true }.prefix(20)
        server.suites = [
            .tls13: Array(modern), .tls12: Array(common), .tls11: Array(common), .tls10: Array(common) + [0x0005],
        ]
        server.groups = [0x11EC, 0x0100, 0x001D, 0x0017, 0x0018, 0x0019]
        server.honoursClientOrder = honoursClientOrder
        let (found, hellos) = server.scan(catalogue: catalogue)
        #expect(found.suites == (modern + common + [0x0005]).sorted())
        #expect(found.groups == server.groups.sorted())
        #expect(found.versions == [.tls13, .tls12, .tls11, .tls10])
        #expect(found.groupsAreWhole && found.serverPreference == !honoursClientOrder)
        // Suites and their ends (26), older versions (6), SSLv2; a server with its own order names few groups unasked.
        #expect(hellos <= (honoursClientOrder ? 38 : 46), "\(hellos) hellos")
    }

    @Test func aSuiteThatOnlyAnOldVersionHasIsFoundBehindKnownOnes() {
        for honoursClientOrder in [true, false] {
            var server = SimulatedServer()
            server.suites = [.tls12: catalogue.suites(for: .tls10).suffix(12), .tls10: [], .ssl3: [0x0003]]
            server.suites[.tls10] = catalogue.suites(for: .tls10).suffix(12) + [0x0004]
            server.groups = [0x0017]
            server.honoursClientOrder = honoursClientOrder
            let found = server.scan(catalogue: catalogue).findings
            #expect(Set(found.suites).isSuperset(of: [0x0003, 0x0004]))
            #expect(found.suites.count == 14)
            #expect(found.versions == [.tls12, .tls10, .ssl3])
        }
    }

    @Test func anAlertThatSpeaksOfTheHelloIsNoRefusal() {
        var server = SimulatedServer()
        server.suites = [.tls12: [0xC02F, 0x009C]]
        server.groups = [0x0017]
        server.suiteLimit = 60
        server.refusalOfLarge = .alert(80)
        let found = server.scan(catalogue: catalogue).findings
        #expect(found.suites == [0x009C, 0xC02F])
    }

    @Test func answersByChanceEndAScanAndAddNothing() {
        var generator = SeededGenerator(state: 5)
        for _ in 0..<60 {
            var scan = TLSScan(catalogue: catalogue, serverName: "permits.test", seed: [UInt8](repeating: 7, count: 32))
            var named: Set<UInt16> = []
            var hellos = 0
            while let offer = scan.next() {
                hellos += 1
                scan.learn(Self.anyAnswer(to: offer, &named, &generator), of: offer)
            }
            #expect(scan.isDone && hellos <= 800)
            #expect(named.isSuperset(of: scan.finished().suites))
        }
    }

    private static func anyAnswer(
        to offer: TLSOffer, _ named: inout Set<UInt16>, _ generator: inout SeededGenerator
    ) -> TLSWire.Answer {
        guard case .tls(let hello) = offer.hello else { return .ssl2([0x01_0080]) }
        switch UInt8.random(in: 0...20, using: &generator) {
        case 0: return .refused(80)
        case 1: return .refused(nil)
        case 2: return .open(.timeout)
        case 3: return .unreachable(.refused)
        default: break
        }
        var flight = ServerFlight()
        let picked = hello.suites.randomElement(using: &generator) ?? 0
        named.insert(picked)
        flight.hello = ServerFlight.Hello(
            version: hello.version, suite: picked, compression: 0, isRetry: true,
            group: hello.groups.randomElement(using: &generator), key: [], cookie: nil, message: [])
        flight.curve = hello.groups.randomElement(using: &generator)
        return .flight(flight)
    }

    @Test func eachSuiteOfTheCatalogueHasOneNameAndOneCode() {
        #expect(Set(catalogue.suites.map(\.code)).count == catalogue.suites.count)
        #expect(Set(catalogue.suites.map(\.name)).count == catalogue.suites.count)
        #expect(catalogue.suites.count > 400)
    }
}
