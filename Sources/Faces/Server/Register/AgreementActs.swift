import Identity
import Model

/// Makes agreements, with all that has to be right about them: for pages and for the API.
struct AgreementActs {
    let estate: Estate
    let sight: AgreementSight
    let context: PageContext

    /// What is to be agreed, as it was filled in.
    struct NewAgreement {
        let extents: [Agreement.Field: Agreement.Extent]
        let withheld: [String]
        /// The first and the last day; today, and none, where nil.
        let days: (from: String?, until: String?)
    }

    /// What is to be agreed, looked over.
    struct Terms {
        let term: Term
        let extents: [Agreement.Field: Agreement.Extent]
        let withheld: Set<String>
    }

    /// Looks over what was filled in.
    ///
    /// - Parameter faults: what is wrong with it is added here.
    /// - Returns: nil where something is wrong.
    func terms(_ new: NewAgreement, _ faults: inout FieldFaults) -> Terms? {
        let term = Term(new.days.from, new.days.until, now: context.now, in: estate, &faults)
        do throws(Fault) {
            let withheld = try AgreementTerms.withheld(new.withheld)
            return faults.isEmpty ? Terms(term: term, extents: new.extents, withheld: withheld) : nil
        } catch {
            faults.add(.withheld, error.message)
            return nil
        }
    }

    /// Makes an agreement, where nobody made or ended one since the visitor looked.
    ///
    /// - Returns: its id.
    /// - Throws: `FieldFaults`; `Fault` (`identity.agreements-changed`).
    func make(_ terms: Terms) async throws -> String {
        do {
            return try await estate.identity.agreements.make(
                for: sight.unit.id, from: terms.term.from, until: terms.term.until, extents: terms.extents,
                withheld: terms.withheld, seen: sight.agreements, at: context.now, actor: context.actor())
        } catch let fault as Fault where fault.message.id == "identity.ends-before-it-begins" {
            throw FieldFaults(.until, fault.message)
        }
    }

    /// Ends an agreement of the body now.
    ///
    /// - Throws: `Fault` (`identity.already-ended`).
    func end(_ id: String) async throws {
        try await estate.identity.agreements.end(id, of: sight.unit.id, at: context.now, actor: context.actor())
    }
}
