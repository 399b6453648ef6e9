import BaseEncoding
import CanonicalJSON
import Credentials
import Model

/// A site, a person, and an authenticator that is not ours.
struct PasskeyFixture {
    static let origin = "https://seawall.example.gov.hk"

    let party: RelyingParty
    let user: PasskeyUser
    let challenge: PasskeyChallenge

    init() throws {
        party = try RelyingParty(id: "example.gov.hk", name: "Seawall", origins: [Self.origin])
        guard let user = PasskeyUser(handle: [1, 2, 3, 4], name: "chan", displayName: "陳大文") else {
            throw Fault("test.user")
        }
        self.user = user
        var generator = SeededGenerator(seed: 11)
        challenge = PasskeyChallenge(at: noon, using: &generator)
    }

    func registration(existing: [Passkey] = [], verified: Bool = true) -> PasskeyRegistration {
        PasskeyRegistration(
            party: party, challenge: challenge, user: user, existing: existing, requiresVerification: verified)
    }

    func signIn(_ allowed: [Passkey] = [], verified: Bool = true) -> PasskeySignIn {
        PasskeySignIn(party: party, challenge: challenge, allowed: allowed, requiresVerification: verified)
    }

    /// A step for the authenticator: to make a passkey.
    func create(_ algorithm: Int64, attestation: String = "none", changes: JSONValue? = nil) -> JSONValue {
        step(
            "create", registration().options, changes,
            ["algorithm": .integer(algorithm), "attestation": .string(attestation)])
    }

    /// A step for the authenticator: to sign with a passkey that it made.
    func get(_ device: JSONValue, count: Int64 = 0, options: JSONValue? = nil, changes: JSONValue? = nil) -> JSONValue {
        step("get", options ?? signIn().options, changes, ["device": device, "count": .integer(count)])
    }

    /// Lets the authenticator do its steps.
    static func perform(_ steps: [JSONValue]) throws -> [JSONValue] {
        try independent("authenticator.py", input: .array(steps)).elements ?? []
    }

    private func step(
        _ name: String, _ options: JSONValue, _ changes: JSONValue?, _ more: [String: JSONValue]
    ) -> JSONValue {
        var members = more
        members["do"] = .string(name)
        members["options"] = options
        members["origin"] = .string(Self.origin)
        if let changes { members["changes"] = changes }
        return .object(members)
    }
}

extension JSONValue {
    /// An answer with one part of the response in the place of another.
    func replacing(_ part: String, with bytes: [UInt8]?) -> JSONValue {
        var members = self.members ?? [:]
        var response = members["response"]?.members ?? [:]
        response[part] = bytes.map { .string(Base64.url.encode($0)) }
        members["response"] = .object(response)
        return .object(members)
    }

    /// A part of the response.
    func part(_ name: String) -> [UInt8] {
        self["response"]?[name]?.text.flatMap { Base64.url.decode($0.utf8) } ?? []
    }
}
