import CanonicalJSON
import Discovery
import Extraction
import Glibc
import Model

/// Any bytes as text of any layout, which the first byte chooses; what is found is the same wherever the window ends.
///
/// Seeds: one line of each kind of value and layout.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzText(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 1 else { return 0 }
    let text = [UInt8](UnsafeBufferPointer(start: start + 1, count: count - 1))
    let layout = layouts[Int(start.pointee) % layouts.count]
    // A window is long, so it is made to end within the text for few inputs only. What is before the text is then longer
    // than what is kept of it in either case, so that both see nothing but empty lines there.
    guard start.pointee >= 0xE0 else {
        _ = counts(text, behind: 0, layout)
        return 0
    }
    let alone = counts(text, behind: 8 << 10, layout)
    let across = counts(text, behind: (184 << 10) - text.count / 2, layout)
    precondition(alone == across, "\(alone) \(across)")
    return 0
}

private let layouts: [TextPart.Layout] = [
    .running, .json, .sql, .delimited(0x2C, header: false), .delimited(0x09, header: false),
]

/// How much of each type is found in a text behind so many empty lines.
private func counts(_ text: [UInt8], behind lines: Int, _ layout: TextPart.Layout) -> Facts {
    var scanner = DataScanner(detectors: detectors, fingerprint: { String($0.count) })
    scanner.begin(TextPart(path: ["text"], layout: layout))
    for bytes in [[UInt8](repeating: 0x0A, count: max(0, lines)), text] { bytes.withUnsafeBytes { scanner.append($0) } }
    scanner.end()
    return scanner.finish().facts.filter { $0.key.hasPrefix("data.counts.") }
}

private let detectors: DetectorSet = {
    let files = ["financial", "markings", "personal", "secrets"].map { name in
        let path = "Content/detectors/\(name).yaml"
        guard let file = fopen(path, "r") else { fatalError("no \(path): start in the root of the repository") }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
        return (name: path, bytes: bytes)
    }
    do throws(Fault) { return try DetectorSet(files: files) } catch { fatalError("\(error)") }
}()
