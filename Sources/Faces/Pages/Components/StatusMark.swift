public import Assurance

/// The status of a control, by shape, words and colour.
public struct StatusMark: Component {
    let status: ControlStatus
    let isSoft: Bool

    /// A mark; a soft one has no background, for dense tables.
    public init(_ status: ControlStatus, soft isSoft: Bool = false) {
        self.status = status
        self.isSoft = isSoft
    }

    /// Writes it.
    public func write(_ page: inout PageWriter) {
        page.element("span", .class("status s-\(status.rawValue)\(isSoft ? " soft" : "")")) { mark in
            mark.put(status.icon)
            mark.element("span", text: mark.say("pages.status-\(status.rawValue)"))
        }
    }
}

extension ControlStatus {
    var icon: Icon {
        switch self {
        case .held: .held
        case .broken: .broken
        case .unknown: .unknown
        case .waived: .waived
        case .notApplicable: .notApplicable
        }
    }
}
