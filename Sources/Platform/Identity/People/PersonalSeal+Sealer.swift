public import Journal
public import Sealing

extension PersonalSeal {
    /// Seals under the keys of units, and fingerprints under the record's own.
    public init(_ sealer: Sealer, _ keys: Keys) {
        self.init(
            seal: { try sealer.seal($0, unit: $1.unit, context: $1.context) },
            open: { try sealer.open($0, unit: $1.unit, context: $1.context) },
            fingerprint: { value in value.withUnsafeBytes { keys.lookupFingerprint($0) } })
    }
}

extension PersonalSeal.Place {
    /// What a sealed value is bound to.
    fileprivate var context: String { "\(table).\(column).\(row)" }
}
