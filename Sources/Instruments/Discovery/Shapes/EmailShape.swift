/// Electronic mail addresses in the dotted form that is in use (RFC 5321 §4.1.2 without quoted local parts).
enum EmailShape {
    /// - Parameter sign: where the at sign stands, or the `%40` that means one in an address of the web (RFC 3986 §2.1).
    static func match(_ view: ByteView, at sign: Int) -> ShapeMatch? {
        var start = sign
        while sign &- start < 65, isLocal(view[start &- 1]) { start &-= 1 }
        while start < sign,
            view[start] == UInt8(ascii: ".") || view[start] == UInt8(ascii: "'") || view[start] == UInt8(ascii: "-")
        {
            start &+= 1
        }
        guard (1...64).contains(sign &- start), view[sign &- 1] != UInt8(ascii: ".") else { return nil }
        // `scheme://user:password@host`: a password, not a mailbox.
        if view[start &- 1] == UInt8(ascii: ":") || view[start &- 1] == UInt8(ascii: "/"), isUserInfo(view, start) {
            return nil
        }
        let host = view[sign] == UInt8(ascii: "%") ? sign &+ 3 : sign &+ 1
        var end = host
        var label = end
        var lastLabel = end
        while end &- sign < 254 {
            let byte = view[end]
            if byte == UInt8(ascii: ".") {
                guard end > label, view[end &+ 1].isAlphanumeric else { break }
                label = end &+ 1
                lastLabel = label
            } else if !byte.isAlphanumeric, !(byte == UInt8(ascii: "-") && end > label) {
                break
            }
            end &+= 1
        }
        while end > lastLabel, view[end &- 1] == UInt8(ascii: "-") { end &-= 1 }
        guard lastLabel > host, (2...24).contains(end &- lastLabel), view[end] != UInt8(ascii: "@") else {
            return nil
        }
        guard isTopLevel(view, lastLabel, end) else { return nil }
        // `git@host:path` names a repository.
        if view[end] == UInt8(ascii: ":"), view[end &+ 1].isLetter, sign &- start == 3 { return nil }
        return ShapeMatch(shape: .email, start: start, end: end, isValid: true)
    }

    /// Letters, digits and `.`, `_`, `%`, `+`, `-`, `'`: a bit for each, those from `@` on in the second number.
    @inline(__always) private static func isLocal(_ byte: UInt8) -> Bool {
        let bits: UInt64 = byte < 0x40 ? 0x03FF_68A0_0000_0000 : byte < 0x80 ? 0x07FF_FFFE_87FF_FFFE : 0
        return bits &>> UInt64(byte & 63) & 1 == 1
    }

    /// Whether a last label is of letters alone, and no file name's ending.
    private static func isTopLevel(_ view: ByteView, _ start: Int, _ end: Int) -> Bool {
        var packed: UInt64 = 0
        for index in start..<end {
            guard view[index].isLetter else { return false }
            packed = packed &<< 8 | UInt64(view[index] | 0x20)
        }
        if end &- start > 8 || fileNameMarks &>> (packed % 61) & 1 == 0 { return true }
        return !fileNames.contains(packed)
    }

    private static func isUserInfo(_ view: ByteView, _ start: Int) -> Bool {
        var index = start &- 1
        while start &- index < 80, view[index] > 0x20 {
            if view[index] == UInt8(ascii: "/"), view[index &- 1] == UInt8(ascii: "/"),
                view[index &- 2] == UInt8(ascii: ":")
            {
                return true
            }
            index &-= 1
        }
        return false
    }

    /// Last labels that are file names rather than domains, as in `icon@2x.png`, each as one number.
    private static let fileNames: [UInt64] = [
        "png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "json", "html", "htm", "pdf", "local", "service",
    ].map { $0.utf8.reduce(0) { $0 &<< 8 | UInt64($1) } }

    /// A bit for each of them by its remainder, so that most last labels need not be compared with all.
    private static let fileNameMarks: UInt64 = fileNames.reduce(0) { $0 | 1 &<< ($1 % 61) }
}
