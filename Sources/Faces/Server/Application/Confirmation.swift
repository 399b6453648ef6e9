import Hummingbird
import Pages
import WebForms

/// A question that is asked on a page of its own, where no script has asked it before a form was sent.
struct Confirmation {
    /// The question.
    let question: Wording
    /// What follows from it.
    let consequence: Wording
    /// How the button reads that does it.
    let button: Wording
    /// Where nothing is done.
    let away: Link

    /// The page; nil where the person was asked and said yes.
    ///
    /// - Parameter fields: what was sent, which the page sends once more.
    func page(_ fields: FormFields, _ frame: Frame, _ request: Request) -> Response? {
        guard fields["confirmed"] != "yes" else { return nil }
        let kept = fields.fields.filter { $0.name != "csrf" && $0.name != "confirmed" }
        let view = ConfirmView(
            question: question, consequence: consequence,
            action: ActionButton(
                button, url: request.uri.path, posts: true, weight: .danger,
                fields: Dictionary(kept.map { ($0.name, $0.value) }) { first, _ in first }), away: away)
        return Response.page(view, frame)
    }
}

extension FormState {
    /// What was sent, to be shown again.
    init(_ fields: FormFields) {
        self.init(values: Dictionary(fields.fields.map { ($0.name, $0.value) }) { first, _ in first })
    }
}
