public import Model
// Normalization without Foundation, which uses the same entry of the standard library.
@_spi(_Unicode) import Swift

/// A password as it is compared: white space and composition made one (RFC 8265, section 4.2, OpaqueString).
///
/// Two keyboards may write one letter in two ways; the person who typed it cannot tell.
public struct Password: Sendable, CustomStringConvertible, CustomReflectable {
    /// The most bytes of UTF-8 that a password may have, so that reading one is never the costly part.
    public static let limit = 256
    /// Composition shortens texts, at most to a third.
    private static let rawLimit = 4 * limit

    /// What is hashed: UTF-8 in normalization form C.
    let bytes: [UInt8]

    /// A password as a person typed it.
    ///
    /// - Throws: `Fault` (`credentials.password-too-long`, `credentials.password-controls`).
    public init(_ typed: String) throws(Fault) {
        guard typed.utf8.count <= Self.rawLimit else { throw Self.tooLong }
        var mapped = String.UnicodeScalarView()
        for scalar in typed.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: throw Fault("credentials.password-controls")
            case .spaceSeparator: mapped.append(" ")
            default: mapped.append(scalar)
            }
        }
        var composed = String.UnicodeScalarView()
        composed.append(contentsOf: String(mapped)._nfc)
        bytes = Array(String(composed).utf8)
        guard bytes.count <= Self.limit else { throw Self.tooLong }
    }

    private static var tooLong: Fault { Fault("credentials.password-too-long", ["limit": "\(limit)"]) }

    /// The text, for rules to look at.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The word "password".
    public var description: String { "password" }

    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
