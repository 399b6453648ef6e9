public import Model

/// What something is to be done on.
public struct Target: Sendable, Hashable {
    /// The unit that it belongs to; `.root` for the installation as a whole.
    public var unit: UnitPath
    /// The system or exercise; nil for the unit itself.
    public var subject: String?
    /// The ids of those who mended the finding, where it is one.
    public var fixedBy: Set<String>

    /// A target.
    public init(unit: UnitPath, subject: String? = nil, fixedBy: Set<String> = []) {
        self.unit = unit
        self.subject = subject
        self.fixedBy = fixedBy
    }
}
