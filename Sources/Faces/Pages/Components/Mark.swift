/// Seawall's own mark: a wall with a step, and the waves that it keeps out.
struct Mark: Component {
    func write(_ page: inout PageWriter) {
        page.element("svg", .class("mark"), .named("viewBox", "0 0 32 32"), .hidden, .named("focusable", "false")) {
            $0.raw(
                """
                <path class="mark-wall" d="M4 5h8v5h5v5h5v12H4z"/>\
                <path class="mark-wave" d="M16 19.500c2.600 0 2.600 2 5.200 2s2.600-2 5.200-2"/>
                """)
        }
    }
}
