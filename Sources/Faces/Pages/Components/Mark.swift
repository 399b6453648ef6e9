/// Seawall's own mark: a wall with a step, and the waves that it keeps out.
struct Mark: Component {
    func write(_ page: inout PageWriter) {
        page.element("svg", .class("mark"), .named("viewBox", "0 0 32 32"), .hidden, .named("focusable", "false")) {
            $0.raw(
                """
                <path class="mark-wall" d="M3 5h7v5h4v5h4v12H3z"/>\
                <path class="mark-wave" d="M20.5 18.5c1.6 0 1.6 1.7 3.2 1.7s1.6-1.7 3.2-1.7 1.6 1.7 3.2 1.7M20.5 24.5c1.6 0 1.6 1.7 3.2 1.7s1.6-1.7 3.2-1.7 1.6 1.7 3.2 1.7"/>
                """)
        }
    }
}
