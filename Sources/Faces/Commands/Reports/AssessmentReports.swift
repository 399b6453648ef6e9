import Assurance
import CanonicalJSON
import Model
import Pages
import Phrases

/// An assessment in every form it is read in.
struct AssessmentReports {
    let assessment: Assessment
    let phrases: PhraseBook
    let language: Language
    /// Receipts by file name.
    let receipts: [String: [UInt8]]

    /// The assessment in one form.
    func text(_ format: ReportFormat, colour: Bool = false) -> String {
        switch format {
        case .text:
            AssessmentText(assessment: assessment, phrases: phrases, language: language, colour: colour).text
        case .json: assessment.json.pretty + "\n"
        case .jsonl: AssessmentLines(assessment: assessment).text
        case .sarif: AssessmentSARIF(assessment: assessment, phrases: phrases, language: language).json.pretty + "\n"
        case .oscal: AssessmentOSCAL(assessment: assessment, phrases: phrases, language: language).json.pretty + "\n"
        case .html: AssessmentPage(assessment, phrases: phrases).html(first: language)
        }
    }

    /// Every form, under the names that `docs/cli.md` gives them.
    var files: [String: [UInt8]] {
        var files: [String: [UInt8]] = [
            "report.txt": Array(text(.text).utf8), "report.html": Array(text(.html).utf8),
            "assessment.json": Array(text(.json).utf8), "observations.jsonl": Array(text(.jsonl).utf8),
            "results.sarif": Array(text(.sarif).utf8), "assessment-results.json": Array(text(.oscal).utf8),
        ]
        for (name, bytes) in receipts { files[name] = bytes }
        return files
    }
}
