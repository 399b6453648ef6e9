import Glibc

@testable import Transit

/// Servers that answer anything to any hello: a scan must come to an end, and state no suite that no answer named.
///
/// The catalogue is read from the file that `SEAWALL_CATALOGUE` names.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzScan(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard !bytes.isEmpty, let catalogue else { return 0 }
    var scan = TLSScan(catalogue: catalogue, serverName: "fuzz.test", seed: [UInt8](repeating: 0, count: 32))
    var named: Set<UInt16> = []
    var place = 0
    func next() -> UInt8 {
        defer { place += 1 }
        return bytes[place % bytes.count]
    }
    var hellos = 0
    while let offer = scan.next() {
        hellos += 1
        precondition(hellos <= 2_000, "the scan does not end")
        scan.learn(answer(to: offer, next, &named), of: offer)
    }
    precondition(scan.isDone)
    precondition(named.isSuperset(of: scan.finished().suites))
    return 0
}

private func answer(to offer: TLSOffer, _ next: () -> UInt8, _ named: inout Set<UInt16>) -> TLSWire.Answer {
    switch next() % 8 {
    case 0: return .refused(next())
    case 1: return .refused(nil)
    case 2: return .open(.timeout)
    case 3: return .notTLS
    case 4: return .ssl2([UInt32(next())])
    case 5: return .unreachable(.refused)
    default:
        guard case .tls(let hello) = offer.hello else { return .refused(nil) }
        let suite = next() < 200 ? hello.suites[Int(next()) % hello.suites.count] : UInt16(next()) << 8 | UInt16(next())
        named.insert(suite)
        var flight = ServerFlight()
        let group = hello.groups.isEmpty ? nil : hello.groups[Int(next()) % hello.groups.count]
        flight.hello = ServerFlight.Hello(
            version: next() < 230 ? hello.version : .tls10, suite: suite, compression: next() & 1, isRetry: true,
            group: group, key: [], cookie: nil, message: [])
        flight.curve = group
        return .flight(flight)
    }
}

private let catalogue: TransitCatalogue? = {
    guard let path = getenv("SEAWALL_CATALOGUE").map({ String(cString: $0) }), let file = fopen(path, "r") else {
        return nil
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    return try? TransitCatalogue(Array(bytes[..<fread(&bytes, 1, bytes.count, file)]), file: path)
}()
