/// How a browser should treat an input of a kind.
struct InputTraits {
    let type: String
    var autocomplete: String?
    var inputMode: String?
    var length: Int?
    var accept: String?
    var style: String?
    var keepsValue = true

    init(_ kind: FormField.Kind) {
        switch kind {
        case .username:
            type = "text"
            autocomplete = "username"
            length = 200
        case .email:
            type = "email"
            autocomplete = "email"
            length = 320
        case .password:
            type = "password"
            autocomplete = "current-password"
            length = 1_000
            keepsValue = false
        case .newPassword:
            type = "password"
            autocomplete = "new-password"
            length = 1_000
            keepsValue = false
        case .code(let digits):
            type = "text"
            autocomplete = "one-time-code"
            inputMode = "numeric"
            length = digits
            style = "code-input"
            keepsValue = false
        case .number:
            type = "text"
            inputMode = "numeric"
            length = 20
            style = "short"
        case .date:
            type = "date"
            style = "short"
        case .file(let accepted):
            type = "file"
            accept = accepted
            keepsValue = false
        case .text, .multiline, .choice, .radios, .checkbox:
            type = "text"
            length = 500
        }
    }
}
