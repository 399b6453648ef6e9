/// The API, operation by operation, as its OpenAPI file says.
public struct APIView: PageView {
    /// One operation.
    public struct Operation: Sendable, Hashable {
        /// `GET`, `POST`, …
        public var method: String
        /// The path with its parameters, such as `/api/v1/systems/{id}`.
        public var path: String
        /// What it does; the file's own words.
        public var summary: Wording
        /// The scope that a key needs for it.
        public var scope: String?
        /// Its parameters.
        public var parameters: [Parameter]
        /// The statuses that it answers with.
        public var answers: [Answer]

        /// All that is shown.
        public init(
            method: String, path: String, summary: Wording, scope: String? = nil, parameters: [Parameter],
            answers: [Answer]
        ) {
            self.method = method
            self.path = path
            self.summary = summary
            self.scope = scope
            self.parameters = parameters
            self.answers = answers
        }
    }

    /// One parameter.
    public struct Parameter: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Where it stands: `path`, `query`, `header`.
        public var place: String
        /// Its type.
        public var type: String
        /// Whether it must be there.
        public var isRequired: Bool
        /// What it is.
        public var summary: Wording

        /// All that is shown.
        public init(name: String, place: String, type: String, isRequired: Bool, summary: Wording) {
            self.name = name
            self.place = place
            self.type = type
            self.isRequired = isRequired
            self.summary = summary
        }
    }

    /// One answer.
    public struct Answer: Sendable, Hashable {
        /// Its status.
        public var status: String
        /// What it says.
        public var summary: Wording

        /// All that is shown.
        public init(status: String, summary: Wording) {
            self.status = status
            self.summary = summary
        }
    }

    /// Operations on one kind of thing.
    public struct Group: Sendable, Hashable {
        /// The kind of thing.
        public var name: Wording
        /// The operations.
        public var operations: [Operation]

        /// All that is shown.
        public init(name: Wording, operations: [Operation]) {
            self.name = name
            self.operations = operations
        }
    }

    /// The version of the API.
    public var version: String
    /// Where the API is, such as `https://seawall.example/api/v1`.
    public var base: String
    /// The operations.
    public var groups: [Group]

    /// All that is shown.
    public init(version: String, base: String, groups: [Group]) {
        self.version = version
        self.base = base
        self.groups = groups
    }

    /// Its heading.
    public var title: Wording { .say("pages.api-title") }
    /// What belongs to its heading.
    public var opening: PageOpening {
        PageOpening(
            above: .name(version), below: .say("pages.api-what"),
            actions: [ActionButton(.say("pages.api-file"), url: Paths.openAPI)])
    }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.put(
            Panel(.say("pages.api-first")) { panel in
                panel.put(
                    CodeBlock(
                        label: .say("pages.command"),
                        code: "curl -H \"Authorization: Bearer $SEAWALL_KEY\" \(base)/systems"
                    ))
            })
        for group in groups {
            page.put(Panel(group.name) { panel in for operation in group.operations { panel.put(operation) } })
        }
    }
}

extension APIView.Operation: Component {
    /// Writes it, its parameters and answers folded away.
    public func write(_ page: inout PageWriter) {
        page.element("details", .class("fold operation")) { fold in
            fold.element("summary") { head in
                head.element("span", .class("method m-\(method.lowercased())"), text: method)
                head.element("code", text: path)
                head.write(" ")
                head.words(summary)
            }
            if let scope {
                fold.element("p") { line in
                    line.write(line.say("pages.api-scope"))
                    line.write(" ")
                    line.element("code", text: scope)
                }
            }
            if !parameters.isEmpty { fold.put(parameterTable) }
            fold.put(
                KeyValues(
                    pairs: answers.map { answer in
                        KeyValues.Pair(.name(answer.status)) { $0.words(answer.summary) }
                    }))
        }
    }

    private var parameterTable: some Component {
        DataTable(
            .say("pages.parameters"),
            [Column(.say("pages.name")), Column(.say("pages.type")), Column(.say("pages.what"))],
            rows: parameters, empty: .say("pages.none")
        ) { parameter in
            [
                { cell in
                    cell.element("code", text: parameter.name)
                    if parameter.isRequired { cell.element("span", .class("under"), say: "pages.required") }
                },
                { cell in
                    cell.element("code", text: parameter.type)
                    cell.element("span", .class("under"), text: parameter.place)
                },
                { $0.words(parameter.summary) },
            ]
        }
    }
}
