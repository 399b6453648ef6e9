public import Model

/// The facts of the observations that come from the system file itself.
public enum DeclaredSchemas {
    /// One schema a kind.
    public static let all = [
        DeclaredProbe.schema, ClaimCheck.schema, AttestationProbe.schema, ComponentProbe.schema,
    ]
}
