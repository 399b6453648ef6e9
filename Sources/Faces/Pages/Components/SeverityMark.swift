public import Model

/// A severity, as a gauge of four bars and its name.
public struct SeverityMark: Component {
    let severity: Severity

    /// A mark.
    public init(_ severity: Severity) { self.severity = severity }

    /// Writes it.
    public func write(_ page: inout PageWriter) {
        let level = Severity.allCases.firstIndex(of: severity) ?? 0
        page.element("span", .class("severity v-\(severity.rawValue)")) { mark in
            mark.element("svg", .class("gauge"), .named("viewBox", "0 0 16 12"), .hidden, .named("focusable", "false"))
            {
                for bar in 0..<4 {
                    $0.element(
                        "rect", .class(bar < level ? "on" : nil), .named("x", String(bar * 4)),
                        .named("y", String(9 - bar * 3)), .named("width", "3"), .named("height", String(3 + bar * 3)),
                        text: "")
                }
            }
            mark.element("span", text: mark.say("pages.severity-\(severity.rawValue)"))
        }
    }
}
