import Model

/// The verdict on one control, with everything that stands behind it.
public struct ControlVerdict: Sendable, Hashable {
    /// The control.
    public var control: Control
    /// The verdict.
    public var status: ControlStatus
    /// Rules that matched.
    public var breaches: [Breach]
    /// Observations that are missing.
    public var missing: [MissingObservation]
    /// The waiver that covers it.
    public var waiver: Waiver?
    /// A waiver that would cover it, had it not lapsed or not yet begun.
    public var lapsed: Waiver?
    /// The ids of the observations it rests on.
    public var observations: [String]

    /// A verdict.
    public init(
        control: Control, status: ControlStatus, breaches: [Breach] = [], missing: [MissingObservation] = [],
        waiver: Waiver? = nil, lapsed: Waiver? = nil, observations: [String] = []
    ) {
        self.control = control
        self.status = status
        self.breaches = breaches
        self.missing = missing
        self.waiver = waiver
        self.lapsed = lapsed
        self.observations = observations
    }
}
