/// Shows enough of a value to find it again at its place, and too little to be it.
enum Mask {
    /// The first characters, then a star for each letter or digit; marks between them stay.
    static func of(_ value: some Collection<UInt8>, shown: Int) -> String {
        var text = ""
        var left = shown
        for character in String(decoding: value, as: UTF8.self).prefix(64) {
            if character.isLetter || character.isNumber {
                text.append(left > 0 ? character : "*")
                left -= 1
            } else {
                text.append(left > 0 || "()- @.".contains(character) ? character : "*")
            }
        }
        return text
    }
}
