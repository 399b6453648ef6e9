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
    let overlayDetectors: OverlayDetectors
    let fingerprint: @Sendable (UnsafeRawBufferPointer) -> String

    /// The facts that all instruments and the system file itself state.
    static let schemas: [FactSchema] =
        TransitSchemas.all + [InventorySchema.schema, StorageProbe.schema] + DeclaredSchemas.all

    /// Instruments by the content of a session.
    ///
    /// - Parameter fingerprint: the keyed fingerprint of a normalised value, in hexadecimal.
    init(
        _ session: Session, fingerprint: @escaping @Sendable (UnsafeRawBufferPointer) -> String
    ) throws(Fault) {
        transit = try TransitProbe(content: session.content.path)
        storage = StorageProbe()
        extractor = Extractor()
        (detectors, overlayDetectors) = try Self.detectors(session)
        self.fingerprint = fingerprint
    }

    /// The centre's detectors, and those of the overlays.
    static func detectors(_ session: Session) throws(Fault) -> (centre: DetectorSet, overlays: OverlayDetectors) {
        let centre = try DetectorSet(files: session.content.files(in: "detectors", suffix: ".yaml"))
        return (centre, try OverlayDetectors(of: session.overlays, beside: centre))
    }

    /// What a path holds.
    ///
    /// - Throws: `Fault` where there is no such path.
    func inventory(_ path: String) throws(Fault) -> Reading {
        var scanner = LayeredScanner(
            centre: detectors, overlays: overlayDetectors.sets, fingerprint: fingerprint)
        for item in try extractor.units(of: path) {
            switch item {
            case .unit(let unit): extractor.extract(unit, into: &scanner)
            case .notScanned(let path, let reason): scanner.notScanned(path: path, reason: reason)
            }
        }
        return scanner.finish()
    }
}
