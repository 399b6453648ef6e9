public import Assurance

/// A department, as other pages name it.
public struct DepartmentReference: Sendable, Hashable {
    /// Its id.
    public var id: String
    /// Its name.
    public var name: Wording

    /// All that is shown.
    public init(id: String, name: Wording) {
        self.id = id
        self.name = name
    }

    var link: Link { Link(text: name, url: Paths.department(id)) }
}

/// A system, as other pages name it.
public struct SystemReference: Sendable, Hashable {
    /// Its id.
    public var id: String
    /// Its name.
    public var name: Wording
    /// Its department.
    public var department: DepartmentReference

    /// All that is shown.
    public init(id: String, name: Wording, department: DepartmentReference) {
        self.id = id
        self.name = name
        self.department = department
    }

    var link: Link { Link(text: name, url: Paths.system(id)) }
}

/// A control, as other pages name it.
public struct ControlReference: Sendable, Hashable {
    /// Its id, such as `TRN-03`.
    public var id: String
    /// Its title.
    public var title: Wording
    /// Where it comes from.
    public var sources: [Control.Source]

    /// All that is shown.
    public init(id: String, title: Wording, sources: [Control.Source]) {
        self.id = id
        self.title = title
        self.sources = sources
    }
}

extension PageWriter {
    /// A system under its department, as tables name it.
    mutating func system(_ system: SystemReference) {
        link(system.name, to: Paths.system(system.id), class: "strong")
        element("span", .class("under"), words: system.department.name)
    }

    /// A control by id and title.
    mutating func control(_ control: ControlReference) {
        element("a", .href(Paths.control(control.id)), .class("control")) { link in
            link.element("span", .class("code-name"), text: control.id)
            link.write(" ")
            link.words(control.title)
        }
    }

    /// The clauses of a control, each with how well it is known; one of ours is never shown as a clause.
    mutating func sources(_ sources: [Control.Source]) {
        element("ul", .class("sources")) { list in
            for source in sources {
                list.element("li") { item in
                    item.write("\(source.document) \(source.clause)")
                    item.write(" ")
                    item.element(
                        "span", .class("standing g-\(source.standing.rawValue)"),
                        text: item.say("pages.standing-\(source.standing.rawValue)"))
                }
            }
        }
    }
}

/// A person, as other pages name them.
public struct PersonReference: Sendable, Hashable {
    /// The person's id.
    public var id: String
    /// The person's name.
    public var name: Wording

    /// All that is shown.
    public init(id: String, name: Wording) {
        self.id = id
        self.name = name
    }
}
