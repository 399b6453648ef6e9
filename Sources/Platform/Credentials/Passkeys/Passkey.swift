import BaseEncoding
public import CanonicalJSON

/// What is kept of a passkey. None of it is secret.
public struct Passkey: Sendable, Hashable {
    /// What is known of the authenticator that made it (WebAuthn level 2, section 6.5).
    public enum Attestation: String, Sendable {
        /// Nothing.
        case none
        /// That it holds the key (packed self attestation).
        case own = "self"
    }

    /// The credential's id, unique among all accounts.
    public let id: [UInt8]
    /// The public key (COSE).
    public let key: [UInt8]
    /// The account's user handle.
    public let userHandle: [UInt8]
    /// How many signatures the authenticator had made; 0 where it does not count.
    public internal(set) var count: UInt32
    /// The authenticator's model (AAGUID, 16 bytes); zeros where it does not tell.
    public let model: [UInt8]
    /// What is known of the authenticator.
    public let attestation: Attestation
    /// Whether the key may be copied to other devices of the person.
    public let isBackupEligible: Bool
    /// Whether it was copied.
    public internal(set) var isBackedUp: Bool
    /// How browsers may reach the authenticator.
    public let transports: [String]

    /// The passkey as JSON, to be kept.
    public var json: JSONValue {
        [
            "id": .string(Base64.url.encode(id)), "key": .string(Base64.url.encode(key)),
            "user": .string(Base64.url.encode(userHandle)), "count": .integer(Int64(count)),
            "model": .string(Hexadecimal.encode(model)), "attestation": .string(attestation.rawValue),
            "backupEligible": .bool(isBackupEligible), "backedUp": .bool(isBackedUp),
            "transports": .strings(transports),
        ]
    }

    /// Reads what `json` wrote; nil where it is anything else.
    public init?(json value: JSONValue) {
        guard let id = value["id"]?.text.flatMap({ Base64.url.decode($0.utf8) }),
            let key = value["key"]?.text.flatMap({ Base64.url.decode($0.utf8) }),
            let user = value["user"]?.text.flatMap({ Base64.url.decode($0.utf8) }),
            let count = value["count"]?.integer.flatMap({ UInt32(exactly: $0) }),
            let model = value["model"]?.text.flatMap(Hexadecimal.decode), model.count == 16,
            let attestation = value["attestation"]?.text.flatMap(Attestation.init),
            let eligible = value["backupEligible"]?.bool, let backedUp = value["backedUp"]?.bool,
            let transports = value["transports"]?.elements
        else { return nil }
        self.init(
            id: id, key: key, userHandle: user, count: count, model: model, attestation: attestation,
            isBackupEligible: eligible, isBackedUp: backedUp, transports: transports.compactMap(\.text))
    }

    init(
        id: [UInt8], key: [UInt8], userHandle: [UInt8], count: UInt32, model: [UInt8], attestation: Attestation,
        isBackupEligible: Bool, isBackedUp: Bool, transports: [String]
    ) {
        self.id = id
        self.key = key
        self.userHandle = userHandle
        self.count = count
        self.model = model
        self.attestation = attestation
        self.isBackupEligible = isBackupEligible
        self.isBackedUp = isBackedUp
        self.transports = transports
    }

    /// The passkey as options name it (WebAuthn level 2, section 5.8.3).
    var descriptor: JSONValue {
        var members: [String: JSONValue] = ["type": "public-key", "id": .string(Base64.url.encode(id))]
        if !transports.isEmpty { members["transports"] = .strings(transports) }
        return .object(members)
    }
}
