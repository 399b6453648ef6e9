public import Model

/// The facts that an inventory may state.
public enum InventorySchema {
    /// Them.
    public static let schema = FactSchema(
        kind: "data.inventory",
        fields: [
            .init("data.types", .texts, "ids of detectors that fired with confidence of at least 0.5"),
            .init("data.categories", .texts, "personal, financial, secret, marking"),
            .init("data.counts.*", .integer, "findings of a type"),
            .init("data.people", .integer, "distinct persons by identifier fingerprint"),
            .init("data.personal", .bool, "a type of category personal or financial is there"),
            .init("data.secrets", .bool, "a type of category secret is there"),
            .init("data.grade_floor", .text, "the lowest grade that types and markings call for"),
            .init("data.classified", .bool, "that floor is restricted or above"),
            .init("data.markings", .texts, "classification markings found, as grades"),
            .init("data.files_scanned", .integer, "files"), .init("data.bytes_scanned", .integer, "bytes of text"),
            .init("data.items_not_scanned", .integer, "items"),
            .init("data.not_scanned_reasons", .texts, "message ids"),
        ])
}
