import CanonicalJSON
import Pages

/// Who did something, as events name them.
enum EventActor {
    /// A person, by an opaque id.
    case person(String)
    /// A program, by its name and version.
    case program(String)

    private static let mark = "person:"

    init(_ text: String) {
        self = text.hasPrefix(Self.mark) ? .person(String(text.dropFirst(Self.mark.count))) : .program(text)
    }

    /// As an event writes it.
    var text: String {
        switch self {
        case .person(let id): Self.mark + id
        case .program(let name): name
        }
    }

    /// As pages name them: who of the people it was is for those who audit the record.
    var wording: Wording {
        switch self {
        case .person: .say("server.a-person")
        case .program(let name): .name(name)
        }
    }

    /// As the API names them.
    var json: JSONValue {
        switch self {
        case .person: "person"
        case .program(let name): .string(name)
        }
    }
}
