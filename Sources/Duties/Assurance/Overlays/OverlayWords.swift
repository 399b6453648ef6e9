import Model
import Phrases

/// Holds the words of overlays to what any report can show as it stands.
///
/// A terminal shows control characters and direction overrides as numbers; HTML, SARIF and the record carry words as they are,
/// where an override would turn round what the centre says beside them.
enum OverlayWords {
    static func check(_ control: Control, at place: SourcePlace) throws(Fault) {
        try check(control.title, "title", at: place)
        try check(control.statement, "statement", at: place)
        try check(control.remedy, "remedy", at: place)
        for source in control.sources {
            try check(source.document, "document", at: place)
            try check(source.clause, "clause", at: place)
        }
    }

    static func check(_ texts: LocalizedText, _ field: String, at place: SourcePlace) throws(Fault) {
        for language in Language.allCases { try check(texts[language], field, at: place) }
    }

    /// Line breaks are permitted: YAML's blocks end with one.
    private static func check(_ text: String, _ field: String, at place: SourcePlace) throws(Fault) {
        let lines = text.unicodeScalars.split(separator: "\n").map(String.init)
        guard lines.allSatisfy({ $0 == $0.printable }) else {
            throw Fault("assurance.overlay-text-form", ["field": field], at: place)
        }
    }
}
