import BaseEncoding

/// Bytes that nobody else may learn. They are compared in constant time and do not show in logs.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// The bytes.
    public let bytes: [UInt8]

    /// A secret of bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// A new secret.
    ///
    /// - Parameters:
    ///   - count: how many bytes it has.
    ///   - generator: where they come from; outside of tests, the system's own.
    public init(count: Int, using generator: inout some RandomNumberGenerator) {
        bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// The bytes as they travel in addresses and forms: URL-safe base 64.
    var urlText: String { Base64.url.encode(bytes) }

    /// Whether two secrets are the same, found out in a time that tells nothing but their lengths.
    public static func == (left: Secret, right: Secret) -> Bool { ConstantTime.equal(left.bytes, right.bytes) }

    /// The word "secret".
    public var description: String { "secret" }

    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
