import Phrases

/// A page for what could not be done.
public struct ErrorView: PageView {
    /// What went wrong, as HTTP says it.
    public enum Kind: Int, Sendable, Hashable, CaseIterable {
        case badRequest = 400
        case forbidden = 403
        case notFound = 404
        case tooLarge = 413
        case tooMany = 429
        case fault = 500
        case unavailable = 503
    }

    /// What went wrong.
    public var kind: Kind
    /// What exactly, where that may be said.
    public var detail: Wording?
    /// The id of the request, for whoever looks into it.
    public var request: String
    /// After how many seconds to try again.
    public var retrySeconds: Int?

    /// All that is shown.
    public init(kind: Kind, detail: Wording? = nil, request: String, retrySeconds: Int? = nil) {
        self.kind = kind
        self.detail = detail
        self.request = request
        self.retrySeconds = retrySeconds
    }

    /// Its heading.
    public var title: Wording { .say("pages.error-\(kind.rawValue)") }
    /// How much room it takes.
    public var width: PageWidth { .reading }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(above: .name(String(kind.rawValue))) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.element("div", .class("prose fault")) { prose in
            if let detail { prose.element("p", .class("lead"), words: detail) }
            prose.element("p", text: prose.say("pages.error-what-\(kind.rawValue)"))
            if let retrySeconds {
                prose.element(
                    "p", text: prose.say("pages.retry-in", ["span": prose.counted("second", retrySeconds)]))
            }
            prose.element("p", .class("soft")) { line in
                line.write(line.say("pages.request"))
                line.write(" ")
                line.element("code", text: request.printable)
            }
            prose.element("p") { $0.element("a", .href(Paths.home), .class("button secondary"), say: "pages.go-home") }
        }
    }
}
