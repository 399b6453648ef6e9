import Glibc

/// Where a request came from, cut to what one party holds: an IPv4 address, or the first half of an IPv6 one, since
/// whoever has one address there has all of its 2^64 neighbours (RFC 4291, section 2.5.4).
public struct SourceAddress: Sendable, Hashable {
    private enum Family: Sendable, Hashable {
        case four, six
    }

    private let family: Family
    private let bits: UInt64

    /// An address as text (RFC 4291, section 2.2; RFC 5952), a zone allowed; nil where it is none.
    public init?(_ text: String) {
        let text = String(text.prefix { $0 != "%" })
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            family = .four
            bits = UInt64(UInt32(bigEndian: four.s_addr))
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            let bytes = withUnsafeBytes(of: six) { Array($0) }
            // An IPv4 client on a socket of both kinds (section 2.5.5.2).
            let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            family = isMapped ? .four : .six
            bits = (isMapped ? bytes[12...] : bytes[..<8]).reduce(0) { $0 << 8 | UInt64($1) }
        } else {
            return nil
        }
    }

    private init(family: Family, bits: UInt64) {
        self.family = family
        self.bits = bits
    }

    /// The network around it: the first 24 bits of an IPv4 address, the first 48 of an IPv6 one.
    var network: SourceAddress {
        switch family {
        case .four: SourceAddress(family: .four, bits: bits & ~0xFF)
        case .six: SourceAddress(family: .six, bits: bits & ~0xFFFF)
        }
    }
}
