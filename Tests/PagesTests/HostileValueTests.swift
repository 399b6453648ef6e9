import Assurance
import Model
import PageSamples
import Pages
import Testing

/// What people and machines wrote cannot become markup, run, or pose as something else.
@Suite(.timeLimit(.minutes(10))) struct HostileValueTests {
    static let hostile = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'&\u{0}\u{1B}[31m\u{202E}"
    static var words: Wording { .name(hostile) }
    static var localized: Wording { .localized(LocalizedText(en: hostile, zhHant: hostile, zhHans: hostile)) }
    static let script = "javascript:alert(1)"

    static func frame() throws -> Frame {
        var frame = SampleFrame.officer(
            .english, path: hostile, phrases: try SampleFrame.phrases(root: root), assets: "/assets/")
        frame.person = PersonInFrame(id: hostile, name: words, offices: [localized])
        frame.csrf = hostile
        frame.build = hostile
        frame.notices = [Notice(kind: .error, text: words, link: Link(text: words, url: script))]
        return frame
    }

    private static let department = DepartmentReference(id: hostile, name: words)
    private static let system = SystemReference(id: hostile, name: localized, department: department)
    private static let control = ControlReference(
        id: hostile, title: words, sources: [.init(document: hostile, clause: hostile, standing: .ours)])
    private static let button = ActionButton(
        words, url: script, posts: true, weight: .primary, question: words, fields: [hostile: hostile])
    private static let observation = SystemView.ObservationRow(
        id: hostile, kind: hostile, object: hostile, completeness: .partial([words]), collected: SampleEstate.now,
        actor: hostile)

    private static func pages() throws -> [(String, String)] {
        let frame = try frame()
        let finding = FindingView(
            id: hostile, what: words, why: words, remedy: words, severity: .high, state: .open, system: system,
            object: hostile, rule: words, controls: [control], opened: SampleEstate.now,
            behind: [
                .init(
                    role: .opened, observation: observation, matched: [Fact(name: hostile, value: hostile)],
                    evidence: [
                        Evidence(type: words, place: hostile, shown: hostile, confidence: 1, reasons: [words])
                    ])
            ],
            proof: Proof(state: .logged, id: hostile, commitment: hostile, signers: [hostile]),
            actions: [.init(what: words, owner: PersonReference(id: hostile, name: words), isDone: false)],
            buttons: [button], noteURL: script, note: FormState(values: ["note": hostile], errors: ["note": words]),
            version: hostile,
            history: [.init(at: SampleEstate.now, kind: .note, text: words, actor: words, detail: words, url: script)])
        let home = HomeView(
            offices: [Tab(words, url: script), Tab(words, url: script, isCurrent: true)],
            queues: [
                Queue(
                    kind: .fix, total: 1,
                    items: [
                        QueueItem(
                            title: words, url: script, system: system, clauses: control.sources, cause: words,
                            next: button)
                    ])
            ])
        let results = ResultsView(
            Listing(
                rows: [
                    .init(
                        control: control, force: .shall, system: system, status: .broken, causes: [words, words],
                        finding: hostile)
                ],
                sorting: Sorting(column: hostile, isDescending: true, urls: ["status": script]),
                filter: Filter(
                    url: script,
                    choices: [.init(name: hostile, label: words, options: [Option(hostile, words)], value: hostile)],
                    kept: [hostile: hostile]), pages: PageLinks(previous: script, next: script)))
        let conflict = ConflictView(
            what: words, by: words, at: SampleEstate.now,
            differences: [.init(name: hostile, label: words, theirs: hostile, mine: hostile + "\n" + hostile)],
            url: script, version: hostile, away: Link(text: words, url: script))
        return [
            ("finding", Page(view: finding, frame: frame).html), ("home", Page(view: home, frame: frame).html),
            ("results", Page(view: results, frame: frame).html),
            ("conflict", Page(view: conflict, frame: frame).html),
            (
                "search",
                Page(
                    view: SearchView(
                        words: hostile, hits: [.init(kind: .system, name: words, url: script, detail: words)],
                        pages: PageLinks()), frame: frame
                ).html
            ),
            (
                "error",
                Page(
                    view: ErrorView(kind: .badRequest, detail: words, request: hostile), frame: frame
                ).html
            ),
        ]
    }

    @Test func nothingBecomesMarkup() throws {
        let pages = try Self.pages()
        #expect(pages.count == 6)
        for (name, html) in pages {
            let markup = try MarkupReader(html)
            #expect(markup.all("script").count == 1, "\(name)")
            #expect(markup.all("img").isEmpty, "\(name)")
            #expect(!markup.elements.contains { $0.attributes.keys.contains { $0.hasPrefix("on") } }, "\(name)")
        }
    }

    @Test func nothingLeadsToAScript() throws {
        for (name, html) in try Self.pages() {
            #expect(!html.contains("javascript:"), "\(name)")
        }
    }

    @Test func whatDrivesATerminalOrTurnsTextIsShown() throws {
        for (name, html) in try Self.pages() {
            #expect(!html.unicodeScalars.contains("\u{0}"), "\(name)")
            #expect(!html.unicodeScalars.contains("\u{1B}"), "\(name)")
        }
        let finding = try #require(try Self.pages().first)
        #expect(finding.1.contains("\\u{202E}"))
    }

    @Test(arguments: [
        ("/a?b=1", true), ("#x", true), ("?q=1", true), ("https://example.org/", true),
        ("otpauth://totp/Seawall:chan?secret=A", true), ("//evil.example", false),
        ("/\\evil.example", false), ("http://example.org", false), ("javascript:alert(1)", false),
        ("data:text/html,x", false), (" /a", false), ("/a\nb", false), ("", false),
    ]) func linksStayHereOrGoOverHTTPS(_ url: String, _ isWritten: Bool) throws {
        var page = PageWriter(try Self.frame())
        page.link(.name("x"), to: url)
        #expect(page.text.contains("href=") == isWritten)
    }
}
