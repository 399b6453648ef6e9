/// What an authenticator signs (WebAuthn level 2, section 6.1).
struct AuthenticatorData: Sendable {
    /// SHA-256 of the relying party's id.
    let partyHash: [UInt8]
    let isPresent: Bool
    let isVerified: Bool
    /// Whether the key may leave the device for others of the same person (level 3, section 6.1.3).
    let isBackupEligible: Bool
    let isBackedUp: Bool
    let count: UInt32
    /// What a registration adds.
    let attested: Attested?

    struct Attested: Sendable {
        /// The authenticator's model.
        let model: [UInt8]
        let id: [UInt8]
        /// COSE.
        let key: [UInt8]
    }

    private enum Flag {
        static let present: UInt8 = 0x01
        static let verified: UInt8 = 0x04
        static let backupEligible: UInt8 = 0x08
        static let backedUp: UInt8 = 0x10
        static let attested: UInt8 = 0x40
        static let extensions: UInt8 = 0x80
    }

    private static let headSize = 37
    private static let modelSize = 16
    private static let idRange = 1...1023

    /// Nil where the bytes are not that, to the last one.
    init?(_ bytes: [UInt8]) {
        guard (Self.headSize...CBORReader.limit).contains(bytes.count) else { return nil }
        let flags = bytes[32]
        partyHash = Array(bytes[..<32])
        isPresent = flags & Flag.present != 0
        isVerified = flags & Flag.verified != 0
        isBackupEligible = flags & Flag.backupEligible != 0
        isBackedUp = flags & Flag.backedUp != 0
        count = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
        guard isBackupEligible || !isBackedUp else { return nil }
        var rest = bytes[Self.headSize...]
        if flags & Flag.attested != 0 {
            guard let attested = Self.attested(&rest) else { return nil }
            self.attested = attested
        } else {
            attested = nil
        }
        if flags & Flag.extensions != 0 {
            guard var reader = CBORReader(rest), case .map? = reader.value() else { return nil }
            rest = rest[reader.index...]
        }
        guard rest.isEmpty else { return nil }
    }

    private static func attested(_ rest: inout ArraySlice<UInt8>) -> Attested? {
        guard rest.count > modelSize + 2 else { return nil }
        let model = Array(rest.prefix(modelSize))
        rest = rest.dropFirst(modelSize)
        let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
        rest = rest.dropFirst(2)
        guard idRange.contains(length), rest.count > length else { return nil }
        let id = Array(rest.prefix(length))
        rest = rest.dropFirst(length)
        guard var reader = CBORReader(rest), case .map? = reader.value() else { return nil }
        let key = Array(rest[..<reader.index])
        rest = rest[reader.index...]
        return Attested(model: model, id: id, key: key)
    }
}
