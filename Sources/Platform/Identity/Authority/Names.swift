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

extension Agreement.Field {
    /// What it is, for people.
    public var name: Message { Message("identity.field-\(rawValue)") }

    /// What is seen of it at one of its extents, for people.
    public func sight(_ extent: Agreement.Extent) -> Message {
        extent == .none ? Message("identity.shows-nothing") : Message("identity.shows-\(rawValue)-\(extent.rawValue)")
    }
}
