/// What stands where a list would, and why there is none.
struct EmptyState: Component {
    let text: Wording
    var action: ActionButton?

    func write(_ page: inout PageWriter) {
        page.element("div", .class("empty")) { box in
            box.put(Icon.empty)
            box.element("p", words: text)
            if let action { box.put(action) }
        }
    }
}
