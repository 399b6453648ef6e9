extension UnitReader {
    /// Text in any encoding: a page, rows, JSON, statements, or running text.
    func readText(
        _ reader: HeadReader, _ encoding: TextEncoding, skipping markLength: Int, _ document: Document
    ) throws(Halt) {
        let head = UnsafeRawBufferPointer(rebasing: reader.head[markLength...])
        let shape = try shape(of: head, encoding, isWhole: reader.isWhole)
        var locator = TextPart.Locator.line
        if case .delimited = shape.layout { locator = .cell(table: document.name) }
        guard let decoder = TextDecoder(encoding, into: consumer(shape)) else {
            throw .document("no-converter", ["encoding": encoding.name])
        }
        if shape.isEncrypted { note(document, "document-encrypted", ["format": "OpenPGP"]) }
        output.begin(TextPart(path: document.path, layout: shape.layout, locator: locator, encoding: encoding.name))
        var block = head
        while !block.isEmpty {
            try decoder.feed(block)
            try budget.tick()
            block = try reader.next()
        }
        try decoder.finish()
        output.end()
        if decoder.undecodable > 0 {
            note(
                document, "undecodable", ["bytes": String(decoder.undecodable), "encoding": decoder.encoding.name])
        }
    }

    private func consumer(_ shape: TextShape) -> any TextConsumer {
        if shape.isHTML { return HTMLText(output) }
        return shape.layout == .json ? JSONText(output) : PlainText(output)
    }

    private func shape(
        of head: UnsafeRawBufferPointer, _ encoding: TextEncoding, isWhole: Bool
    ) throws(Halt) -> TextShape {
        guard encoding != .utf8 else { return TextShape(head, isWhole: isWhole) }
        let sampled = UnsafeRawBufferPointer(rebasing: head.prefix(TextShape.sampleSize))
        guard let (sample, _) = CharsetDetector.decode(sampled, encoding) else {
            throw .document("no-converter", ["encoding": encoding.name])
        }
        return sample.withUnsafeBytes { TextShape($0, isWhole: isWhole && sampled.count == head.count) }
    }
}
