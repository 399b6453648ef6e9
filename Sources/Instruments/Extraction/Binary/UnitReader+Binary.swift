extension UnitReader {
    /// Bytes of no known format.
    func readBinary(_ reader: HeadReader, _ document: Document) throws(Halt) {
        if try !readRuns(reader, document) { return }
        note(document, "binary")
    }

    /// The files of Word, Excel, PowerPoint and Outlook before 2007, and encrypted ones since.
    func readCompoundFile(_ reader: HeadReader, _ document: Document) throws(Halt) {
        let marker = Array("EncryptedPackage".utf8).flatMap { [$0, 0] as [UInt8] }
        let head = Array(reader.head)
        let isEncrypted = head.indices.contains { place in head[place] == 0x45 && head[place...].starts(with: marker) }
        guard !isEncrypted else { throw .document("document-encrypted", ["format": "Office"]) }
        note(document, "runs-only", ["type": "Microsoft Office 97-2003"])
        try readRuns(reader, document)
    }

    /// Readable runs of text, marked by where they lie; whether the bytes held anything but zeros.
    @discardableResult
    func readRuns(_ reader: HeadReader, _ document: Document) throws(Halt) -> Bool {
        var runs = ReadableRuns()
        var text: [UInt8] = []
        var block = reader.head
        var offset = 0
        var holdsData = false
        output.begin(TextPart(path: document.path, locator: .mark))
        while !block.isEmpty {
            for start in stride(from: 0, to: block.count, by: 64 << 10) {
                let piece = UnsafeRawBufferPointer(rebasing: block[start..<min(block.count, start + 64 << 10)])
                if Self.isZero(piece) {
                    runs.finish(into: &text)
                } else {
                    holdsData = true
                    runs.feed(piece, into: &text)
                }
                guard !text.isEmpty else { continue }
                output.mark("near byte \(offset + start)")
                text.withUnsafeBytes { output.append($0) }
                text.removeAll(keepingCapacity: true)
            }
            offset += block.count
            try budget.tick()
            block = try reader.next()
        }
        runs.finish(into: &text)
        text.withUnsafeBytes { output.append($0) }
        output.end()
        return holdsData
    }

    private static func isZero(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard let base = piece.baseAddress else { return true }
        var index = 0
        while index + 8 <= piece.count {
            if base.loadUnaligned(fromByteOffset: index, as: UInt64.self) != 0 { return false }
            index += 8
        }
        return piece[index...].allSatisfy { $0 == 0 }
    }
}
