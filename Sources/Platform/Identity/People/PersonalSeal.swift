/// How personal data is sealed and found: handed in, so that identity knows no key.
public struct PersonalSeal: Sendable {
    /// Where a sealed value lies; it is sealed for that place, and opens in no other.
    public struct Place: Sendable, Hashable {
        /// The table.
        public let table: String
        /// The column.
        public let column: String
        /// The row: the person's opaque id.
        public let row: String
        /// The unit whose data it is, by its id: whose key it is sealed under.
        public let unit: String

        /// A place.
        public init(table: String, column: String, row: String, unit: String) {
            self.table = table
            self.column = column
            self.row = row
            self.unit = unit
        }
    }

    /// Seals a value as text.
    public var seal: @Sendable (_ value: [UInt8], _ place: Place) throws -> String
    /// Opens what `seal` made; throws where it was changed, or lay elsewhere.
    public var open: @Sendable (_ sealed: String, _ place: Place) throws -> [UInt8]
    /// A keyed fingerprint of a value, as text: the same for the same value and use, and telling nothing of it.
    public var fingerprint: @Sendable (_ value: [UInt8]) -> String

    /// A way to seal.
    public init(
        seal: @escaping @Sendable (_ value: [UInt8], _ place: Place) throws -> String,
        open: @escaping @Sendable (_ sealed: String, _ place: Place) throws -> [UInt8],
        fingerprint: @escaping @Sendable (_ value: [UInt8]) -> String
    ) {
        self.seal = seal
        self.open = open
        self.fingerprint = fingerprint
    }

    /// The fingerprint of a sign-in name.
    public func key(of name: SignInName) -> String { key("sign-in name", name.text) }

    /// The fingerprint of a value for one use.
    ///
    /// - Parameter use: what it is looked up as; a value has another fingerprint for another use.
    public func key(_ use: StaticString, _ value: String) -> String {
        fingerprint(Array("seawall \(use)\n\(value)".utf8))
    }

    func seal(_ text: String, _ place: Place) throws -> String { try seal(Array(text.utf8), place) }
    func open(text sealed: String, _ place: Place) throws -> String {
        String(decoding: try open(sealed, place), as: UTF8.self)
    }
}
