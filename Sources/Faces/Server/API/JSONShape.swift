import CanonicalJSON
import HTTPTypes
import Model
import Programme

/// What a JSON document that a program sends has to look like: the schemas of `Content/api/openapi.yaml`, as far as
/// requests have them.
indirect enum JSONShape: Sendable {
    /// Text of so many characters.
    case text(ClosedRange<Int>)
    /// Text of so many characters, without control characters.
    case line(ClosedRange<Int>)
    /// Text of a form.
    case form(Form)
    /// One of several words.
    case choice([String])
    /// A whole number.
    case integer(ClosedRange<Int64>)
    /// A number.
    case number(ClosedRange<Double>)
    /// True or false.
    case bool
    /// At most so many elements.
    case list(JSONShape, Int)
    /// An object with these members and no others.
    case record([Member])
    /// An object whose members have names of their own, at most so many.
    case map(JSONShape, Int)
    /// Any value: it is not looked at.
    case anything

    /// A member of an object.
    struct Member: Sendable {
        let name: String
        let shape: JSONShape
        let isRequired: Bool

        init(_ name: String, _ shape: JSONShape, required: Bool = true) {
            self.name = name
            self.shape = shape
            isRequired = required
        }
    }

    /// A form that text has.
    enum Form: Sendable {
        /// A ULID.
        case ulid
        /// The id of a system or of something in it.
        case id
        /// The id of a unit.
        case unit
        /// `YYYY-MM-DD`.
        case day
        /// RFC 3339.
        case moment
        /// A dotted name, such as `tls.versions`.
        case name
        /// One word of at most 128 characters, without white space.
        case word
    }

    /// Looks a value over.
    ///
    /// - Parameter place: where it stands, such as `observations.3.id`; empty for the whole document.
    /// - Throws: `Refusal` (422) naming the place of what is not as it has to be.
    func check(_ value: JSONValue, at place: String = "") throws(Refusal) {
        switch (self, value) {
        case (.text(let counts), .string(let text)):
            guard counts.contains(text.unicodeScalars.count), Self.isWithoutNUL(text) else { throw Self.wrong(place) }
        case (.line(let counts), .string(let text)):
            guard counts.contains(text.unicodeScalars.count), text.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
            else { throw Self.wrong(place) }
        case (.form(let form), .string(let text)):
            guard form.fits(text) else { throw Self.wrong(place) }
        case (.choice(let words), .string(let text)):
            guard words.contains(text) else { throw Self.wrong(place) }
        case (.integer(let range), _):
            guard let number = value.integer, range.contains(number) else { throw Self.wrong(place) }
        case (.number(let range), .integer(let number)):
            guard range.contains(Double(number)) else { throw Self.wrong(place) }
        case (.number(let range), .number(let number)):
            guard range.contains(number) else { throw Self.wrong(place) }
        case (.bool, .bool): break
        case (.list(let shape, let limit), .array(let elements)):
            guard elements.count <= limit else { throw Self.wrong(place) }
            for (index, element) in elements.enumerated() {
                try shape.check(element, at: Self.joined(place, String(index)))
            }
        case (.record(let members), .object(let values)): try Self.check(members, values, at: place)
        case (.map(let shape, let limit), .object(let values)):
            guard values.count <= limit else { throw Self.wrong(place) }
            for (name, value) in values.sorted(by: { $0.key < $1.key }) {
                guard Form.name.fits(name) else { throw Self.unknown(name, at: place) }
                try shape.check(value, at: Self.joined(place, name))
            }
        case (.anything, _): guard Self.isWithoutNUL(value) else { throw Self.wrong(place) }
        default: throw Self.wrong(place)
        }
    }

    private static func check(
        _ members: [Member], _ values: [String: JSONValue], at place: String
    ) throws(Refusal) {
        for name in values.keys.sorted() where !members.contains(where: { $0.name == name }) {
            throw unknown(name, at: place)
        }
        for member in members {
            let inner = joined(place, member.name)
            if let value = values[member.name] {
                try member.shape.check(value, at: inner)
            } else if member.isRequired {
                throw Refusal(.unprocessableContent, Message("server.api-missing", ["name": inner]), field: inner)
            }
        }
    }

    /// No database takes NUL in a text.
    private static func isWithoutNUL(_ text: String) -> Bool { !text.utf8.contains(0) }

    private static func isWithoutNUL(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text): isWithoutNUL(text)
        case .array(let elements): elements.allSatisfy(isWithoutNUL)
        case .object(let members): members.allSatisfy { isWithoutNUL($0.key) && isWithoutNUL($0.value) }
        case .null, .bool, .integer, .number: true
        }
    }

    private static func joined(_ place: String, _ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    private static func unknown(_ name: String, at place: String) -> Refusal {
        let inner = joined(place, String(name.unicodeScalars.prefix(64).map(Character.init)))
        return Refusal(.unprocessableContent, Message("server.api-no-member", ["name": inner]), field: inner)
    }

    private static func wrong(_ place: String) -> Refusal {
        place.isEmpty
            ? Refusal(.unprocessableContent, Message("server.api-not-object"))
            : Refusal(.unprocessableContent, Message("server.api-bad-member", ["name": place]), field: place)
    }
}

extension JSONShape.Form {
    /// Whether a text has the form.
    func fits(_ text: String) -> Bool {
        switch self {
        case .ulid: ULID.isOne(text)
        case .id: RegisteredSystem.isID(text)
        case .unit: UnitPath.isID(text)
        case .word: (1...128).contains(text.unicodeScalars.count) && text.unicodeScalars.allSatisfy { $0.value > 0x20 }
        case .day: text.utf8.count == 10 && CalendarDate(text) != nil
        case .moment: (20...35).contains(text.utf8.count) && Instant(text) != nil
        case .name:
            (1...128).contains(text.utf8.count)
                && text.utf8.allSatisfy {
                    Self.isLetter($0) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
                        || "-._".utf8.contains($0)
                }
        }
    }

    /// A lower-case letter or a digit.
    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension ULID {
    /// Whether a text is written as a ULID: 26 of Crockford's digits, of which the first holds three bits.
    static func isOne(_ text: String) -> Bool {
        text.utf8.count == 26 && text.utf8.first.map { (0x30...0x37).contains($0) } ?? false
            && text.utf8.allSatisfy { "0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8.contains($0) }
    }
}
