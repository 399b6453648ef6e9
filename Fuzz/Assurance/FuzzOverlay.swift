import Assurance
import ContentFiles

/// Overlays whose manifest, controls, rules and texts are cut from any bytes at NUL.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOverlay(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let parts = bytes.split(separator: 0, maxSplits: 3, omittingEmptySubsequences: false)
    let manifest = """
        {seawall-overlay: 1, namespace: fuzz, version: "1", name: {en: a, zh-Hant: a, zh-Hans: a},
        issuer: {en: a, zh-Hant: a, zh-Hans: a}, issued: 2026-11-27}
        """
    var files = zip(["controls/a.yaml", "rules/a.yml", "i18n/en.json", "overlay.yaml"], parts).map {
        OverlayFolder.File(name: $0, bytes: Array($1))
    }
    if files.count < 4 { files.append(OverlayFolder.File(name: "overlay.yaml", bytes: Array(manifest.utf8))) }
    let folder = OverlayFolder(path: "fuzz", files: files)
    if let overlay = try? OverlayReader(folder).overlay() {
        precondition(overlay.mark.namespace.utf8.count <= 32)
    }
    return 0
}
