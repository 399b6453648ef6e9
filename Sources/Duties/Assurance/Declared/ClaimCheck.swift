import CanonicalJSON
public import Model

/// Holds what a system file claims against what a probe showed.
public enum ClaimCheck {
    /// The kind of observation.
    public static let kind = "claim.check"

    /// The facts it may state.
    public static let schema = FactSchema(
        kind: kind,
        fields: [
            .init("claim.field", .text, "what was claimed, such as `encryption`"),
            .init("claim.claimed", .text, "the claim"),
            .init("claim.shown", .text, "what the probe showed"),
            .init("claim.contradicted", .bool, "the probe shows otherwise"),
        ])

    /// A claim on the TLS versions of an endpoint; nil where none is made.
    public static func reading(of endpoint: SystemFile.Endpoint, shown: Reading?) -> Reading? {
        guard let claimed = endpoint.claimedVersions else { return nil }
        guard let shown, shown.completeness == .complete, let versions = shown.facts["tls.versions"]?.elements else {
            return Reading(
                kind: kind, facts: [:], completeness: .notAssessed(Message("assurance.claim-not-checked")))
        }
        let seen = versions.compactMap(\.text)
        return result(
            field: "versions", claimed: claimed.sorted().joined(separator: " "),
            shown: seen.sorted().joined(separator: " "), contradicted: Set(seen) != Set(claimed))
    }

    /// A claim on the encryption of a store; nil where none is made.
    ///
    /// `none` claims that it is not encrypted; every other word names a scheme (`luks2`) or is `encrypted`, any scheme.
    public static func reading(of store: SystemFile.Store, shown: Reading?) -> Reading? {
        guard let claimed = store.claimedEncryption else { return nil }
        guard let shown, shown.completeness == .complete, let state = shown.facts["protection.state"]?.text,
            state != "unknown"
        else {
            return Reading(
                kind: kind, facts: [:], completeness: .notAssessed(Message("assurance.claim-not-checked")))
        }
        let scheme = shown.facts["protection.scheme"]?.text
        let claim = claimed.lowercased()
        let holds =
            switch claim {
            case "none": state == "clear"
            case "encrypted": state == "encrypted"
            default: state == "encrypted" && scheme == claim
            }
        return result(
            field: "encryption", claimed: claim, shown: scheme.map { "\(state) (\($0))" } ?? state,
            contradicted: !holds)
    }

    private static func result(field: String, claimed: String, shown: String, contradicted: Bool) -> Reading {
        Reading(
            kind: kind,
            facts: [
                "claim.field": .string(field), "claim.claimed": .string(claimed), "claim.shown": .string(shown),
                "claim.contradicted": .bool(contradicted),
            ])
    }
}
