/// An address that only TLS is spoken to, or only this machine.
public struct WebAddress: Sendable {
    private static let limit = 2048
    private static let loopback: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

    let text: String
    let host: String
    /// Whether it is one of this machine without TLS.
    public let isPlain: Bool
    /// The TCP port; nil for 0.
    public let port: UInt16?
    /// What follows the host and port.
    let rest: String

    /// Reads an address; nil for other schemes, for a user's name in the address, a fragment, and characters that addresses do not have.
    public init?(_ text: String) {
        let plain = text.hasPrefix("http://")
        guard text.utf8.count <= Self.limit, plain || text.hasPrefix("https://"),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"<>\\^`{|}#".utf8.contains($0) })
        else { return nil }
        let tail = text.dropFirst(plain ? 7 : 8)
        let authority = tail.prefix { $0 != "/" && $0 != "?" }
        // The colon before a port; those within brackets are of the host.
        let name =
            authority.hasPrefix("[")
            ? authority.prefix { $0 != "]" } + (authority.contains("]") ? "]" : "")
            : authority.prefix { $0 != ":" }
        let end = authority.dropFirst(name.count)
        guard !name.isEmpty, !authority.contains("@"), Self.isPort(end) else { return nil }
        let number = end.isEmpty ? plain ? 80 : 443 : UInt16(end.dropFirst()) ?? 0
        port = number == 0 ? nil : number
        isPlain = plain
        host = String(name)
        guard !plain || Self.loopback.contains(host) else { return nil }
        rest = String(tail.dropFirst(authority.count))
        self.text = text
    }

    /// The host, where the address is an origin as browsers write it: in lower case, without a path.
    var originHost: String? { rest.isEmpty && host == host.lowercased() ? host : nil }

    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty
            || text.first == ":" && UInt16(text.dropFirst()).map { ":\($0)" == text } == true
    }
}
