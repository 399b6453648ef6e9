public import Model

extension StorageProbe {
    /// The facts it may state.
    public static let schema = FactSchema(
        kind: kind,
        fields: [
            .init("protection.state", .text, "encrypted, weak, clear, random-looking, mixed, unknown"),
            .init("protection.layer", .text, "file, volume, none"),
            .init("protection.scheme", .text, "luks2, zip-aes, …"),
            .init("protection.cipher", .text, "as the header names it"),
            .init("protection.key_bits", .integer, "bits"), .init("protection.kdf", .text, "key derivation"),
            .init(
                "protection.weaknesses", .texts,
                "null-cipher, weak-kdf, weak-cipher, names-visible, key-beside-data"),
            .init("protection.readable", .bool, "content was readable in clear by this account"),
            .init("protection.files_encrypted", .integer, "files"), .init("protection.files_clear", .integer, "files"),
            .init("protection.files_unknown", .integer, "files"),
            .init("protection.volume", .text, "device chain under the path"),
        ])
}
