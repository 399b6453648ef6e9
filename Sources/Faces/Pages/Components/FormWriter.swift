/// A form that posts, with its errors told at the top and at each field.
struct FormWriter: Component {
    let url: String
    let fields: [FormField]
    let state: FormState
    let button: Wording
    var weight = ActionButton.Weight.primary
    var hidden: [String: String] = [:]
    var question: Wording?
    /// A link beside the button, which leaves the form.
    var away: Link?

    func write(_ page: inout PageWriter) {
        let ids = fields.map { page.uniqueID("field-\($0.name)") }
        if !state.errors.isEmpty { summary(ids, &page) }
        let hasFile = fields.contains { if case .file = $0.kind { true } else { false } }
        page.element(
            "form", .class("form"), .named("method", "post"), .action(url), .flag("novalidate"),
            .named("enctype", hasFile ? "multipart/form-data" : nil),
            .named("data-confirm", question.map { page.text(of: $0) })
        ) { form in
            form.token()
            for (name, value) in hidden.sorted(by: { $0.key < $1.key }) { form.hiddenField(name, value) }
            for (field, id) in zip(fields, ids) {
                FieldWriter(
                    field: field, id: id, value: state.values[field.name] ?? "", error: state.errors[field.name]
                ).write(&form)
            }
            form.element("div", .class("actions")) { row in
                row.element("button", .type("submit"), .class("button \(weight.rawValue)"), words: button)
                if let away { row.link(away.text, to: away.url, class: "button quiet") }
            }
        }
    }

    private func summary(_ ids: [String], _ page: inout PageWriter) {
        let title = page.uniqueID("errors")
        page.element(
            "div", .class("errors"), .role("alert"), .named("aria-labelledby", title), .named("tabindex", "-1"),
            .flag("data-focus")
        ) { box in
            box.element("h2", .id(title), say: "pages.errors-title")
            box.element("ul") { list in
                if let whole = state.errors[""] { list.element("li", words: whole) }
                for (field, id) in zip(fields, ids) {
                    guard let error = state.errors[field.name] else { continue }
                    list.element("li") { item in
                        item.element("a", .href("#\(id)"), words: error)
                    }
                }
            }
        }
    }
}

/// One field with its label, hint and error.
struct FieldWriter: Component {
    let field: FormField
    let id: String
    let value: String
    let error: Wording?

    private var described: String? {
        let parts = [field.hint == nil ? nil : "\(id)-hint", error == nil ? nil : "\(id)-error"].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    func write(_ page: inout PageWriter) {
        page.element("div", .class(error == nil ? "field" : "field wrong")) { box in
            switch field.kind {
            case .checkbox: checkbox(&box)
            case .radios(let options): radios(options, &box)
            default:
                box.element("label", .named("for", id)) { label(&$0) }
                notes(&box)
                input(&box)
            }
        }
    }

    private func label(_ label: inout PageWriter) {
        label.words(field.label)
        if !field.isRequired {
            label.write(" ")
            label.element("span", .class("soft"), say: "pages.optional")
        }
    }

    private func notes(_ box: inout PageWriter) {
        if let hint = field.hint { box.element("p", .class("hint"), .id("\(id)-hint"), words: hint) }
        if let error {
            box.element("p", .class("error"), .id("\(id)-error")) { line in
                line.put(Icon.error)
                line.element("span") { text in
                    text.aside(text.say("pages.error-prefix"))
                    text.words(error)
                }
            }
        }
    }

    private func input(_ box: inout PageWriter) {
        switch field.kind {
        case .multiline(let rows):
            box.element(
                "textarea", .id(id), .named("name", field.name), .named("rows", String(rows)),
                .named("aria-describedby", described), .named("aria-invalid", error == nil ? nil : "true"),
                .flag("required", field.isRequired), text: value)
        case .choice(let options):
            box.element(
                "select", .id(id), .named("name", field.name), .named("aria-describedby", described),
                .named("aria-invalid", error == nil ? nil : "true"), .flag("required", field.isRequired)
            ) { select in
                if !options.contains(where: { $0.value == value }) {
                    select.element("option", .named("value", ""), say: "pages.choose")
                }
                for option in options {
                    select.element(
                        "option", .named("value", option.value), .flag("selected", option.value == value),
                        words: option.text)
                }
            }
        default:
            let traits = InputTraits(field.kind)
            box.void(
                "input", .id(id), .named("name", field.name), .type(traits.type),
                .named("value", traits.keepsValue ? value : nil), .named("autocomplete", traits.autocomplete),
                .named("inputmode", traits.inputMode), .named("maxlength", traits.length.map(String.init)),
                .named("accept", traits.accept), .class(traits.style), .named("aria-describedby", described),
                .named("aria-invalid", error == nil ? nil : "true"), .flag("required", field.isRequired))
        }
    }

    private func checkbox(_ box: inout PageWriter) {
        box.element("div", .class("choice")) { row in
            row.void(
                "input", .id(id), .named("name", field.name), .type("checkbox"), .named("value", "yes"),
                .flag("checked", value == "yes"), .named("aria-describedby", described))
            row.element("label", .named("for", id), words: field.label)
        }
        notes(&box)
    }

    private func radios(_ options: [Option], _ box: inout PageWriter) {
        box.element("fieldset", .id(id), .named("aria-describedby", described), .named("tabindex", "-1")) { set in
            set.element("legend") { label(&$0) }
            notes(&set)
            for (index, option) in options.enumerated() {
                let own = "\(id)-option-\(index + 1)"
                set.element("div", .class("choice")) { row in
                    row.void(
                        "input", .id(own), .named("name", field.name), .type("radio"), .named("value", option.value),
                        .flag("checked", option.value == value),
                        .named("aria-describedby", option.hint == nil ? nil : "\(own)-hint"))
                    row.element("label", .named("for", own), words: option.text)
                    if let hint = option.hint { row.element("p", .class("hint"), .id("\(own)-hint"), words: hint) }
                }
            }
        }
    }
}
