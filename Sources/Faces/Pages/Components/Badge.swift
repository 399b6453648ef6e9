/// A short word about a thing: its tier, its grade, a marking.
struct Badge: Component {
    /// How it stands out.
    enum Tone: String, CaseIterable {
        case plain, strong, demo
    }

    let text: Wording
    var tone = Tone.plain

    func write(_ page: inout PageWriter) { page.element("span", .class("badge b-\(tone.rawValue)"), words: text) }
}
