import BaseEncoding
public import Model

/// What is kept of a password: its Argon2id tag (RFC 9106), with the salt and the cost, as a PHC string.
public struct PasswordHash: Sendable, Hashable {
    private static let saltRange = 8...64
    private static let tagRange = 16...64
    private static let limit = 512
    /// Hashes of other programs may be weaker than ours, but not dearer.
    private static let memoryRange = 8...Argon2Cost.memoryRange.upperBound
    private static let passRange = 1...Argon2Cost.passRange.upperBound
    /// How many bytes a new salt has.
    public static let saltSize = 16
    private static let tagSize = 32

    /// What it cost.
    public let cost: Argon2Cost
    private let salt: [UInt8]
    private let tag: [UInt8]

    /// Hashes a password. This takes tens of milliseconds: use a `PasswordHasher` where many may come at once.
    ///
    /// - Parameters:
    ///   - salt: 16 random bytes, used once.
    ///   - cost: what it shall cost.
    /// - Throws: `Fault` (`credentials.hashing-failed`) where there is no memory for it.
    public init(_ password: Password, salt: [UInt8], cost: Argon2Cost) throws(Fault) {
        precondition(salt.count == Self.saltSize, "a salt has 16 bytes")
        self.cost = cost
        self.salt = salt
        tag = try Argon2.tag(password.bytes, salt: salt, cost: cost, count: Self.tagSize)
    }

    /// Reads `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`; nil for other schemes, and for costs that would exhaust the
    /// server.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.limit else { return nil }
        let parts = bytes.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].isEmpty, parts[1].elementsEqual("argon2id".utf8),
            parts[2].elementsEqual("v=\(Argon2.version)".utf8)
        else { return nil }
        let costs = parts[3].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard costs.count == 3, let memory = Self.number("m=", costs[0]), let passes = Self.number("t=", costs[1]),
            Self.number("p=", costs[2]) == 1, Self.memoryRange.contains(memory),
            Self.passRange.contains(passes), let salt = Self.decode(parts[4]),
            Self.saltRange.contains(salt.count), let tag = Self.decode(parts[5]), Self.tagRange.contains(tag.count)
        else { return nil }
        cost = Argon2Cost(uncheckedMemory: memory, passes: passes)
        self.salt = salt
        self.tag = tag
    }

    /// Whether a password is the one that was hashed. This takes tens of milliseconds.
    ///
    /// - Throws: `Fault` (`credentials.hashing-failed`) where there is no memory for it.
    public func matches(_ password: Password) throws(Fault) -> Bool {
        ConstantTime.equal(tag, try Argon2.tag(password.bytes, salt: salt, cost: cost, count: tag.count))
    }

    /// Whether the password should be hashed anew, once it is known: with more memory, passes, salt or tag.
    public func needsRenewal(for wanted: Argon2Cost) -> Bool {
        cost.memory < wanted.memory || cost.passes < wanted.passes || salt.count < Self.saltSize
            || tag.count < Self.tagSize
    }

    /// A hash that no password is known for: verified where there is no account, so that its absence takes as long.
    static func decoy(cost: Argon2Cost) -> PasswordHash {
        PasswordHash(
            cost: cost, salt: [UInt8](repeating: 0, count: saltSize), tag: [UInt8](repeating: 0, count: tagSize))
    }

    private init(cost: Argon2Cost, salt: [UInt8], tag: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.tag = tag
    }

    private static func number(_ name: String, _ text: ArraySlice<UInt8>) -> Int? {
        guard text.starts(with: name.utf8) else { return nil }
        let digits = String(decoding: text.dropFirst(name.utf8.count), as: UTF8.self)
        guard let value = Int(digits), value > 0, String(value) == digits else { return nil }
        return value
    }

    /// PHC strings leave out the padding of Base 64.
    private static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.last != UInt8(ascii: "=") else { return nil }
        let padding = repeatElement(UInt8(ascii: "="), count: (4 - text.count % 4) % 4)
        return Base64.standard.decode(Array(text) + padding)
    }

    private static func encode(_ bytes: [UInt8]) -> String {
        String(Base64.standard.encode(bytes).prefix { $0 != "=" })
    }
}

extension PasswordHash: CustomStringConvertible {
    /// The PHC string, as it is kept.
    public var description: String {
        "$argon2id$v=\(Argon2.version)$m=\(cost.memory),t=\(cost.passes),p=1$\(Self.encode(salt))$\(Self.encode(tag))"
    }
}
