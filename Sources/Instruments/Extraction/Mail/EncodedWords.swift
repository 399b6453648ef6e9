/// Header text in which words stand as `=?charset?B?…?=` (RFC 2047).
enum EncodedWords {
    static func decoded(_ value: [UInt8]) -> String {
        var text = ""
        var plain: [UInt8] = []
        /// Bytes of adjacent words of one charset: characters are cut between words at times.
        var pending: (charset: String, bytes: [UInt8])?
        var index = 0
        func flushPending() {
            guard let word = pending else { return }
            text += CharsetDetector.text(of: word.bytes, declared: word.charset)
            pending = nil
        }
        while index < value.count {
            if value[index] == 0x3D, let word = word(in: value[index...]) {
                let gap = plain.allSatisfy { $0 <= 0x20 }
                if pending == nil || !gap {
                    flushPending()
                    text += CharsetDetector.text(of: plain)
                }
                plain = []
                if let former = pending, former.charset == word.charset {
                    pending = (former.charset, former.bytes + word.bytes)
                } else {
                    flushPending()
                    pending = (word.charset, word.bytes)
                }
                index = word.end
            } else {
                plain.append(value[index])
                index += 1
            }
        }
        flushPending()
        return text + CharsetDetector.text(of: plain)
    }

    private static func word(in value: ArraySlice<UInt8>) -> (charset: String, bytes: [UInt8], end: Int)? {
        guard value.starts(with: [0x3D, 0x3F]) else { return nil }
        let window = value.prefix(1024)
        guard let first = window.dropFirst(2).firstIndex(of: 0x3F), first + 2 < window.endIndex,
            window[first + 2] == 0x3F
        else { return nil }
        let start = first + 3
        guard
            let end = (start..<window.endIndex).first(where: {
                window[$0] == 0x3F && $0 + 1 < window.endIndex && window[$0 + 1] == 0x3D
            })
        else { return nil }
        // A language may follow the charset (RFC 2231 §5).
        let charset = String(decoding: window[(value.startIndex + 2)..<first].prefix { $0 != 0x2A }, as: UTF8.self)
        var bytes: [UInt8] = []
        switch window[first + 1] | 0x20 {
        case 0x62:
            var decoder = Base64Decoder()
            decoder.decode(window[start..<end], into: &bytes)
        case 0x71:
            var decoder = QuotedPrintableDecoder()
            decoder.decode(window[start..<end].map { $0 == 0x5F ? 0x20 : $0 }[...], into: &bytes)
        default: return nil
        }
        return (charset, bytes, end + 2)
    }
}
