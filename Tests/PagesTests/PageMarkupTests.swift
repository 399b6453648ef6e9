import Model
import PageSamples
import Pages
import Phrases
import Testing

/// Where the repository is.
let root = String(#filePath.dropLast("Tests/PagesTests/PageMarkupTests.swift".count))

/// Every page with sample data, in every language.
@Suite(.timeLimit(.minutes(10))) struct PageMarkupTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let sample: SamplePages.Sample
        let language: Language
        var testDescription: String { "\(sample.name) \(language.rawValue)" }

        func html() throws -> String {
            let phrases = try PageMarkupTests.phrases.get()
            let make = sample.isForStrangers ? SampleFrame.stranger : SampleFrame.officer
            return sample.html(make(language, .system, "/here?a=1&b=2", phrases, "/assets/"))
        }
    }

    /// Read once for all pages.
    static let phrases = Result { try SampleFrame.phrases(root: root) }

    static let cases = SamplePages.all.flatMap { sample in
        Language.allCases.map { Case(sample: sample, language: $0) }
    }

    @Test func everyViewIsAmongTheSamples() {
        #expect(SamplePages.all.count == 47)
        #expect(Set(SamplePages.all.map(\.name)).count == 47)
    }

    @Test(arguments: cases) func isWellFormed(_ page: Case) throws {
        let markup = try MarkupReader(page.html())
        #expect(markup.all("html").first?.attributes["lang"] == page.language.rawValue)
        #expect(markup.all("h1").count == 1)
        #expect(markup.all("main").count == 1)
        #expect(markup.all("title").first?.text.isEmpty == false)
    }

    @Test(arguments: cases) func holdsNothingThatThePolicyForbids(_ page: Case) throws {
        let markup = try MarkupReader(page.html())
        for element in markup.elements {
            #expect(element.name != "style")
            #expect(element.attributes["style"] == nil, "\(element)")
            #expect(!element.attributes.keys.contains { $0.hasPrefix("on") }, "\(element)")
            if element.name == "script" {
                #expect(element.text.isEmpty && element.attributes["src"] == "/assets/seawall.js")
            }
            for link in ["href", "src", "action"].compactMap({ element.attributes[$0] }) {
                #expect(
                    link.hasPrefix("/") || link.hasPrefix("#") || link.hasPrefix("?") || link.hasPrefix("https://")
                        || link.hasPrefix("otpauth://totp/"))
            }
        }
    }

    @Test(arguments: cases) func idsAreUniqueAndWhatNamesThemExists(_ page: Case) throws {
        let markup = try MarkupReader(page.html())
        let ids = markup.elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        for element in markup.elements {
            for reference in ["for", "aria-labelledby", "aria-describedby", "popovertarget", "data-narrows"] {
                for id in element.attributes[reference]?.split(separator: " ") ?? [] {
                    #expect(ids.contains(String(id)), "\(reference)=\(id)")
                }
            }
            if let link = element.attributes["href"], link.hasPrefix("#") {
                #expect(ids.contains(String(link.dropFirst())), "\(link)")
            }
        }
    }

    @Test(arguments: cases) func everyFormThatPostsCarriesTheToken(_ page: Case) throws {
        let markup = try MarkupReader(page.html())
        for (place, form) in markup.elements.enumerated() where form.name == "form" {
            let tokens = markup.elements.filter { $0.parents.contains(place) && $0.attributes["name"] == "csrf" }
            if form.attributes["method"] == "post" {
                #expect(tokens.map { $0.attributes["value"] } == ["c2FtcGxlLXRva2Vu"])
            } else {
                #expect(form.attributes["method"] == "get")
                // A token in an address would stand in logs.
                #expect(tokens.isEmpty)
            }
        }
    }

    @Test(arguments: cases) func everyFieldHasALabel(_ page: Case) throws {
        let markup = try MarkupReader(page.html())
        let labelled = Set(markup.all("label").compactMap { $0.attributes["for"] })
        for field in markup.elements where ["input", "select", "textarea"].contains(field.name) {
            if field.attributes["type"] == "hidden" { continue }
            #expect(labelled.contains(field.attributes["id"] ?? ""), "\(field)")
        }
        for button in markup.elements where ["button", "a", "summary"].contains(button.name) {
            let isNamed = !button.text.allSatisfy(\.isWhitespace) || button.attributes["aria-label"] != nil
            #expect(isNamed, "\(button)")
        }
    }

    @Test(arguments: cases) func everyTextIsThere(_ page: Case) throws {
        let html = try page.html()
        // A text that is missing shows its id, and one with a gap left open shows the gap.
        #expect(html.firstMatch(of: #/pages\.[a-z]/#) == nil)
        #expect(html.firstMatch(of: #/\{[a-z]+\}/#) == nil || page.sample.name == "api")
    }

    @Test(arguments: cases) func tablesSayWhatTheyListAndHead(_ page: Case) throws {
        let markup = try MarkupReader(page.html())
        for (place, table) in markup.elements.enumerated() where table.name == "table" {
            let inside = markup.elements.filter { $0.parents.contains(place) }
            #expect(inside.first { $0.name == "caption" }?.text.isEmpty == false)
            #expect(inside.filter { $0.name == "th" }.allSatisfy { $0.attributes["scope"] != nil })
        }
    }
}
