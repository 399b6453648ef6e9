/// A character encoding that text can be read from.
enum TextEncoding: Hashable {
    case utf8
    case utf16LittleEndian, utf16BigEndian
    /// One that the C library converts, by its name there.
    case converted(String)

    static let big5 = TextEncoding.converted("BIG5-HKSCS")
    static let gb18030 = TextEncoding.converted("GB18030")
    static let western = TextEncoding.converted("CP1252")

    /// The name that people know it by.
    var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .converted("BIG5-HKSCS"): "Big5-HKSCS"
        case .converted("CP1252"): "windows-1252"
        case .converted(let name): name
        }
    }

    /// The encoding that a mail or a page declares; nil for names that say nothing or are not known.
    init?(declared: String) {
        let name = declared.uppercased()
        switch name {
        case "UTF-8", "UTF8", "US-ASCII", "ASCII", "ANSI_X3.4-1968": self = .utf8
        case "UTF-16LE": self = .utf16LittleEndian
        case "UTF-16BE": self = .utf16BigEndian
        case "BIG5", "BIG5-HKSCS", "BIG-5", "CN-BIG5", "X-X-BIG5", "BIG5HKSCS", "CP950", "MS950": self = .big5
        case "GB2312", "GBK", "GB18030", "GB_2312-80", "CP936", "X-GBK": self = .gb18030
        case "ISO-8859-1", "LATIN1", "WINDOWS-1252", "CP1252": self = .western
        default:
            // A slash would hand options to the converter.
            guard !name.isEmpty, name.utf8.count <= 32,
                name.utf8.allSatisfy({
                    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x2D || $0 == 0x5F
                }), CharsetConverter(name) != nil
            else { return nil }
            self = .converted(name)
        }
    }
}
