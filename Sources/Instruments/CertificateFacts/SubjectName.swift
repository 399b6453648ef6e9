import Glibc

/// A subject alternative name that a TLS client compares (RFC 9525).
enum SubjectName: Hashable {
    case dns(String)
    case address([UInt8])
    case other(String)

    init?(_ node: DERNode) {
        switch node.contextNumber {
        case 1: self = .other("email:\(node.text)")
        case 2: self = .dns(node.text.lowercased())
        case 6: self = .other("uri:\(node.text)")
        case 7: self = .address(Array(node.content))
        default: return nil
        }
    }

    /// The name as it is shown.
    var text: String {
        switch self {
        case .dns(let name), .other(let name): name
        case .address(let bytes): Self.text(bytes)
        }
    }

    /// Whether a server of that name may present it.
    func covers(_ server: String) -> Bool {
        switch self {
        case .other: return false
        case .address(let bytes): return Self.address(server) == bytes
        case .dns(let pattern):
            guard Self.address(server) == nil else { return false }
            var server = server.lowercased()
            if server.hasSuffix(".") { server.removeLast() }
            guard pattern.hasPrefix("*.") else { return pattern == server }
            // A wildcard stands for one whole label, the first, and never for a top-level domain's.
            guard let dot = server.firstIndex(of: "."), server[..<dot].isEmpty == false else { return false }
            let rest = server[dot...]
            return pattern.dropFirst() == rest && rest.dropFirst().contains(".")
        }
    }

    /// The bytes of an IPv4 or IPv6 address; nil for anything else.
    static func address(_ text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
        var six = in6_addr()
        if inet_pton(AF_INET6, text, &six) == 1 { return withUnsafeBytes(of: six) { Array($0) } }
        return nil
    }

    private static func text(_ bytes: [UInt8]) -> String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard bytes.count == 4 || bytes.count == 16, inet_ntop(family, bytes, &buffer, socklen_t(buffer.count)) != nil
        else { return "?" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
