import HTTPTypes
import Model
import Pages

/// What is filled in about people, offices and agreements; the raw value is the name of the API's member.
enum ActField: String {
    case signIn, name, email, language, unit, office, system, from, until, withheld
}

/// What is wrong with what was filled in: a page says all of it, each beside its field, and a program is told of the first.
struct FieldFaults: Error {
    /// What is wrong; of no one field where nil.
    private(set) var all: [(field: ActField?, message: Message)] = []

    init() {}

    init(_ field: ActField?, _ message: Message) { all = [(field, message)] }

    var isEmpty: Bool { all.isEmpty }

    mutating func add(_ field: ActField?, _ id: String) { add(field, Message(id)) }

    mutating func add(_ field: ActField?, _ message: Message) { all.append((field, message)) }

    /// Shows them on a form whose fields have other names than the API's members.
    func show(in state: inout FormState, naming names: [ActField: String]) {
        for (field, message) in all {
            state.errors[field.map { names[$0] ?? $0.rawValue } ?? ""] = .message(message)
        }
    }

    /// What a program is told: what fits only something else that is there now is 409, what is not right in itself 422.
    var refusal: Refusal {
        let first = all[0]
        let status: HTTPResponse.Status =
            switch first.message.id {
            case "server.office-not-yours": .forbidden
            case "identity.name-taken", "identity.person-disabled", "identity.office-held": .conflict
            case let id where id.hasPrefix("identity.duties-"): .conflict
            default: .unprocessableContent
            }
        return Refusal(status, first.message, field: first.field?.rawValue)
    }
}
