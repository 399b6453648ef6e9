import CCurlShim
import Glibc

/// What one request gathers while libcurl calls back, always on the thread that runs it.
final class Transfer {
    private let scope: OutboundScope
    private let bodyLimit: Int
    fileprivate(set) var headers: HeaderLines
    fileprivate(set) var body: [UInt8] = []
    fileprivate(set) var hasEnough = false
    fileprivate(set) var refusedByScope = false
    fileprivate(set) var wasDialled = false

    init(_ request: OutboundRequest) {
        scope = request.scope
        bodyLimit = request.bodyBytes
        headers = HeaderLines(limit: request.headerBytes)
    }

    fileprivate func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        body += bytes.prefix(bodyLimit - body.count)
        hasEnough = body.count == bodyLimit
        return hasEnough ? 0 : bytes.count
    }

    fileprivate func allows(_ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Bool {
        let isInScope = scope.contains(address, length: length)
        refusedByScope = !isInScope
        wasDialled = wasDialled || isInScope
        return isInScope
    }

    fileprivate static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }
}

func outboundHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = Transfer.of(context), let bytes else { return 0 }
    let line = Array(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return transfer.headers.take(line) ? line.count : 0
}

func outboundBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = Transfer.of(context), let bytes else { return 0 }
    return transfer.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
}

func outboundGate(
    _ address: UnsafePointer<sockaddr>?, _ length: socklen_t, _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let transfer = Transfer.of(context), let address else { return 0 }
    return transfer.allows(address, length) ? 1 : 0
}
