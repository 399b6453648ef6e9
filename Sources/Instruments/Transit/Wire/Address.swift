import Glibc
import Model

/// A numeric address and port that a connection can be made to.
struct Address: Sendable, Hashable {
    /// The bytes of a `sockaddr`.
    let bytes: [UInt8]
    let family: Int32

    private static let countLimit = 8

    /// The addresses of a host, in the resolver's order of preference.
    static func resolve(_ host: String, port: UInt16) throws(Socket.Failure) -> [Address] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0 else { throw .unresolved }
        defer { freeaddrinfo(list) }
        var addresses: [Address] = []
        var next = list
        while let entry = next, addresses.count < countLimit {
            let info = entry.pointee
            if let start = info.ai_addr, info.ai_family == AF_INET || info.ai_family == AF_INET6 {
                let bytes = Array(UnsafeRawBufferPointer(start: start, count: Int(info.ai_addrlen)))
                addresses.append(Address(bytes: bytes, family: info.ai_family))
            }
            next = info.ai_next
        }
        guard !addresses.isEmpty else { throw .unresolved }
        return addresses
    }

    /// The address without its port, in figures.
    var text: String {
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let code = withSockaddr { getnameinfo($0, $1, &host, socklen_t(host.count), nil, 0, NI_NUMERICHOST) }
        guard code == 0 else { return "" }
        return String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var storage = sockaddr_storage()
        return withUnsafeMutableBytes(of: &storage) { buffer in
            let count = min(bytes.count, buffer.count)
            buffer.copyBytes(from: bytes[..<count])
            let start = buffer.assumingMemoryBound(to: sockaddr.self)
            guard let address = start.baseAddress else { preconditionFailure("a sockaddr_storage is not empty") }
            return body(address, socklen_t(count))
        }
    }
}

extension TransitLimits {
    /// Whether an address may be connected to.
    func permits(_ address: Address) -> Bool {
        guard let networks else { return true }
        return IPAddress(address.text).map { ip in networks.contains { $0.contains(ip) } } ?? false
    }
}
