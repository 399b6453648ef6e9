/// Names with their values.
struct KeyValues: Component {
    /// One name and its value.
    struct Pair {
        let key: Wording
        let value: (inout PageWriter) -> Void

        init(_ key: Wording, _ value: @escaping (inout PageWriter) -> Void) {
            self.key = key
            self.value = value
        }

        /// A value that is words.
        init(_ key: Wording, words: Wording) { self.init(key) { $0.words(words) } }
    }

    let pairs: [Pair]
    var isColumn = false

    func write(_ page: inout PageWriter) {
        page.element("dl", .class(isColumn ? "pairs column" : "pairs")) { list in
            for pair in pairs {
                list.element("div") { row in
                    row.element("dt", words: pair.key)
                    row.element("dd", inside: pair.value)
                }
            }
        }
    }
}
