extension Extraction {
    /// Text in any encoding: a page, rows, JSON, statements, or running text.
    func readText(
        _ reader: HeadReader, _ encoding: TextEncoding, skipping markLength: Int, _ document: Document
    ) throws(Halt) {
        let head = UnsafeRawBufferPointer(rebasing: reader.head[markLength...])
        let sampled = UnsafeRawBufferPointer(rebasing: head.prefix(TextShape.sampleSize * 2))
        guard let (sample, _) = CharsetDetector.decode(sampled, encoding) else {
            throw .document("no-converter", ["encoding": encoding.name])
        }
        let isHTML = HTMLShape.matches(sample[...])
        let layout: TextPart.Layout =
            isHTML
            ? .running : TextShape.layout(of: sample[...], isWhole: reader.isWhole && sampled.count == head.count)
        let table = document.name
        var locator = TextPart.Locator.line
        if case .delimited = layout { locator = .cell(table: table) }
        let consumer: any TextConsumer = isHTML ? HTMLText(output) : PlainText(output)
        guard let decoder = TextDecoder(encoding, into: consumer) else {
            throw .document("no-converter", ["encoding": encoding.name])
        }
        if sample.starts(with: Array("-----BEGIN PGP MESSAGE-----".utf8)) {
            note(document, "document-encrypted", ["format": "OpenPGP"])
        }
        output.begin(TextPart(path: document.path, layout: layout, locator: locator, encoding: encoding.name))
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
}
