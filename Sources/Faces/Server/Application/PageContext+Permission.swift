import Accounts
import HTTPTypes
import Identity
import Model
import Programme
import Storage

extension PageContext {
    /// What the visitor may do.
    ///
    /// - Throws: `Refusal` (401) where nobody signed in.
    func standing() throws(Refusal) -> Standing {
        guard let standing = visitor.viewer?.standing else { throw Refusal(.unauthorized) }
        return standing
    }

    /// The part of the tree that the visitor may do something on: what every list and look-up is filtered by.
    ///
    /// - Throws: `Refusal`: 401 where nobody signed in, 403 where no office of theirs does it anywhere.
    func scope(_ action: Action) throws(Refusal) -> UnitScope { UnitScope(try visibility(action)) }

    /// What `scope(_:)` is made of.
    ///
    /// - Throws: `Refusal`, likewise.
    func visibility(_ action: Action) throws(Refusal) -> Visibility {
        let visibility = try standing().visibility(for: action, at: now)
        guard !visibility.isEmpty else { throw Refusal(.forbidden, Message("server.no-office-does-it")) }
        return visibility
    }

    /// The part of it that one office of the visitor gives; all of it where nil.
    ///
    /// - Throws: `Refusal`, likewise; 404 where the office is none of theirs.
    func scope(_ action: Action, office: String?) throws(Refusal) -> UnitScope {
        guard let office else { return try scope(action) }
        let standing = try standing().holding(only: office)
        guard !standing.assignments.isEmpty else { throw Refusal.notFound }
        return UnitScope(standing.visibility(for: action, at: now))
    }

    /// The part of it that is one system, which need not be there; all of it where nil.
    ///
    /// - Throws: `Refusal`, likewise.
    func scope(_ action: Action, system: String?) throws(Refusal) -> UnitScope {
        let visibility = try visibility(action)
        guard let system else { return UnitScope(visibility) }
        return UnitScope(within: visibility.units.map(\.text), covers: { _ in false }) { path, subject in
            guard let subject else { return "(1 = 0)" }
            return "(\(visibility.filter(path: path, subject: subject)) AND \(raw: subject) = \(system))"
        }
    }

    /// Whether the visitor may do something somewhere.
    func may(_ action: Action) -> Bool {
        visitor.viewer.map { !$0.standing.visibility(for: action, at: now).isEmpty } ?? false
    }

    /// Whether the visitor may do something on a system.
    func may(_ action: Action, on system: RegisteredSystem) -> Bool {
        guard let standing = visitor.viewer?.standing, let unit = UnitPath(system.path) else { return false }
        return standing.decide(action, on: Target(unit: unit, subject: system.id), at: now).isAllowed
    }

    /// - Throws: `Refusal` (403) where the visitor, who sees the system, may not do that on it.
    func require(_ action: Action, on system: RegisteredSystem) throws(Refusal) {
        guard may(action, on: system) else { throw Refusal(.forbidden, Message("server.not-on-this-system")) }
    }

    /// - Throws: `Refusal` (403) where a form does not bring the token that its page held.
    func check(_ token: String?) throws(Refusal) {
        guard let token, let form = visitor.form, form.matches(token) else {
            throw Refusal(.forbidden, Message("server.form-stale"))
        }
    }

    /// The one who acts, as events name them.
    func actor() throws(Refusal) -> String { try EventActor.person(standing().person).text }
}

extension UnitScope {
    init(_ visibility: Visibility) {
        self.init(
            isEverything: visibility.isEverything, within: visibility.units.map(\.text),
            covers: { UnitPath($0).map(visibility.covers) ?? false }
        ) { visibility.filter(path: $0, subject: $1) }
    }
}
