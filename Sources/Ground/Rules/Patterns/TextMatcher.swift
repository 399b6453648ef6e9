/// A pattern made ready to match bytes.
struct TextMatcher: Sendable, Hashable {
    private enum Shape: Sendable, Hashable {
        case equal([UInt8])
        case prefix([UInt8])
        case suffix([UInt8])
        case contains([UInt8])
        case present
        case pieces([Piece])
    }

    private enum Piece: Sendable, Hashable {
        case text([UInt8])
        case anyRun
        case anyOne
    }

    private let shape: Shape
    /// Whether it must be given text as written; else it must be given folded text.
    let cased: Bool

    init(_ pattern: SigmaPattern, cased: Bool) {
        self.cased = cased
        let pieces = pattern.pieces.map { piece -> Piece in
            switch piece {
            case .text(let text): .text(cased ? Array(text.utf8) : CaseFolding.fold(text))
            case .anyRun: .anyRun
            case .anyOne: .anyOne
            }
        }
        switch pieces.count {
        case 0: shape = .equal([])
        case 1:
            switch pieces[0] {
            case .text(let text): shape = .equal(text)
            case .anyRun: shape = .present
            case .anyOne: shape = .pieces(pieces)
            }
        case 2:
            if case .text(let text) = pieces[0], pieces[1] == .anyRun {
                shape = .prefix(text)
            } else if case .text(let text) = pieces[1], pieces[0] == .anyRun {
                shape = .suffix(text)
            } else {
                shape = .pieces(pieces)
            }
        case 3:
            if case .text(let text) = pieces[1], pieces[0] == .anyRun, pieces[2] == .anyRun {
                shape = .contains(text)
            } else {
                shape = .pieces(pieces)
            }
        default: shape = .pieces(pieces)
        }
    }

    /// The folded text that a value must equal, where that is all there is to it.
    var folded: [UInt8]? {
        if case .equal(let text) = shape, !cased { text } else { nil }
    }

    /// Whether the bytes match.
    func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch shape {
        case .present: true
        case .equal(let text): bytes.count == text.count && ByteSearch.starts(bytes, at: 0, with: text)
        case .prefix(let text): ByteSearch.starts(bytes, at: 0, with: text)
        case .suffix(let text):
            bytes.count >= text.count && ByteSearch.starts(bytes, at: bytes.count - text.count, with: text)
        case .contains(let text): ByteSearch.first(text, in: bytes, from: 0) != nil
        case .pieces(let pieces): Self.matches(pieces, bytes)
        }
    }

    /// Greedy matching with one point to go back to: linear in text times pattern, never exponential.
    private static func matches(_ pieces: [Piece], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
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
                    if ByteSearch.starts(bytes, at: index, with: text) {
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
