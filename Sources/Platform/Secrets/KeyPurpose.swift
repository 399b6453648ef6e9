/// What a secret key is for.
public enum KeyPurpose: String, Sendable, CaseIterable {
    /// Fingerprints of values that were found.
    case fingerprint
    /// Salts of commitments to events.
    case commitment
    /// Signatures on checkpoints.
    case signing
    /// Wraps the data keys that sealed values are sealed with.
    case master
}
