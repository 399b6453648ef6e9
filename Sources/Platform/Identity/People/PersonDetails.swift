public import Model

/// What is to be kept of a person.
public struct PersonDetails: Sendable, Hashable {
    private static let limit = 200
    /// How many random bytes a passkey's user handle has (WebAuthn level 2, section 14.6.1).
    private static let handleSize = 64

    /// The name to sign in with, as it was typed.
    public let signIn: String
    /// The name that others see.
    public let display: String
    /// The mail address, or nil.
    public let email: String?
    /// The language that pages and notices are in.
    public let language: Language
    /// The id of the unit that the person belongs to.
    public let unit: String
    let name: SignInName

    /// Details of a person.
    ///
    /// - Throws: `Fault` (`identity.bad-sign-in-name`, `identity.bad-display-name`, `identity.bad-email`).
    public init(signIn: String, display: String, email: String?, language: Language, unit: String) throws(Fault) {
        name = try SignInName(signIn)
        guard Self.isLine(display) else { throw Fault("identity.bad-display-name", ["limit": String(Self.limit)]) }
        if let email {
            let parts = email.split(separator: "@", omittingEmptySubsequences: false)
            guard Self.isLine(email), parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !email.contains(" ") else {
                throw Fault("identity.bad-email")
            }
        }
        self.signIn = signIn
        self.display = display
        self.email = email
        self.language = language
        self.unit = unit
    }

    /// What is kept of a new person, sealed.
    func entry(at instant: Instant, _ seal: PersonalSeal) throws -> PeopleTable.Entry {
        let person = ULID(instant).description
        var generator = SystemRandomNumberGenerator()
        return PeopleTable.Entry(
            person: person, key: seal.key(of: name),
            signIn: try seal.seal(signIn, PeopleTable.place("sign_in", person, unit)),
            display: try seal.seal(display, PeopleTable.place("display", person, unit)),
            email: try email.map { try seal.seal($0, PeopleTable.place("email", person, unit)) }, language: language,
            handle: (0..<Self.handleSize).map { _ in UInt8.random(in: .min ... .max, using: &generator) }, unit: unit)
    }

    private static func isLine(_ text: String) -> Bool {
        (1...limit).contains(text.utf8.count)
            && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
