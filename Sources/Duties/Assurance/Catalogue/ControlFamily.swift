import Files
public import Model
import YAMLTree

/// Controls that belong together: those whose ids begin alike.
public struct ControlFamily: Sendable, Hashable, Identifiable {
    /// What stands before the dash in the ids of its controls, such as `CRY`.
    public let id: String
    /// Its name.
    public let name: LocalizedText

    private static let fileLimit = 1 << 16

    /// The families of a content folder, `programme/families.yaml`, in the order that pages show them.
    ///
    /// - Parameter catalogue: the controls: each must have a family.
    /// - Throws: `Fault` with file, line and column; `assurance.no-family`.
    public static func all(content: String, for catalogue: Catalogue) throws(Fault) -> [ControlFamily] {
        let file = content + "/programme/families.yaml"
        let root = try YAMLReader().document(BoundedFile.read(file, limit: fileLimit), file: file)
        var families: [ControlFamily] = []
        for node in try MappingReader(root, name: "families", keys: ["families"]).list("families") {
            let reader = try MappingReader(node, name: "families", keys: ["id", "name"])
            families.append(ControlFamily(id: try reader.text("id"), name: try reader.localized("name")))
        }
        let known = Set(families.map(\.id))
        for control in catalogue.controls {
            let family = String(control.id.prefix { $0 != "-" })
            guard known.contains(family) else {
                throw Fault(
                    "assurance.no-family", ["control": control.id, "family": family], at: SourcePlace(file: file))
            }
        }
        return families
    }
}
