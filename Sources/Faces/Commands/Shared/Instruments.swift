import Assurance
import AtRest
import CertificateFacts
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

    private static let systemRoots = "/etc/ssl/certs/ca-certificates.crt"
    private static let rootsLimit = 16 << 20

    /// Instruments by a content folder.
    ///
    /// - Parameter fingerprint: the keyed fingerprint of a normalised value, in hexadecimal.
    init(
        _ content: ContentFolder, fingerprint: @escaping @Sendable (UnsafeRawBufferPointer) -> String
    ) throws(Fault) {
        transit = try Self.transit(content)
        storage = StorageProbe()
        extractor = Extractor()
        detectors = try DetectorSet(files: content.files(in: "detectors", suffix: ".yaml"))
        self.fingerprint = fingerprint
    }

    /// The instrument for services alone.
    static func transit(_ content: ContentFolder) throws(Fault) -> TransitProbe {
        let file = content.path + "/transit/catalogue.json"
        return TransitProbe(catalogue: try TransitCatalogue(BoundedFile.read(file, limit: 4 << 20), file: file))
    }

    /// The roots of a PEM file, or Debian's where none is named.
    ///
    /// - Throws: `Fault` where the file is missing or holds no certificate.
    static func roots(_ file: String?) throws(Fault) -> [CertificateAnchor] {
        let path = file ?? systemRoots
        return try PEM.certificates(BoundedFile.read(path, limit: rootsLimit), file: path)
            .compactMap { CertificateAnchor($0) }
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
