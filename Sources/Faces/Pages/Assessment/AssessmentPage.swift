public import Assurance
public import Model
public import Phrases

/// The assessment as one page that a director reads: the verdict, the shortest path to "held", then what it rests on.
///
/// It holds all three languages, stands alone, needs no script and prints.
public struct AssessmentPage {
    private let assessment: Assessment
    private let phrases: PhraseBook

    /// A page of an assessment.
    public init(_ assessment: Assessment, phrases: PhraseBook) {
        self.assessment = assessment
        self.phrases = phrases
    }

    /// The HTML, UTF-8.
    ///
    /// - Parameter first: the language that is shown until the reader chooses another.
    public func html(first: Language) -> String {
        var writer = HTMLWriter()
        writer.raw("<!DOCTYPE html>\n")
        writer.element("html", .lang(first.rawValue)) { html in
            html.element("head") { head in
                head.void("meta", .named("charset", "utf-8"))
                head.void(
                    "meta", .named("http-equiv", "Content-Security-Policy"),
                    .named("content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"))
                head.void(
                    "meta", .named("name", "viewport"), .named("content", "width=device-width, initial-scale=1"))
                head.element("title", text: assessment.system.subject.name[first])
                head.element("style") { $0.raw(PageStyle.standalone) }
            }
            html.element("body") { body in
                for language in Language.allCases { choice(of: language, checked: language == first, &body) }
                body.element("nav", .class("languages")) { nav in
                    for language in Language.allCases {
                        nav.element(
                            "label", .named("for", language.rawValue), .lang(language.rawValue),
                            text: phrases.text(Message("pages.language-name"), in: language))
                    }
                }
                for language in Language.allCases {
                    body.element("main", .lang(language.rawValue)) { main in
                        AssessmentSections(assessment: assessment, phrases: phrases, language: language).write(&main)
                    }
                }
            }
        }
        return writer.text + "\n"
    }

    private func choice(of language: Language, checked: Bool, _ body: inout HTMLWriter) {
        let label = phrases.text(Message("pages.language-name"), in: language)
        if checked {
            body.void(
                "input", .class("choice"), .named("type", "radio"), .named("name", "language"),
                .id(language.rawValue), .named("aria-label", label), .named("checked", "checked"))
        } else {
            body.void(
                "input", .class("choice"), .named("type", "radio"), .named("name", "language"),
                .id(language.rawValue), .named("aria-label", label))
        }
    }
}
