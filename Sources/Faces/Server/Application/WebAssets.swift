import BaseEncoding
import Crypto
import Files
import Model
import Pages

/// The style sheet, the script and the icon, held in memory under names that change with their bytes.
struct WebAssets: Sendable {
    /// One file.
    struct Asset: Sendable {
        let type: String
        let bytes: [UInt8]
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
    ]
    private static let limit = 1 << 20

    /// By path, such as `/assets/seawall.0123456789abcdef.css`.
    let byPath: [String: Asset]
    /// What pages name them by.
    let urls: AssetURLs

    /// The files of a content folder's `web`.
    ///
    /// - Throws: `Fault` (`files.…`) placed at the file.
    init(content: String) throws(Fault) {
        var byPath: [String: Asset] = [:]
        func add(_ name: String) throws(Fault) -> String {
            let bytes = try BoundedFile.read("\(content)/web/\(name)", limit: Self.limit)
            let digest = Hexadecimal.encode(Array(SHA256.hash(data: bytes).prefix(8)))
            let parts = name.split(separator: ".", maxSplits: 1)
            let path = "/assets/\(parts[0]).\(digest).\(parts[1])"
            byPath[path] = Asset(type: Self.types[String(parts[1])] ?? "application/octet-stream", bytes: bytes)
            return path
        }
        urls = AssetURLs(
            stylesheet: try add("seawall.css"), script: try add("seawall.js"), favicon: try add("favicon.svg"))
        self.byPath = byPath
    }
}
