public import Model
@_spi(_Unicode) import Swift

/// The name that a person signs in with, as names are compared (RFC 8265, section 3.3, UsernameCaseMapped): narrow, in
/// lower case, and composed.
public struct SignInName: Sendable, Hashable, CustomStringConvertible {
    private static let limit = 128

    /// What is compared.
    public let text: String

    /// A name as a person typed it; white space around it counts for nothing.
    ///
    /// - Throws: `Fault` (`identity.bad-sign-in-name`) unless it is 1 to 128 bytes of letters, digits and `. - _ @ +`.
    public init(_ typed: String) throws(Fault) {
        guard typed.utf8.count <= 4 * Self.limit else { throw Fault("identity.bad-sign-in-name") }
        var narrow = String.UnicodeScalarView()
        for scalar in typed.unicodeScalars {
            narrow.append((0xFF01...0xFF5E).contains(scalar.value) ? Self.narrow(scalar) : scalar)
        }
        let spaces: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
        var trimmed = String.UnicodeScalarView()
        trimmed.append(contentsOf: narrow.drop(while: spaces).reversed().drop(while: spaces).reversed())
        var composed = String.UnicodeScalarView()
        composed.append(contentsOf: String(trimmed).lowercased()._nfc)
        text = String(composed)
        guard !text.isEmpty, text.utf8.count <= Self.limit, composed.allSatisfy(Self.isAllowed) else {
            throw Fault("identity.bad-sign-in-name")
        }
    }

    /// A full-width form stands apart from its narrow one by a fixed distance.
    private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber: true
        default: ".-_@+".unicodeScalars.contains(scalar)
        }
    }

    /// The words "sign-in name": a name is personal data, and does not show in logs.
    public var description: String { "sign-in name" }
}
