/// A pattern made ready to match bytes.
struct TextMatcher: Sendable, Hashable {
    private enum Piece: Sendable, Hashable {
        case text([UInt8])
        case anyRun
        case anyOne
    }

    /// What is compared with the literal; `other` where there is more to the pattern than one literal.
    let kind: CompiledTest.Kind
    /// The one text of a simple pattern.
    let literal: [UInt8]
    private let pieces: [Piece]
    /// Whether it must be given text as written; else it must be given folded text.
    let cased: Bool

    init(_ pattern: SigmaPattern, cased: Bool) {
        self.cased = cased
        pieces = pattern.pieces.map { piece in
            switch piece {
            case .text(let text): .text(cased ? Array(text.utf8) : CaseFolding.fold(text))
            case .anyRun: .anyRun
            case .anyOne: .anyOne
            }
        }
        (kind, literal) = Self.simple(pieces)
    }

    private static func simple(_ pieces: [Piece]) -> (CompiledTest.Kind, [UInt8]) {
        if pieces.isEmpty { return (.equal, []) }
        if pieces == [.anyRun] { return (.present, []) }
        let texts = pieces.compactMap { if case .text(let text) = $0 { text } else { nil } }
        guard texts.count == 1, let text = texts.first else { return (.other, []) }
        return switch pieces {
        case [.text(text)]: (.equal, text)
        case [.text(text), .anyRun]: (.prefix, text)
        case [.anyRun, .text(text)]: (.suffix, text)
        case [.anyRun, .text(text), .anyRun]: (.contains, text)
        default: (.other, [])
        }
    }

    /// Whether the bytes match.
    ///
    /// Greedy matching with one point to go back to: linear in text times pattern, never exponential.
    func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var piece = 0
        var index = 0
        var retry: (piece: Int, index: Int)?
        while true {
            if piece == pieces.count {
                if index == bytes.count { return true }
            } else {
                switch pieces[piece] {
                case .anyRun:
                    piece += 1
                    retry = (piece, index)
                    continue
                case .anyOne:
                    if index < bytes.count {
                        index = ByteSearch.afterCharacter(bytes, index)
                        piece += 1
                        continue
                    }
                case .text(let text):
                    if text.withUnsafeBufferPointer({ ByteSearch.starts(bytes, at: index, with: $0) }) {
                        index += text.count
                        piece += 1
                        continue
                    }
                }
            }
            guard let last = retry, last.index < bytes.count else { return false }
            let next = ByteSearch.afterCharacter(bytes, last.index)
            retry = (last.piece, next)
            piece = last.piece
            index = next
        }
    }
}
