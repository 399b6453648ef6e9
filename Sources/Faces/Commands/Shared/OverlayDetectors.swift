import Assurance
import Discovery
import Model
import Phrases

/// The detectors of overlays, each overlay's a set of its own.
struct OverlayDetectors: Sendable {
    /// Of each overlay, in the order of their namespaces.
    let sets: [DetectorSet]

    /// Compiles them, and holds them against the names that the overlays' texts give them.
    ///
    /// - Throws: `Fault` (`discovery.…`, `pattern-engine.…`, `commands.overlay-…`) placed at the file.
    init(of overlays: [Overlay], beside centre: DetectorSet) throws(Fault) {
        sets = try overlays.map { overlay throws(Fault) in
            let set = try DetectorSet(
                overlay: overlay.detectors, namespace: overlay.mark.namespace, beside: centre)
            try Self.checkNames(of: set, overlay)
            return set
        }
    }

    private static func checkNames(of set: DetectorSet, _ overlay: Overlay) throws(Fault) {
        var book = PhraseBook()
        for texts in overlay.texts { try book.add(texts.bytes, file: texts.file, language: texts.language) }
        let wanted = Set(set.names.keys.map { "detectors." + $0 })
        let place = SourcePlace(file: overlay.path + "/i18n")
        if let id = wanted.subtracting(book.ids(in: .english)).min() {
            throw Fault("commands.overlay-detector-unnamed", ["id": id], at: place)
        }
        for language in Language.allCases {
            if let id = book.ids(in: language).subtracting(wanted).min() {
                throw Fault("commands.overlay-text-of-nothing", ["id": id], at: place)
            }
        }
    }
}
