public import Model

extension Office {
    /// Its name, for people.
    public var name: Message { Message("identity.office-\(rawValue)") }
}

extension Action {
    /// What it is, for people.
    public var name: Message { Message("identity.action-\(rawValue)") }
}

extension Reach {
    /// What it is, for people.
    public var name: Message { Message("identity.reach-\(rawValue)") }
}
