public import Model

/// The facts of a `data.inventory` reading.
public enum InventorySchema {
    /// What rules may name.
    public static let schema = FactSchema(
        kind: "data.inventory",
        fields: [
            .init("data.types", .texts, "ids of detectors that fired with confidence of at least 0.5"),
            .init("data.categories", .texts, "of `personal`, `financial`, `secret`, `marking`"),
            .init("data.counts.*", .integer, "findings of a type"),
            .init("data.people", .integer, "distinct persons by identifier fingerprint"),
            .init("data.personal", .bool, "a type of category `personal` or `financial` is there"),
            .init("data.secrets", .bool, "a type of category `secret` is there"),
            .init("data.grade_floor", .text, "the lowest grade that types and markings call for"),
            .init("data.classified", .bool, "that floor is restricted or above"),
            .init("data.markings", .texts, "classification markings found, as grades"),
            .init("data.files_scanned", .integer, "files of which some text was read"),
            .init("data.bytes_scanned", .integer, "bytes of text, as UTF-8"),
            .init("data.items_not_scanned", .integer, "things that could not be read"),
            .init("data.not_scanned_reasons", .texts, "message ids"),
            .init("data.overlays", .texts, "namespaces of overlays whose detectors looked too"),
        ])
}
