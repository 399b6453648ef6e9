/// Recognises HTML.
enum HTMLShape {
    /// Whether decoded text is an HTML page or a piece of one.
    static func matches(_ sample: ArraySlice<UInt8>) -> Bool {
        let text = lowercased(sample.prefix(2048))
        let start = text.drop { $0 <= 0x20 }
        if start.starts(with: Array("<!doctype html".utf8)) || start.starts(with: Array("<html".utf8)) { return true }
        guard start.first == 0x3C else { return false }
        return ["<html", "<head", "<body", "<table", "<div", "<p>"].contains { contains(text[...], Array($0.utf8)) }
            && !contains(text[...], Array("<?xml".utf8))
            || contains(text[...], Array("<html".utf8))
    }

    /// The encoding that the page's own `meta` names.
    static func charset(in head: UnsafeRawBufferPointer) -> String? {
        let text = lowercased(Array(head.prefix(4096))[...])
        guard contains(text[...], Array("<meta".utf8)) || contains(text[...], Array("<?xml".utf8)) else { return nil }
        for key in ["charset=", "encoding="] {
            guard let place = index(of: Array(key.utf8), in: text[...]) else { continue }
            let value = text[(place + key.utf8.count)...].drop { $0 == 0x22 || $0 == 0x27 }
                .prefix { $0 != 0x22 && $0 != 0x27 && $0 > 0x20 && $0 != 0x3E && $0 != 0x3B && $0 != 0x2F }
            if !value.isEmpty, value.count <= 32 { return String(decoding: value, as: UTF8.self) }
        }
        return nil
    }

    private static func lowercased(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    private static func contains(_ text: ArraySlice<UInt8>, _ wanted: [UInt8]) -> Bool {
        index(of: wanted, in: text) != nil
    }

    private static func index(of wanted: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        guard let first = wanted.first, text.count >= wanted.count else { return nil }
        return (text.startIndex...(text.endIndex - wanted.count)).first {
            text[$0] == first && text[$0...].starts(with: wanted)
        }
    }
}
