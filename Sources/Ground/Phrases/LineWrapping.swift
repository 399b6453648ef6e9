/// Breaks texts into lines that a terminal shows whole.
///
/// A line breaks at a space, and beside a Chinese character: but never before a mark that closes nor after one that
/// opens (W3C, Requirements for Chinese Text Layout, 3.1.3).
public enum LineWrapping {
    private static let closing: Set<Character> = Set("，。、；：！？）」』》】〉”’…,.;:!?)]}")
    private static let opening: Set<Character> = Set("（「『《【〈“‘([{")

    /// The lines of a text; line breaks of its own stay. A word that is longer than a line stands on one of its own.
    ///
    /// - Parameter width: columns that a line may take.
    public static func lines(of text: String, width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
            lines(of: pieces(of: paragraph), width: width)
        }
    }

    /// The lines that pieces make which must not be broken, set apart by spaces.
    public static func lines(joining pieces: [String], width: Int) -> [String] {
        lines(of: pieces.map { Piece(text: $0, isSetApart: true) }, width: width)
    }

    /// What a line is not broken inside of.
    private struct Piece {
        var text: String
        /// Whether a space stands before it.
        let isSetApart: Bool
    }

    private static func lines(of pieces: [Piece], width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for piece in pieces {
            let gap = piece.isSetApart ? " " : ""
            if line.isEmpty {
                line = piece.text
            } else if line.columns + gap.columns + piece.text.columns <= width {
                line += gap + piece.text
            } else {
                lines.append(line)
                line = piece.text
            }
        }
        return lines + [line]
    }

    private static func pieces(of text: Substring) -> [Piece] {
        var pieces: [Piece] = []
        var afterSpace = false
        for character in text {
            if character == " " {
                afterSpace = true
                continue
            }
            if !afterSpace, let last = pieces.last?.text.last, !mayBreak(between: last, and: character) {
                pieces[pieces.count - 1].text.append(character)
            } else {
                pieces.append(Piece(text: String(character), isSetApart: afterSpace))
            }
            afterSpace = false
        }
        return pieces
    }

    private static func mayBreak(between left: Character, and right: Character) -> Bool {
        (left.isWide || right.isWide) && !opening.contains(left) && !closing.contains(right)
    }
}
