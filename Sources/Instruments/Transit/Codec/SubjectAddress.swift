import Glibc

/// Tells names from addresses: an address has no place in the server name extension (RFC 6066, section 3).
enum SubjectAddress {
    /// What the server name extension says of a name; nil for an address, and for what is no name at all.
    static func extensionName(_ text: String) -> [UInt8]? { isName(text) ? Array(text.utf8) : nil }

    private static func isName(_ text: String) -> Bool {
        var four = in_addr()
        var six = in6_addr()
        return inet_pton(AF_INET, text, &four) != 1 && inet_pton(AF_INET6, text, &six) != 1 && text.utf8.count <= 253
    }
}
