import Glibc

/// An IPv4 or IPv6 address as a number of 128 bits.
@frozen public struct IPAddress: Sendable, Hashable {
    @usableFromInline let isFour: Bool
    @usableFromInline let high: UInt64
    @usableFromInline let low: UInt64

    /// Reads an address as people write it; nil where the text is none.
    public init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            (isFour, high, low) = (true, UInt64(UInt32(bigEndian: four.s_addr)) << 32, 0)
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            isFour = false
            (high, low) = withUnsafeBytes(of: six) { bytes in
                (
                    UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
                )
            }
        } else {
            return nil
        }
    }
}

/// A block of IPv4 or IPv6 addresses (RFC 4632, RFC 4291).
@frozen public struct AddressBlock: Sendable, Hashable {
    @usableFromInline let network: IPAddress
    @usableFromInline let highMask: UInt64
    @usableFromInline let lowMask: UInt64

    /// Reads `10.0.0.0/8` or `fe80::/10`; an address alone is a block of one. Nil where it is neither.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(String(parts[0])) else { return nil }
        let width = address.isFour ? 32 : 128
        let bits = parts.count == 2 ? Int(parts[1]) : width
        guard let bits, (0...width).contains(bits) else { return nil }
        network = address
        // A shift by 64 or more leaves nothing.
        highMask = ~(UInt64.max >> UInt64(min(bits, 64)))
        lowMask = ~(UInt64.max >> UInt64(max(0, bits - 64)))
    }

    /// Whether an address lies in the block.
    @inlinable public func contains(_ address: IPAddress) -> Bool {
        address.isFour == network.isFour && (address.high ^ network.high) & highMask == 0
            && (address.low ^ network.low) & lowMask == 0
    }
}
