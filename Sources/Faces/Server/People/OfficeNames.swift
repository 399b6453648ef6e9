import Identity
import Model
import Pages
import Phrases

/// Offices with the part of the tree that they are held on, as lists name them.
struct OfficeNames {
    let estate: Estate
    let references: References
    let language: Language

    func name(_ assignment: Assignment) -> Wording {
        let office = estate.phrases.text(assignment.office.name, in: language)
        let unit = references.units[assignment.unit.text]?.name[language] ?? ""
        let place = unit.isEmpty ? assignment.unit.id : unit
        guard let subject = assignment.subject else {
            return .say("server.office-on", ["office": office, "unit": place])
        }
        return .say("server.office-on-system", ["office": office, "unit": place, "system": subject])
    }
}
