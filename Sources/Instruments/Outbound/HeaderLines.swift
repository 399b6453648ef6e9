/// Header lines as they come in, one call each; those of an interim answer give way to the next (RFC 9110, section 15.2).
struct HeaderLines {
    private(set) var fields: [(name: String, value: String)] = []
    private(set) var isTooLarge = false
    private var bytesLeft: Int

    init(limit: Int) { bytesLeft = limit }

    /// Takes a line; false ends the transfer.
    mutating func take(_ line: [UInt8]) -> Bool {
        bytesLeft -= line.count
        guard bytesLeft >= 0 else {
            isTooLarge = true
            return false
        }
        if line.starts(with: Array("HTTP/".utf8)) {
            fields = []
            return true
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let name = line[..<colon].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        fields.append((String(decoding: name, as: UTF8.self), Self.text(line[(colon + 1)...])))
        return true
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let start = bytes.drop { $0 <= 0x20 }
        let end = start.lastIndex { $0 > 0x20 } ?? start.startIndex
        return start.isEmpty ? "" : String(decoding: start[...end], as: UTF8.self)
    }
}
