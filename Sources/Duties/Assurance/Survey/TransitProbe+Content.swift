public import CertificateFacts
import Files
public import Model
public import Transit

extension TransitProbe {
    private static let catalogueLimit = 4 << 20

    /// The instrument for services, by the catalogue of a content folder.
    ///
    /// - Throws: `Fault` (`files.…`, `transit.bad-catalogue`).
    public init(content: String, limits: TransitLimits = TransitLimits()) throws(Fault) {
        let file = content + "/transit/catalogue.json"
        self.init(
            catalogue: try TransitCatalogue(BoundedFile.read(file, limit: Self.catalogueLimit), file: file),
            limits: limits)
    }
}

extension CertificateAnchor {
    private static let systemRoots = "/etc/ssl/certs/ca-certificates.crt"
    private static let rootsLimit = 16 << 20

    /// The roots of a PEM file, or Debian's where none is named.
    ///
    /// - Throws: `Fault` where the file is missing (`assurance.no-system-roots` for Debian's) or holds no certificate.
    public static func roots(of file: String? = nil) throws(Fault) -> [CertificateAnchor] {
        let path = file ?? systemRoots
        let bytes: [UInt8]
        do throws(Fault) {
            bytes = try BoundedFile.read(path, limit: rootsLimit)
        } catch  where file == nil && error.message.id == "files.missing" {
            throw Fault("assurance.no-system-roots", at: SourcePlace(file: path))
        }
        return try PEM.certificates(bytes, file: path).compactMap { CertificateAnchor($0) }
    }
}
