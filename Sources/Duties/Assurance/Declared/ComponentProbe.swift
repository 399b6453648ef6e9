import CanonicalJSON
import ComponentLists
import Files
public import Model

/// States what a file of software components holds.
public struct ComponentProbe: Sendable {
    /// The kind of observation.
    public static let kind = "component.list"

    /// The facts it may state.
    public static let schema = FactSchema(
        kind: kind,
        fields: [
            .init("components.format", .text, "`cyclonedx` or `spdx`"),
            .init("components.count", .integer, "components"),
            .init("components.without_version", .integer, "components without a version"),
            .init("components.without_supplier", .integer, "components without a supplier"),
            .init("components.timestamp", .text, "when the file says it was made"),
            .init("components.days_old", .integer, "days since then"),
        ])

    private static let fileLimit = 64 << 20

    /// A probe.
    public init() {}

    /// What a component file holds; not assessed where it cannot be read or is not what it is said to be.
    public func reading(of components: SystemFile.Components) -> Reading {
        let list: ComponentList
        do {
            let bytes = try BoundedFile.read(components.path, limit: Self.fileLimit)
            list =
                switch components.format {
                case .cyclonedx: try ComponentList(cycloneDX: bytes, file: components.path)
                case .spdx: try ComponentList(spdx: bytes, file: components.path)
                }
        } catch {
            return Reading(kind: Self.kind, facts: [:], completeness: .notAssessed(error.message))
        }
        var facts: Facts = [
            "components.format": .string(components.format.rawValue),
            "components.count": .integer(Int64(list.components.count)),
            "components.without_version": .integer(Int64(list.components.count { $0.version == nil })),
            "components.without_supplier": .integer(Int64(list.components.count { $0.supplier == nil })),
        ]
        if let timestamp = list.timestamp { facts["components.timestamp"] = .string(timestamp) }
        return Reading(kind: Self.kind, facts: facts)
    }
}
