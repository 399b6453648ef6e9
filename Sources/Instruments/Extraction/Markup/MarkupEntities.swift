/// Character references of XML and HTML.
enum MarkupEntities {
    /// Longest reference that is looked at, without `&` and `;`.
    static let limit = 32

    /// The UTF-8 of a reference, given without `&` and `;`; nil for names that are not known.
    static func utf8(of name: some Collection<UInt8>) -> [UInt8]? {
        guard let first = name.first else { return nil }
        if first == 0x23 { return number(name.dropFirst()) }
        return named[String(decoding: name, as: UTF8.self)]
    }

    private static func number(_ digits: some Collection<UInt8>) -> [UInt8]? {
        var value: UInt32 = 0
        let isHexadecimal = digits.first.map { $0 | 0x20 == 0x78 } ?? false
        let rest = isHexadecimal ? Array(digits.dropFirst()) : Array(digits)
        guard !rest.isEmpty, rest.count <= 8 else { return nil }
        for digit in rest {
            let place: UInt8
            switch digit {
            case 0x30...0x39: place = digit - 0x30
            case 0x41...0x46 where isHexadecimal, 0x61...0x66 where isHexadecimal: place = (digit | 0x20) - 0x57
            default: return nil
            }
            value = value &* (isHexadecimal ? 16 : 10) &+ UInt32(place)
        }
        guard let scalar = Unicode.Scalar(value), value != 0 else { return nil }
        // A no-break space separates words as any other does.
        return value == 0xA0 ? [0x20] : Array(String(Character(scalar)).utf8)
    }

    /// The names of XML, and those of HTML that stand for characters values are written with.
    private static let named: [String: [UInt8]] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ensp": " ", "emsp": " ",
        "thinsp": " ", "lpar": "(", "rpar": ")", "lbrack": "[", "rbrack": "]", "num": "#", "commat": "@",
        "colon": ":", "comma": ",", "period": ".", "sol": "/", "bsol": "\\", "hyphen": "-", "dash": "-",
        "minus": "-", "plus": "+", "equals": "=", "lowbar": "_", "percnt": "%", "dollar": "$", "excl": "!",
        "quest": "?", "semi": ";", "ast": "*", "Tab": "\t", "NewLine": " ", "ndash": "–", "mdash": "—",
        "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "hellip": "…", "middot": "·", "bull": "•",
        "copy": "©", "reg": "®", "yen": "¥", "pound": "£", "euro": "€", "times": "×", "deg": "°", "shy": "",
        "zwnj": "", "zwj": "", "eacute": "é", "egrave": "è", "agrave": "à", "ouml": "ö", "uuml": "ü", "auml": "ä",
        "szlig": "ß", "ccedil": "ç", "ntilde": "ñ",
    ].mapValues { Array($0.utf8) }
}
