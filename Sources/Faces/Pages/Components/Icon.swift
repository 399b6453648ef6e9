/// A small picture that stands beside words: drawn here, 16 by 16, in lines of the colour around it.
public enum Icon: String, Sendable, Hashable, CaseIterable {
    case home, grid, building, server, flag, book, scan, people, ledger, gear
    case held, broken, unknown, waived, notApplicable
    case clock, late, arrowRight, arrowLeft, up, down, external, check, info, warning, error
    case search, menu, key, link, file, download, settings, live, person, out, empty

    var drawing: StaticString {
        switch self {
        case .home: "<path d='M2.5 7.5 8 3l5.5 4.5V13h-4V9.5h-3V13h-4z'/>"
        case .grid: "<path d='M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM9.5 9.5h4v4h-4z'/>"
        case .building: "<path d='M3.5 13.5v-11h9v11M1.5 13.5h13M6 5.5h1M9 5.5h1M6 8.5h1M9 8.5h1M7 13.5v-2h2v2'/>"
        case .server: "<path d='M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01M8 5h3M8 11h3'/>"
        case .flag: "<path d='M3.5 14V2.5M3.5 3h9l-2 3 2 3h-9'/>"
        case .book:
            "<path d='M8 4c-1.5-1-3.5-1.5-5.5-1.5v10c2 0 4 .5 5.5 1.5 1.5-1 3.5-1.5 5.5-1.5v-10C11.5 2.5 9.5 3 8 4zM8 4v10'/>"
        case .scan: "<path d='M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M4.5 8h7'/>"
        case .people:
            "<path d='M1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 9.5c2.3 0 4 1.3 4 3.5'/><circle cx='6' cy='5' r='2.5'/><path d='M10.5 2.7a2.5 2.5 0 0 1 0 4.6'/>"
        case .ledger:
            "<path d='M8 2v3M8 11v3M5 6.5 3 9M11 6.5 13 9'/><circle cx='8' cy='5.5' r='1.5'/><circle cx='3' cy='11' r='1.5'/><circle cx='13' cy='11' r='1.5'/><path d='M4.5 11h7'/>"
        case .gear, .settings:
            "<circle cx='8' cy='8' r='2.2'/><path d='M8 1.5v2.3M8 12.2v2.3M1.5 8h2.3M12.2 8h2.3M3.4 3.4 5 5M11 11l1.6 1.6M12.6 3.4 11 5M5 11l-1.6 1.6'/>"
        case .held: "<circle cx='8' cy='8' r='6.2'/><path d='m5 8.2 2.1 2.1L11 6.2'/>"
        case .broken:
            "<path d='M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4'/>"
        case .unknown:
            "<circle cx='8' cy='8' r='6.2' stroke-dasharray='2.6 2.270'/><path d='M6.3 6.4a1.7 1.7 0 1 1 2.5 1.5c-.5.3-.8.6-.8 1.2M8 11.2h.01'/>"
        case .waived: "<path d='M8 1.8 13 3.5v4c0 3.2-2 5.4-5 6.7-3-1.3-5-3.5-5-6.7v-4zM5.7 8h4.6'/>"
        case .notApplicable: "<circle cx='8' cy='8' r='6.2'/><path d='M3.7 12.3l8.6-8.6'/>"
        case .clock: "<circle cx='8' cy='8' r='6.2'/><path d='M8 4.5V8l2.3 1.5'/>"
        case .late: "<path d='M8 1.5 14.8 13.5H1.2zM8 6v3.5M8 11.5h.01'/>"
        case .arrowRight: "<path d='M3 8h10M9 4l4 4-4 4'/>"
        case .arrowLeft: "<path d='M13 8H3M7 4 3 8l4 4'/>"
        case .up: "<path d='M8 13V3M4 7l4-4 4 4'/>"
        case .down: "<path d='M8 3v10M4 9l4 4 4-4'/>"
        case .external: "<path d='M6.5 3.5h-3v9h9v-3M9 2.5h4.5V7M13 3 7.5 8.5'/>"
        case .check: "<path d='m3 8.5 3.5 3.5L13 4.5'/>"
        case .info: "<circle cx='8' cy='8' r='6.2'/><path d='M8 7.3v3.7M8 5h.01'/>"
        case .warning: "<path d='M8 1.8 14.7 13.5H1.3zM8 6.2v3.3M8 11.5h.01'/>"
        case .error: "<circle cx='8' cy='8' r='6.2'/><path d='M8 4.7v4M8 11h.01'/>"
        case .search: "<circle cx='7' cy='7' r='4.5'/><path d='m10.3 10.3 3.5 3.5'/>"
        case .menu: "<path d='M2 4h12M2 8h12M2 12h12'/>"
        case .key: "<circle cx='5' cy='11' r='2.8'/><path d='m7 9 6.5-6.5M10.5 5.5l2 2'/>"
        case .link:
            "<path d='M6.5 9.5a2.8 2.8 0 0 0 4 0l2.3-2.3a2.8 2.8 0 0 0-4-4L7.7 4.3M9.5 6.5a2.8 2.8 0 0 0-4 0L3.2 8.8a2.8 2.8 0 0 0 4 4l1.1-1.1'/>"
        case .file: "<path d='M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3'/>"
        case .download: "<path d='M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11'/>"
        case .live:
            "<circle cx='8' cy='8' r='2'/><path d='M4.1 11.9a5.5 5.5 0 0 1 0-7.8M11.9 4.1a5.5 5.5 0 0 1 0 7.8'/>"
        case .person: "<circle cx='8' cy='5' r='2.8'/><path d='M2.5 14c0-3 2.4-4.8 5.5-4.8s5.5 1.8 5.5 4.8'/>"
        case .out: "<path d='M6.5 2.5h-4v11h4M6 8h8M11 5l3 3-3 3'/>"
        case .empty: "<path d='M2.5 9.5 4.5 3h7l2 6.5v4h-11zM2.5 9.5H6l.7 1.5h2.6l.7-1.5h3.5'/>"
        }
    }
}

extension Icon: Component {
    /// Writes it, hidden from assistive technology: the words beside it say the same.
    public func write(_ page: inout PageWriter) {
        page.element(
            "svg", .class("icon"), .named("viewBox", "0 0 16 16"), .hidden, .named("focusable", "false")
        ) { $0.raw(drawing) }
    }
}
