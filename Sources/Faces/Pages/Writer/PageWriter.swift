public import Model
import Phrases

/// Writes a page of the server: HTML, in the language of the person that the frame is for.
public struct PageWriter: MarkupWriter {
    /// What was written so far.
    public var text = ""
    /// For whom and where the page is.
    public let frame: Frame
    private var numbers: [String: Int] = [:]

    /// A writer for a frame.
    public init(_ frame: Frame) {
        self.frame = frame
        text.reserveCapacity(1 << 15)
    }

    /// The page's language.
    public var language: Language { frame.language }

    /// One of our own texts.
    public func say(_ id: String, _ arguments: [String: String] = [:]) -> String {
        frame.phrases.text(Message(id, arguments), in: frame.language)
    }

    /// An id that no other element of the page has.
    public mutating func uniqueID(_ stem: String) -> String {
        let number = numbers[stem, default: 0] + 1
        numbers[stem] = number
        return number == 1 ? stem : "\(stem)-\(number)"
    }

    /// An element that holds one of our own texts.
    public mutating func element(
        _ name: StaticString, _ attributes: Attribute..., say id: String, _ arguments: [String: String] = [:]
    ) {
        open(name, attributes)
        write(say(id, arguments))
        close(name)
    }

    /// An element that holds a wording; it carries `lang` where that is not the page's language.
    public mutating func element(_ name: StaticString, _ attributes: Attribute..., words wording: Wording) {
        let spoken = wording.spoken(by: frame)
        open(name, attributes + [.lang(spoken.foreign?.rawValue)])
        write(spoken.text)
        close(name)
    }

    /// A wording, within a `span` that carries `lang` where that is not the page's language.
    public mutating func words(_ wording: Wording) {
        let spoken = wording.spoken(by: frame)
        guard let foreign = spoken.foreign else { return write(spoken.text) }
        element("span", .lang(foreign.rawValue), text: spoken.text)
    }

    /// A wording as text, for an attribute.
    public func text(of wording: Wording) -> String { wording.spoken(by: frame).text }

    /// A link that holds a wording.
    public mutating func link(_ wording: Wording, to url: String, class style: String? = nil) {
        element("a", .href(url), .class(style), words: wording)
    }

    /// Text for assistive technology alone.
    public mutating func aside(_ content: String) { element("span", .class("aside"), text: content) }

    /// A component.
    public mutating func put(_ component: some Component) { component.write(&self) }
}
