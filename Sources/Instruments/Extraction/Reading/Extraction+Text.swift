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
            isHTML ? .running : TextShape.layout(of: sample[...], isWhole: reader.isWhole && sampled.count == head.count)
        let table = document.name
        var locator = TextPart.Locator.line
        if case .delimited = layout { locator = .cell(table: table) }
        let consumer: any TextConsumer = isHTML ? HTMLText(output) : PlainText(output)
        guard let decoder = TextDecoder(encoding, into: consumer) else {
            throw .document("no-converter", ["encoding": encoding.name])
        }
        if sample.starts(with: Array("-----BEGIN PGP MESSAGE-----".utf8)) { note(document, "document-encrypted", ["format": "OpenPGP"]) }
        output.begin(TextPart(path: document.path, layout: layout, locator: locator, encoding: encoding.name))
        if let file = reader.base as? FileBytes { file.skipsHoles = true }
        try decoder.feed(head)
        if !reader.isWhole {
            // The head has been used: its memory serves the rest.
            while true {
                let count = try reader.base.read(into: reader.block)
                if count == 0 { break }
                try decoder.feed(UnsafeRawBufferPointer(rebasing: reader.block[..<count]))
                try budget.tick()
            }
        }
        try decoder.finish()
        output.end()
        if decoder.undecodable > 0 {
            note(
                document, "undecodable", ["bytes": String(decoder.undecodable), "encoding": decoder.encoding.name])
        }
    }
}
