/// What the bytes of one file show of its encryption.
struct Protection: Sendable, Hashable {
    /// The words of `protection.state`.
    enum State: String, Sendable {
        case encrypted, weak, clear, unknown
        case randomLooking = "random-looking"
    }

    var state: State
    var scheme: String?
    var cipher: String?
    var keyBits: Int?
    var kdf: String?
    var weaknesses: Set<String> = []

    /// Content that anyone who may open the file can read.
    static let clear = Protection(state: .clear)
    /// Content that could not be made out.
    static let unknown = Protection(state: .unknown)

    /// An encrypted format, weak where a weakness makes it encrypted in name only.
    static func scheme(
        _ scheme: String, cipher: String? = nil, keyBits: Int? = nil, kdf: String? = nil, weaknesses: Set<String> = []
    ) -> Protection {
        let broken: Set<String> = ["null-cipher", "weak-cipher", "weak-kdf"]
        return Protection(
            state: weaknesses.isDisjoint(with: broken) ? .encrypted : .weak, scheme: scheme, cipher: cipher,
            keyBits: keyBits, kdf: kdf, weaknesses: weaknesses)
    }
}
