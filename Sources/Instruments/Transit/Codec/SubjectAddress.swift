import Glibc

/// Tells names from addresses: an address has no place in the server name extension (RFC 6066, section 3).
enum SubjectAddress {
    static func isName(_ text: String) -> Bool {
        var four = in_addr()
        var six = in6_addr()
        return inet_pton(AF_INET, text, &four) != 1 && inet_pton(AF_INET6, text, &six) != 1 && text.utf8.count <= 253
    }
}
