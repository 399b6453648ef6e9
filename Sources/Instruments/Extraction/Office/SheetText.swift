/// Hands the parts of a worksheet to its rows: a value, since fields of a class are dear to change with every cell.
final class SheetText: XMLHandler {
    private(set) var rows: SheetRows

    init(_ rows: SheetRows) { self.rows = rows }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(Halt) { try rows.start(name, attributes) }

    func text(_ utf8: UnsafeRawBufferPointer) { rows.text(utf8) }

    func end(_ name: XMLName) throws(Halt) { try rows.end(name) }

    func finish() { rows.finish() }
}
