/// A notice, as a box with its kind in words for those who do not see its colour.
struct NoticeBox: Component {
    let notice: Notice

    func write(_ page: inout PageWriter) {
        let icon: Icon =
            switch notice.kind {
            case .success: .held
            case .information: .info
            case .warning: .warning
            case .error: .error
            }
        page.element(
            "div", .class("notice n-\(notice.kind.rawValue)"), .role(notice.kind == .error ? "alert" : "status")
        ) { box in
            box.put(icon)
            box.element("p") { line in
                line.aside(line.say("pages.notice-\(notice.kind.rawValue)"))
                line.words(notice.text)
                if let link = notice.link {
                    line.write(" ")
                    line.link(link.text, to: link.url)
                }
            }
        }
    }
}
