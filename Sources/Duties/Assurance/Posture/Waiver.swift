public import Model

/// A dated, named decision to accept that a control is broken or unknown.
public struct Waiver: Sendable, Hashable {
    /// The control it covers.
    public var control: String
    /// The ids of the objects it covers; all of the subject's when empty.
    public var objects: [String]
    /// Why.
    public var reason: String
    /// Who granted it, and in which office.
    public var grantedBy: String
    /// From which day it holds.
    public var from: CalendarDate
    /// The last day it holds.
    public var until: CalendarDate

    /// Whether it covers an object on a day.
    public func covers(_ object: ObjectReference, on day: CalendarDate) -> Bool {
        from <= day && day <= until && (objects.isEmpty || objects.contains(object.id))
    }

    /// A waiver.
    public init(
        control: String, objects: [String], reason: String, grantedBy: String, from: CalendarDate,
        until: CalendarDate
    ) {
        self.control = control
        self.objects = objects
        self.reason = reason
        self.grantedBy = grantedBy
        self.from = from
        self.until = until
    }
}
