public import Model

/// What a new password must be (NIST SP 800-63B-4, section 3.1.1.2): long and not the first guess. Nothing is asked of
/// its characters, and it never expires.
public struct PasswordPolicy: Sendable {
    /// The fewest characters where the password is all that is asked for.
    public static let minimumAlone = 15
    /// The fewest characters where a second factor is asked for too.
    public static let minimumWithSecondFactor = 8
    /// Shorter names are in too many words to be looked for within a password.
    private static let shortName = 4

    private let common: CommonPasswords

    /// A policy that refuses, besides what is too short, the passwords of a list.
    public init(common: CommonPasswords) { self.common = common }

    /// Checks a password before it is first hashed.
    ///
    /// - Parameters:
    ///   - account: the account's name, or mail address.
    ///   - hasSecondFactor: whether the account cannot be entered with the password alone.
    /// - Throws: `Fault` (`credentials.password-too-short`, `credentials.password-names-account`,
    ///   `credentials.password-common`).
    public func check(_ password: Password, account: String, hasSecondFactor: Bool) throws(Fault) {
        let text = password.text
        let minimum = hasSecondFactor ? Self.minimumWithSecondFactor : Self.minimumAlone
        guard text.unicodeScalars.count >= minimum else {
            throw Fault("credentials.password-too-short", ["minimum": "\(minimum)"])
        }
        let folded = text.lowercased()
        for name in [account, String(account.prefix { $0 != "@" })] {
            let name = name.lowercased()
            guard name != folded, name.count < Self.shortName || !folded.contains(name) else {
                throw Fault("credentials.password-names-account")
            }
        }
        let unit = Self.repeatedUnit(text)
        guard !common.contains(text), unit.count == text.unicodeScalars.count || !isWeak(unit) else {
            throw Fault("credentials.password-common")
        }
    }

    /// Writing a weak password twice does not make it a strong one.
    private func isWeak(_ unit: [Unicode.Scalar]) -> Bool {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: unit)
        return unit.count < Self.minimumWithSecondFactor || common.contains(String(text))
    }

    /// The shortest beginning that, said again and again, is the whole text.
    private static func repeatedUnit(_ text: String) -> [Unicode.Scalar] {
        let scalars = Array(text.unicodeScalars)
        let size = (1...max(1, scalars.count)).first { size in
            scalars.count % size == 0 && scalars.indices.allSatisfy { scalars[$0] == scalars[$0 % size] }
        }
        return Array(scalars.prefix(size ?? scalars.count))
    }
}
