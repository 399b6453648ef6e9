import Model
import Phrases

extension SettingsView {
    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        if let newKey {
            page.put(
                Panel(.say("pages.key-new"), note: .say("pages.shown-once")) {
                    $0.put(CodeBlock(label: .say("pages.key-new"), code: newKey))
                })
        }
        page.put(Panel(.say("pages.appearance")) { appearance(&$0) })
        page.put(
            Panel(.say("pages.password")) { panel in
                panel.put(
                    FormWriter(
                        url: Paths.password,
                        fields: [
                            FormField("current", .say("pages.password-current"), .password),
                            FormField(
                                "new", .say("pages.password-new"), .newPassword, hint: .say("pages.password-hint")),
                        ], state: password, button: .say("pages.password-change"), weight: .secondary))
            })
        page.put(
            Panel(
                .say("pages.second-factor"), note: needsSecondFactor ? .say("pages.second-factor-needed") : nil
            ) { factor(&$0) })
        page.put(Panel(.say("pages.passkeys")) { passkeys(&$0) })
        if !links.isEmpty {
            page.put(
                Panel(.say("pages.links"), note: .say("pages.links-what"), flush: true) {
                    $0.put(LinksTable(links: links))
                })
        }
        page.put(Panel(.say("pages.sessions"), flush: true) { $0.put(SessionsTable(sessions: sessions)) })
        page.put(Panel(.say("pages.keys"), note: .say("pages.keys-what")) { keys(&$0) })
    }

    private func appearance(_ panel: inout PageWriter) {
        panel.put(
            FormWriter(
                url: Paths.setLanguage,
                fields: [
                    FormField(
                        "language", .say("pages.language"),
                        .radios(
                            Language.allCases.map { language in
                                let name = panel.frame.phrases.text(Message("pages.language-name"), in: language)
                                return Option(language.rawValue, .written(name, in: language))
                            }))
                ], state: FormState(values: ["language": panel.language.rawValue]), button: .say("pages.save"),
                weight: .secondary, hidden: ["return": Paths.settings]))
        panel.put(
            FormWriter(
                url: Paths.setScheme,
                fields: [
                    FormField(
                        "scheme", .say("pages.scheme"),
                        .radios(
                            ColourScheme.allCases.map { Option($0.rawValue, .say("pages.scheme-\($0.rawValue)")) }))
                ], state: FormState(values: ["scheme": panel.frame.scheme.rawValue]), button: .say("pages.save"),
                weight: .secondary, hidden: ["return": Paths.settings]))
    }

    private func factor(_ panel: inout PageWriter) {
        switch codeFactor {
        case .off:
            panel.element("p", say: "pages.code-off")
            panel.put(ActionButton(.say("pages.code-start"), url: Paths.codeFactor, posts: true, weight: .primary))
        case .enrolling(let secret, let url):
            panel.element("p", say: "pages.code-type")
            panel.put(CodeBlock(label: .say("pages.code-secret"), code: secret))
            panel.element("p") { $0.element("a", .href(url), say: "pages.enrolment-open") }
            panel.put(
                FormWriter(
                    url: Paths.codeConfirm, fields: [FormField("code", .say("pages.code"), .code(digits: 6))],
                    state: code, button: .say("pages.code-confirm")))
        case .on(let left):
            panel.element("p", .class("status s-held")) { mark in
                mark.put(Icon.held)
                mark.element("span", say: "pages.code-on")
            }
            panel.element("p", say: "pages.recovery-left", ["count": String(left)])
            panel.element("div", .class("actions")) { row in
                row.put(
                    ActionButton(
                        .say("pages.recovery-make"), url: Paths.recoveryCodes, posts: true,
                        question: .say("pages.recovery-ask")))
                row.put(
                    ActionButton(
                        .say("pages.code-stop"), url: Paths.codeStop, posts: true, weight: .danger,
                        question: .say("pages.code-stop-ask")))
            }
        }
    }

    private func passkeys(_ panel: inout PageWriter) {
        panel.put(
            DataTable(
                .say("pages.passkeys"),
                [
                    Column(.say("pages.name")), Column(.say("pages.made")), Column(.say("pages.used")),
                    Column(.say("pages.next-step"), .actions),
                ], rows: passkeys, empty: .say("pages.passkeys-empty")
            ) { key in
                [
                    { $0.words(key.name) }, { $0.day(key.made) }, { $0.put(LastSeen(at: key.used)) },
                    {
                        $0.put(
                            ActionButton(
                                .say("pages.remove"), url: Paths.removePasskey(key.id), posts: true, weight: .danger,
                                question: .say("pages.passkey-remove-ask")))
                    },
                ]
            })
        panel.put(PasskeyButton(purpose: .register, returnPath: Paths.settings))
    }

    private func keys(_ panel: inout PageWriter) {
        panel.put(
            DataTable(
                .say("pages.keys"),
                [
                    Column(.say("pages.name")), Column(.say("pages.scopes")), Column(.say("pages.expires"), .mark),
                    Column(.say("pages.used")), Column(.say("pages.next-step"), .actions),
                ], rows: keys, empty: .say("pages.keys-empty")
            ) { key in
                [
                    { cell in
                        cell.words(key.name)
                        cell.element("span", .class("under")) { $0.element("code", text: "\(key.start)…") }
                    },
                    { cell in
                        cell.element("ul", .class("plain")) { list in
                            for scope in key.scopes { list.element("li", words: scope) }
                        }
                    },
                    { $0.put(ClockMark(due: key.expires)) }, { $0.put(LastSeen(at: key.used)) },
                    {
                        $0.put(
                            ActionButton(
                                .say("pages.revoke"), url: Paths.revokeKey(key.id), posts: true, weight: .danger,
                                question: .say("pages.key-revoke-ask")))
                    },
                ]
            })
        guard !scopes.isEmpty else { return }
        panel.element("h3", say: "pages.key-make")
        panel.put(
            FormWriter(
                url: Paths.apiKeys,
                fields: [
                    FormField("name", .say("pages.name")), FormField("scope", .say("pages.scopes"), .radios(scopes)),
                    FormField("days", .say("pages.key-days"), .number, hint: .say("pages.key-days-hint")),
                ], state: key, button: .say("pages.key-make-do"), weight: .secondary))
    }
}
