import Accounts
import HTTPTypes
import Identity
import Model
import Programme

/// Adds people and gives offices, with all that has to be right about it: for pages and for the API.
struct PeopleActs {
    let estate: Estate
    let sight: PeopleSight
    let context: PageContext

    /// A person to be added, as they were filled in.
    struct NewPerson {
        let signIn: String
        let name: String
        let email: String?
        let language: Language
        let unit: String?
    }

    /// Adds a person, who cannot sign in yet.
    ///
    /// - Returns: the person's opaque id.
    /// - Throws: `FieldFaults`.
    func add(_ new: NewPerson) async throws -> String {
        guard let unit = try await sight.units([.managePeople]).first(where: { $0.id == new.unit }) else {
            throw FieldFaults(.unit, Message("server.no-such-unit"))
        }
        do {
            let details = try PersonDetails(
                signIn: new.signIn, display: new.name, email: new.email, language: new.language, unit: unit.id)
            try await estate.identity.prepareKeys(unit.id, context.now)
            return try await estate.identity.people.add(details, at: context.now, actor: context.actor())
        } catch let fault as Fault where fault.message.id.hasPrefix("identity.") {
            throw FieldFaults(Self.field(of: fault), fault.message)
        }
    }

    /// Changes what is kept of a person, as the visitor saw them.
    ///
    /// - Throws: `FieldFaults`; `Fault` (`identity.person-changed`) where somebody was faster.
    func change(_ person: Person, name: String, email: String?, language: Language) async throws {
        do {
            let details = try PersonDetails(
                signIn: person.signIn, display: name, email: email, language: language, unit: person.unit)
            try await estate.identity.people.change(person, to: details)
        } catch let fault as Fault where fault.message.id.hasPrefix("identity.bad-") {
            throw FieldFaults(Self.field(of: fault), fault.message)
        }
    }

    /// Disables a person, and tells monitoring.
    ///
    /// - Throws: `Fault` (`identity.person-disabled`).
    func disable(_ person: Person) async throws {
        try await estate.identity.people.disable(person.id, at: context.now, actor: context.actor())
        tell(.personDisabled, of: person)
    }

    /// Lets a person who was disabled sign in again, and tells monitoring.
    ///
    /// - Throws: `Fault` (`identity.person-not-disabled`).
    func enable(_ person: Person) async throws {
        try await estate.identity.people.enable(person.id, at: context.now, actor: context.actor())
        tell(.personEnabled, of: person)
    }

    private func tell(_ kind: SecurityEvent.Kind, of person: Person) {
        estate.identity.log(
            SecurityEvent(
                kind, isSuccess: true, at: context.now, person: sight.standing.person,
                key: context.visitor.viewer?.key?.id, target: person.id))
    }

    /// An office to be given, as it was filled in.
    struct NewOffice {
        let office: Office?
        let unit: String?
        let system: String?
        /// The first and the last day; today, and none, where nil.
        let days: (from: String?, until: String?)
    }

    /// Gives an office to a person.
    ///
    /// - Returns: the assignment's id.
    /// - Throws: `Refusal` (403) where the person is the visitor; `FieldFaults`.
    func give(_ new: NewOffice, to seen: PeopleSight.Seen) async throws -> String {
        guard seen.person.id != sight.standing.person else {
            throw Refusal(.forbidden, Message("server.office-own"))
        }
        var faults = FieldFaults()
        if new.office == nil { faults.add(.office, "server.choose-one") }
        // A unit in which the visitor gives nothing is not told from none at all.
        let unit = try await sight.units([.assignOffices, .appointOffices]).first { $0.id == new.unit }
        if unit == nil { faults.add(.unit, "server.no-such-unit") }
        let term = Term(new.days.from, new.days.until, now: context.now, in: estate, &faults)
        if let office = new.office, let unit {
            if !sight.mayAppoint(to: office, in: unit.path) {
                faults.add(.office, "server.office-not-yours")
            } else if try await !isSystem(new.system, in: unit) {
                faults.add(.system, "server.no-such-system")
            }
        }
        guard let office = new.office, let unit, faults.isEmpty else { throw faults }
        do {
            return try await estate.identity.offices.assign(
                office, to: seen.person.id, in: unit.id, subject: new.system, from: term.from, until: term.until,
                at: context.now, actor: context.actor())
        } catch let fault as Fault where fault.message.id.hasPrefix("identity.") {
            throw FieldFaults(Self.field(of: fault), fault.message)
        }
    }

    /// Whether a system is one of the unit or of those below; one that is none of theirs is not told from none at all.
    private func isSystem(_ id: String?, in unit: OrgUnit) async throws -> Bool {
        guard let id else { return true }
        return try await estate.programme.system(id, UnitScope(under: unit.path.text)) != nil
    }

    /// - Throws: `Refusal`: 404 where the person holds no such office for the visitor, 403 where they do not end it.
    func requireEnding(_ id: String, of seen: PeopleSight.Seen) throws(Refusal) {
        guard let assignment = seen.shown.first(where: { $0.id == id }) else { throw Refusal.notFound }
        guard sight.mayAppoint(to: assignment.office, in: assignment.unit) else {
            throw Refusal(.forbidden, Message("server.office-not-yours"))
        }
    }

    /// Ends an office now.
    ///
    /// - Throws: `Refusal`, as `requireEnding` does; `Fault` (`identity.already-ended`).
    func end(_ id: String, of seen: PeopleSight.Seen) async throws {
        try requireEnding(id, of: seen)
        try await estate.identity.offices.end(id, of: seen.person.id, at: context.now, actor: context.actor())
    }

    /// The field that a fault is about.
    private static func field(of fault: Fault) -> ActField? {
        switch fault.message.id {
        case "identity.bad-sign-in-name", "identity.name-taken": .signIn
        case "identity.bad-display-name": .name
        case "identity.bad-email": .email
        case "identity.no-unit": .unit
        case "identity.office-needs-subject", "identity.office-without-subject": .system
        case "identity.ends-before-it-begins": .until
        default: nil
        }
    }
}
