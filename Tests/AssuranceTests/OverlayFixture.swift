import Assurance
import ContentFiles
import Model
import Testing

/// Overlays of namespace `marine`, made for a test.
struct OverlayFixture {
    static let manifest = """
        seawall-overlay: 1
        namespace: marine
        version: "2.1"
        name: {en: Marine, zh-Hant: 海事, zh-Hans: 海事}
        issuer: {en: Marine Department, zh-Hant: 海事處, zh-Hans: 海事处}
        issued: 2026-11-01
        """

    var files: [String: String] = ["overlay.yaml": manifest]

    /// An overlay that tightens as told.
    init(tighten: String = "[]") { files["controls/marine.yaml"] = "tighten: \(tighten)\n" }

    func overlay() throws(Fault) -> Overlay {
        let files = files.map { OverlayFolder.File(name: $0.key, bytes: Array($0.value.utf8)) }
        return try OverlayReader(OverlayFolder(path: "marine", files: files)).overlay()
    }

    /// `Content`, read once for all tests.
    private static let centre = Result { () throws(Fault) in
        let content = EstateFixture.root + "Content"
        return try CentreContent(reading: content, ruleFolders: [content + "/rules"])
    }

    /// The catalogue of `Content` with it.
    func catalogue() throws(Fault) -> Catalogue {
        try CatalogueReader(schemas: EstateFixture.schemas, overlays: [overlay()]).catalogue(of: Self.centre.get())
    }

    /// A Sigma rule.
    static func rule(_ id: String, tag: String, kind: String, _ selection: String) -> String {
        """
        title: A rule of the department
        id: \(id)
        tags: [\(tag)]
        logsource: {product: seawall, category: \(kind)}
        detection:
          selection: {\(selection)}
          condition: selection
        level: high

        """
    }

    static let control = """
        controls:
          - id: MARINE-01
            force: shall
            title: {en: Certificates are renewed 60 days ahead}
            statement: {en: None has less.}
            remedy: {en: Renew them.}
            sources: [{document: Departmental Policy, clause: "8.4", standing: read}]
            applies: {objects: endpoint}
            check: {by: instrument, needs: [{kind: transit.certificate, endpoints: [https, tls], fresh-days: 7}]}
            weight: 4

        """
}
