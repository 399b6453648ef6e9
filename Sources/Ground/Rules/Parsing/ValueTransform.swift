import BaseEncoding
import Model

/// A modifier that makes other values of a value.
struct ValueTransform {
    /// A value on its way through the modifiers.
    enum Value {
        case pattern(SigmaPattern)
        case bytes([UInt8])
    }

    let modifier: String
    let placeholders: [String: [String]]
    let place: SourcePlace

    private static let dashes = ["-", "/", "\u{2013}", "\u{2014}", "\u{2015}"]
    private static let variantLimit = 3_125

    func apply(_ value: Value) throws(Fault) -> [Value] {
        switch modifier {
        case "windash": return try dashed(pattern(value)).map { .pattern($0) }
        case "expand": return try expanded(pattern(value)).map { .pattern($0) }
        case "wide", "utf16le":
            return [.bytes(try literal(value).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })]
        case "utf16be": return [.bytes(try literal(value).utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })]
        case "utf16":
            return [.bytes([0xFF, 0xFE] + (try literal(value).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }))]
        case "base64": return [.pattern(SigmaPattern(pieces: [.text(Base64.standard.encode(try bytes(value)))]))]
        default: return try offsets(bytes(value)).map { .pattern(SigmaPattern(pieces: [.text($0)])) }
        }
    }

    private func pattern(_ value: Value) throws(Fault) -> SigmaPattern {
        guard case .pattern(let pattern) = value else { throw Fault("rules.bytes-not-encoded", at: place) }
        return pattern
    }

    private func literal(_ value: Value) throws(Fault) -> String {
        guard let literal = try pattern(value).literal else { throw Fault("rules.wildcard-in-encoding", at: place) }
        return literal
    }

    private func bytes(_ value: Value) throws(Fault) -> [UInt8] {
        if case .bytes(let bytes) = value { return bytes }
        return Array(try literal(value).utf8)
    }

    /// Every way of writing the dashes that start an option.
    private func dashed(_ pattern: SigmaPattern) throws(Fault) -> [SigmaPattern] {
        var variants: [[SigmaPattern.Piece]] = [[]]
        for piece in pattern.pieces {
            guard case .text(let text) = piece else {
                variants = variants.map { $0 + [piece] }
                continue
            }
            var written: [String] = [""]
            var previous: Character = " "
            let characters = Array(text)
            for (index, character) in characters.enumerated() {
                let next = index + 1 < characters.count ? characters[index + 1] : " "
                let opens = !Self.isWord(previous) && Self.isWord(next)
                if opens, Self.dashes.contains(String(character)) {
                    written = written.flatMap { start in Self.dashes.map { start + $0 } }
                } else {
                    written = written.map { $0 + String(character) }
                }
                guard written.count * variants.count <= Self.variantLimit else {
                    throw Fault("rules.too-many-variants", ["limit": String(Self.variantLimit)], at: place)
                }
                previous = character
            }
            variants = variants.flatMap { start in written.map { start + [.text($0)] } }
        }
        return variants.map { SigmaPattern(pieces: $0) }
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }

    private func expanded(_ pattern: SigmaPattern) throws(Fault) -> [SigmaPattern] {
        guard case .text(let text)? = pattern.pieces.first, pattern.pieces.count == 1, text.hasPrefix("%"),
            text.hasSuffix("%"), text.count > 2
        else { throw Fault("rules.not-placeholder", at: place) }
        let name = String(text.dropFirst().dropLast())
        guard let values = placeholders[name], !values.isEmpty else {
            throw Fault("rules.unknown-placeholder", ["name": name], at: place)
        }
        return values.map { SigmaPattern($0) }
    }

    /// The three forms that a text takes inside a longer Base 64 text, without the characters its neighbours decide.
    private func offsets(_ bytes: [UInt8]) throws(Fault) -> [String] {
        guard !bytes.isEmpty else { throw Fault("rules.wildcard-in-encoding", at: place) }
        return (0..<3).map { offset in
            let encoded = Array(Base64.standard.encode([UInt8](repeating: 0x20, count: offset) + bytes))
            let start = [0, 2, 3][offset]
            let end = encoded.count - [0, 3, 2][(bytes.count + offset) % 3]
            return String(encoded[min(start, end)..<end])
        }
    }
}
