import Model
import Phrases

/// Where the page stands, search, and the language.
struct TopBar: Component {
    let trail: [Link]

    func write(_ page: inout PageWriter) {
        page.element("div", .class("top")) { top in
            if !trail.isEmpty { top.put(Breadcrumbs(trail: trail)) }
            if top.frame.person != nil { top.put(SearchBox(value: "")) }
            top.put(LanguageChooser())
        }
    }
}

/// The pages above this one.
struct Breadcrumbs: Component {
    let trail: [Link]

    func write(_ page: inout PageWriter) {
        page.element("nav", .class("crumbs"), .label(page.say("pages.breadcrumbs"))) { nav in
            nav.element("ol") { list in
                for link in trail { list.element("li") { $0.link(link.text, to: link.url) } }
            }
        }
    }
}

/// Search over everything that the person may see.
struct SearchBox: Component {
    let value: String

    func write(_ page: inout PageWriter) {
        let id = page.uniqueID("search")
        page.element("form", .class("search"), .role("search"), .named("method", "get"), .action(Paths.search)) {
            form in
            form.element("label", .class("aside"), .named("for", id), say: "pages.search")
            form.put(Icon.search)
            form.void(
                "input", .type("search"), .id(id), .named("name", "q"), .named("value", value),
                .named("placeholder", form.say("pages.search")), .named("autocomplete", "off"),
                .named("maxlength", "200"))
        }
    }
}

/// The three languages, each written in itself.
struct LanguageChooser: Component {
    func write(_ page: inout PageWriter) {
        page.element(
            "form", .class("languages"), .named("method", "post"), .action(Paths.setLanguage),
            .label(page.say("pages.language"))
        ) { form in
            form.token()
            form.hiddenField("return", form.frame.path)
            form.element("div") { group in
                for language in Language.allCases {
                    let isChosen = language == group.language
                    group.element(
                        "button", .type("submit"), .named("name", "language"), .named("value", language.rawValue),
                        .lang(language.rawValue), .named("aria-pressed", isChosen ? "true" : "false"),
                        text: group.frame.phrases.text(Message("pages.language-name"), in: language))
                }
            }
        }
    }
}
