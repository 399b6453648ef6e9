@testable import Transit

/// What a server may send after a hello, cut into pieces anywhere: the first byte says how long each piece is.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFlight(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = bytes.first else { return 0 }
    let size = max(1, Int(first))
    for (wanted, keepsEncrypted) in [
        (FlightParser.Wanted.hello, false), (.flight, false), (.flight, true), (.exchange([0xC02F]), false),
    ] {
        var whole = FlightParser(wanted, keepsEncrypted: keepsEncrypted)
        whole.receive(bytes[1...])
        var parts = FlightParser(wanted, keepsEncrypted: keepsEncrypted)
        for offset in stride(from: 1, to: bytes.count, by: size) {
            parts.receive(bytes[offset..<min(offset + size, bytes.count)])
        }
        // Where the network cuts must not matter.
        precondition(whole.state == parts.state && whole.flight.certificates == parts.flight.certificates)
        precondition(whole.flight.hello?.message == parts.flight.hello?.message)
    }
    _ = SSL2Hello.read(bytes)
    return 0
}
