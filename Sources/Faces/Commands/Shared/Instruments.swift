import Assurance
import AtRest
import ContentFiles
import Discovery
import Extraction
import Files
import Model
import Transit

/// The instruments of one run, with the content that tells them what to look for.
struct Instruments: Sendable {
    let transit: TransitProbe
    let storage: StorageProbe
    let extractor: Extractor
    let detectors: DetectorSet
    let fingerprint: @Sendable (UnsafeRawBufferPointer) -> String

    /// The facts that all instruments and the system file itself state.
    static let schemas: [FactSchema] =
        TransitSchemas.all + [InventorySchema.schema, StorageProbe.schema] + DeclaredSchemas.all

    /// Instruments by a content folder.
    ///
    /// - Parameter fingerprint: the keyed fingerprint of a normalised value, in hexadecimal.
    init(
        _ content: ContentFolder, fingerprint: @escaping @Sendable (UnsafeRawBufferPointer) -> String
    ) throws(Fault) {
        transit = try TransitProbe(content: content.path)
        storage = StorageProbe()
        extractor = Extractor()
        detectors = try DetectorSet(files: content.files(in: "detectors", suffix: ".yaml"))
        self.fingerprint = fingerprint
    }

    /// What a path holds.
    ///
    /// - Throws: `Fault` where there is no such path.
    func inventory(_ path: String) throws(Fault) -> Reading {
        var scanner = DataScanner(detectors: detectors, fingerprint: fingerprint)
        for item in try extractor.units(of: path) {
            switch item {
            case .unit(let unit): extractor.extract(unit, into: &scanner)
            case .notScanned(let path, let reason): scanner.notScanned(path: path, reason: reason)
            }
        }
        return scanner.finish()
    }
}
