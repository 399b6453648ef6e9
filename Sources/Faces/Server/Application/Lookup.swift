import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Journal
import Model
import Programme
import TransparencyLog

/// Finds what the path of a request names, as far as the visitor may see it: for pages and for the API.
///
/// What there is not and what is not for the visitor is one answer, 404.
struct Lookup {
    let estate: Estate
    let context: PageContext

    /// What the path names.
    private func id() throws -> String { try context.parameters.require("id") }

    /// A system, and where it stands.
    func system() async throws -> SystemStanding {
        guard let standing = try await estate.programme.system(id(), context.scope(.seeSystems)) else {
            throw Refusal.notFound
        }
        return standing
    }

    /// A finding, with its system.
    func finding() async throws -> (finding: Finding, system: RegisteredSystem) {
        guard let finding = try await estate.programme.finding(id(), context.scope(.seeFindings)),
            let system = try await estate.programme.system(finding.subject, context.scope(.seeSystems))?.system
        else { throw Refusal.notFound }
        return (finding, system)
    }

    /// A finding that the visitor does something about, with its system.
    ///
    /// - Throws: `Refusal`: 403 where the visitor, who sees it, does not do that on its system.
    func finding(to action: Action) async throws -> (finding: Finding, system: RegisteredSystem) {
        let found = try await finding()
        try context.require(action, on: found.system)
        return found
    }

    /// An observation, with its system.
    func observation() async throws -> (observation: Observation, system: RegisteredSystem) {
        guard let observation = try await estate.programme.observation(id(), context.scope(.seeObservations)),
            let system = try await estate.programme.system(observation.subject, context.scope(.seeSystems))?.system
        else { throw Refusal.notFound }
        return (observation, system)
    }

    /// The receipt of an event about a system, a C2SP tlog-proof.
    func receipt() async throws -> (event: String, text: String) {
        let scope = try context.scope(.seeLedger)
        let id = try id()
        guard try await estate.journal.entry(id) != nil else { throw Refusal.notFound }
        let (proof, event) = try await estate.journal.receipt(of: id)
        guard let subject = event["subject"]?.text, try await estate.programme.system(subject, scope) != nil else {
            throw Refusal.notFound
        }
        return (id, proof.text)
    }
}
