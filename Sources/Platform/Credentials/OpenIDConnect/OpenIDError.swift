import Model

/// The errors that providers name.
enum OpenIDError {
    private static let limit = 64

    /// - Parameter code: what the provider wrote, shown only where it has the shape of such a name.
    static func refused(_ code: String) -> Fault {
        let isName =
            (1...limit).contains(code.utf8.count)
            && code.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "_") }
        return Fault("credentials.openid-refused", ["code": isName ? code : "?"])
    }
}
