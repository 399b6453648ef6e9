/// Tells a person's name from other words behind a label.
enum NameCheck {
    static func holds(_ value: UnsafeRawBufferPointer) -> Bool {
        guard let first = value.first else { return false }
        return first < 0x80 ? isRomanised(value) : isChinese(value)
    }

    /// Two to four words with capitals, commas and hyphens between allowed: `CHAN Tai-man, Peter`.
    private static func isRomanised(_ value: UnsafeRawBufferPointer) -> Bool {
        let words = value.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") }
        guard (2...4).contains(words.count) else { return false }
        return words.allSatisfy { word in
            word.first?.isUpper == true && (1...20).contains(word.count)
                && word.allSatisfy { $0.isLetter || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
                && !notNames.contains(word.map(\.lowercased))
        }
    }

    private static func isChinese(_ value: UnsafeRawBufferPointer) -> Bool {
        let text = String(decoding: value, as: UTF8.self)
        guard (2...4).contains(text.count), text.unicodeScalars.allSatisfy({ (0x4E00...0x9FFF).contains($0.value) }),
            let first = text.first
        else { return false }
        return surnames.contains(first) || compoundSurnames.contains(String(text.prefix(2)))
    }

    private static let notNames: Set<[UInt8]> = Set(
        [
            "of", "the", "and", "department", "bureau", "office", "limited", "ltd", "company", "system", "file",
            "street",
            "road", "date", "number", "name", "address", "project", "server", "unknown", "test",
        ].map { Array($0.utf8) })

    private static let surnames: Set<Character> = Set(
        """
        陳黃李張梁林何吳劉王鄭楊周葉鄧蔡馮許譚曾羅郭麥謝趙余馬朱蘇徐胡孫潘鍾江戴關彭盧呂袁杜傅簡葛方石湯翁洪姚甘龐\
        任湛康莫伍區歐陸姜范董高沈韓魏唐蕭邱施丁廖賴温溫黎馬秦史顧孟邵龍萬段錢倪嚴柯樊侯殷詹洗冼招岑霍
        陈黄张刘郑杨叶邓冯许谭罗麦谢赵苏孙钟关卢吕汤庞区欧陆范韩萧赖顾龙万钱严
        """)

    private static let compoundSurnames: Set<String> = ["歐陽", "司徒", "上官", "諸葛", "司馬", "欧阳", "诸葛", "司马"]
}
