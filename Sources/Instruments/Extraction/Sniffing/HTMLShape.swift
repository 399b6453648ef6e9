/// Recognises HTML.
enum HTMLShape {
    /// Whether decoded text, white space before it left out, is an HTML page or a piece of one.
    static func matches(_ start: UnsafeRawBufferPointer) -> Bool {
        guard start.first == 0x3C else { return false }
        let text = lowercased(start.prefix(2048))
        if ["<!doctype html", "<html"].contains(where: { text.starts(with: Array($0.utf8)) }) { return true }
        if contains(text, "<html") { return true }
        return !contains(text, "<?xml") && ["<head", "<body", "<table", "<div", "<p>"].contains { contains(text, $0) }
    }

    /// The encoding that the page's own `meta`, or an XML declaration, names.
    static func charset(in head: UnsafeRawBufferPointer) -> String? {
        let text = lowercased(head.prefix(4096))
        guard contains(text, "<meta") || contains(text, "<?xml") else { return nil }
        for key in ["charset=", "encoding="] {
            guard let place = index(of: Array(key.utf8), in: text) else { continue }
            let value = text[(place + key.utf8.count)...].drop { $0 == 0x22 || $0 == 0x27 }
                .prefix { $0 != 0x22 && $0 != 0x27 && $0 > 0x20 && $0 != 0x3E && $0 != 0x3B && $0 != 0x2F }
            if !value.isEmpty, value.count <= 32 { return String(decoding: value, as: UTF8.self) }
        }
        return nil
    }

    private static func lowercased(_ bytes: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
        bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    private static func contains(_ text: [UInt8], _ wanted: StaticString) -> Bool {
        index(of: wanted.withUTF8Buffer { Array($0) }, in: text) != nil
    }

    private static func index(of wanted: [UInt8], in text: [UInt8]) -> Int? {
        guard let first = wanted.first, text.count >= wanted.count else { return nil }
        return (0...(text.count - wanted.count)).first { text[$0] == first && text[$0...].starts(with: wanted) }
    }
}
