/// A server's banner and its first KEXINIT.
struct SSHGreeting {
    let banner: String
    let version: String
    let keyExchanges: [String]
    let hostKeys: [String]
    let ciphers: [String]
    let macs: [String]
    let compressions: [String]

    private static let packetLimit = 35_000
    private static let nameLimit = 400

    /// Whether bytes can no longer become a greeting.
    static func isOther(_ bytes: [UInt8]) -> Bool {
        let start = Array("SSH-".utf8)
        return bytes.count >= 4 && !bytes.starts(with: start) && bytes.count > 4_096
    }

    /// Reads a greeting; nil where it is none, or not all of it is there yet.
    init?(_ bytes: [UInt8]) {
        // Lines of other text may stand before the banner (RFC 4253, section 4.2).
        var rest = bytes[...]
        var found: String?
        while found == nil {
            guard let end = rest.firstIndex(of: 0x0A), end - rest.startIndex <= 1_024 else { return nil }
            let line = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            if line.hasPrefix("SSH-") { found = line.hasSuffix("\r") ? String(line.dropLast()) : line }
        }
        guard let banner = found else { return nil }
        self.banner = String(banner.prefix(255))
        version = String(banner.dropFirst(4).prefix { $0 != "-" })
        var reader = ByteReader(rest)
        guard let length = reader.take(4)?.reduce(0, { $0 << 8 | Int($1) }), length <= Self.packetLimit,
            let packet = reader.take(length), packet.count > 18, packet[packet.startIndex + 1] == 20
        else { return nil }
        var fields = ByteReader(packet.dropFirst(18))
        var lists: [[String]] = []
        for _ in 0..<8 {
            guard let list = fields.vector(lengthBytes: 4) else { return nil }
            let names = list.split(separator: UInt8(ascii: ",")).prefix(Self.nameLimit)
            lists.append(names.map { String(decoding: $0.prefix(128), as: UTF8.self) })
        }
        keyExchanges = lists[0]
        hostKeys = lists[1]
        // What a server offers for either direction is offered.
        ciphers = Self.union(lists[2], lists[3])
        macs = Self.union(lists[4], lists[5])
        compressions = Self.union(lists[6], lists[7])
    }

    private static func union(_ first: [String], _ second: [String]) -> [String] {
        first + second.filter { !first.contains($0) }
    }
}
