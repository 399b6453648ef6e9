/// Which cell styles of a workbook show numbers as dates: a birth date is stored as a count of days.
final class CellStyles: XMLHandler {
    private var dateFormats: Set<Int> = []
    private var styles: [Bool] = []
    private var isInCellFormats = false

    /// Whether a cell of that style shows a date.
    func isDate(_ style: Int) -> Bool { styles.indices.contains(style) && styles[style] }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        switch name {
        case Self.numberFormat:
            guard let id = attributes.text(Self.id).flatMap({ Int($0) }), let code = attributes[Self.code] else {
                return
            }
            if Self.showsDate(code), dateFormats.count < 10_000 { dateFormats.insert(id) }
        case Self.cellFormats: isInCellFormats = true
        case Self.format where isInCellFormats && styles.count < 100_000:
            let id = attributes.text(Self.id).flatMap { Int($0) } ?? 0
            styles.append(Self.builtIn(id) || dateFormats.contains(id))
        default: break
        }
    }

    func text(_ utf8: UnsafeRawBufferPointer) {}

    func end(_ name: XMLName) { if name == Self.cellFormats { isInCellFormats = false } }

    func finish() {}

    /// Number formats of ECMA-376 part 1, 18.8.30, those of East Asian languages included.
    private static func builtIn(_ id: Int) -> Bool {
        switch id {
        case 14...17, 22, 27...31, 34...36, 50...54, 57, 58: true
        default: false
        }
    }

    /// Whether a format code has a year or a day in it, outside quotes and brackets.
    private static func showsDate(_ code: ArraySlice<UInt8>) -> Bool {
        var isQuoted = false
        var isBracketed = false
        for byte in code {
            switch byte {
            case 0x22: isQuoted.toggle()
            case 0x5B: isBracketed = true
            case 0x5D: isBracketed = false
            case 0x79, 0x59, 0x64, 0x44: if !isQuoted, !isBracketed { return true }
            default: break
            }
        }
        return false
    }

    private static let numberFormat = XMLName("numFmt")
    private static let id = XMLName("numFmtId")
    private static let code = XMLName("formatCode")
    private static let cellFormats = XMLName("cellXfs")
    private static let format = XMLName("xf")
}
