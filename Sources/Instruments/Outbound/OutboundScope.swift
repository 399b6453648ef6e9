import CCurlShim
import Glibc

/// Where a request may connect to: whatever a name resolves to, nothing outside is ever dialled.
public struct OutboundScope: Sendable, Hashable {
    /// Numeric addresses that may be dialled; all, where nil.
    public var addresses: Set<String>?
    /// TCP ports that may be dialled.
    public var ports: Set<UInt16>

    /// A scope.
    ///
    /// - Parameters:
    ///   - addresses: numeric IPv4 or IPv6 addresses; nil where the port alone decides.
    ///   - ports: TCP ports.
    public init(addresses: Set<String>? = nil, ports: Set<UInt16>) {
        self.addresses = addresses
        self.ports = ports
    }

    /// This machine alone, by its loopback addresses.
    public static func loopback(ports: Set<UInt16>) -> OutboundScope {
        OutboundScope(addresses: loopbackAddresses, ports: ports)
    }

    private static let loopbackAddresses: Set<String> = ["127.0.0.1", "::1"]

    /// Whether nothing but this machine can be dialled.
    var isLoopback: Bool { addresses?.isSubset(of: Self.loopbackAddresses) ?? false }

    /// Whether a socket address lies in scope; addresses of other families than IPv4 and IPv6 never do.
    func contains(_ address: UnsafePointer<sockaddr>, length: socklen_t) -> Bool {
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        var service = [CChar](repeating: 0, count: Int(NI_MAXSERV))
        let family = Int32(address.pointee.sa_family)
        guard family == AF_INET || family == AF_INET6,
            getnameinfo(
                address, length, &host, socklen_t(host.count), &service, socklen_t(service.count),
                NI_NUMERICHOST | NI_NUMERICSERV) == 0,
            let port = UInt16(Self.text(service)), ports.contains(port)
        else { return false }
        return addresses?.contains(Self.text(host)) ?? true
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
