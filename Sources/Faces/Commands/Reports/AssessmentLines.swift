import Assurance
import CanonicalJSON
import Model
import Programme

/// An assessment as JSON Lines: one line an observation, one a verdict, and one for the whole, last.
struct AssessmentLines {
    let assessment: Assessment

    var text: String {
        var lines = assessment.observations.map { observation in
            line("observation", observation.json)
        }
        lines += assessment.verdicts.map { line("verdict", $0.json) }
        lines.append(line("assessment", assessment.summary))
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(_ type: String, _ value: JSONValue) -> String {
        var members = value.members ?? [:]
        members["type"] = .string(type)
        members["assessment"] = .string(assessment.id)
        return JSONValue.object(members).canonical
    }
}
