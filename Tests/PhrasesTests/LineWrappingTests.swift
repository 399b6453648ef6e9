import Phrases
import Testing

@Suite(.timeLimit(.minutes(10))) struct LineWrappingTests {
    @Test(arguments: [
        ("abc", 3), ("資料", 4), ("资料：", 6), ("é", 1), ("e\u{301}", 1), ("한국", 4), ("“x”…", 4), ("Ａ", 2), ("", 0),
    ])
    func columnsAreWhatATerminalTakes(text: String, columns: Int) {
        #expect(text.columns == columns)
    }

    @Test(arguments: [
        ("one two three", 7, ["one two", "three"]), ("a longerword b", 5, ["a", "longerword", "b"]),
        ("資料夾與密鑰", 8, ["資料夾與", "密鑰"]),
        // A mark that closes stays with what it closes, one that opens with what it opens.
        ("資料夾，密鑰", 6, ["資料", "夾，密", "鑰"]), ("資料（密鑰）", 6, ["資料", "（密", "鑰）"]),
        ("寫出--output的值", 8, ["寫出", "--output", "的值"]), ("「seawall help」等", 12, ["「seawall", "help」等"]),
        ("first\n\nlast", 20, ["first", "", "last"]), ("", 20, [""]), ("多個  空格", 20, ["多個 空格"]),
    ])
    func linesBreakWhereAReaderExpectsIt(text: String, width: Int, lines: [String]) {
        #expect(LineWrapping.lines(of: text, width: width) == lines)
    }

    @Test func piecesAreNeverBroken() {
        let lines = LineWrapping.lines(joining: ["USAGE: x", "[--output <dir>]", "<y>"], width: 20)
        #expect(lines == ["USAGE: x", "[--output <dir>] <y>"])
    }

    @Test(arguments: [("asess", "assess"), ("ASSESS", "assess"), ("scna", "scan"), ("nothing", nil), ("", nil)])
    func theNearestNameIsNear(name: String, nearest: String?) {
        #expect(NearestName.of(name, among: ["assess", "scan", "ledger"]) == nearest)
    }
}
