extension UnitReader {
    /// All entries of an archive, each as a document of its own.
    func readArchive(_ archive: ArchiveReader, _ document: Document) throws(Halt) {
        while let entry = try archive.next() {
            try budget.enter()
            guard entry.isFile else { continue }
            let inner = document.inner(DisplayName(entry.name).text)
            if entry.isEncrypted {
                note(inner, "entry-encrypted", ["format": archive.format.name])
                continue
            }
            let content = ExpandedReader(archive, in: self)
            try contain(inner) { () throws(Halt) in try read(content, as: inner) }
            // In a solid archive the next entry lies behind this one: what was left is expanded too, and counted.
            if case .sevenZip = archive.format { try contain(inner) { () throws(Halt) in try content.drain() } }
        }
    }

    /// A ZIP file, or a document that is one inside.
    func readZip(_ reader: HeadReader, _ document: Document) throws(Halt) {
        let (file, rest) = try seekable(reader)
        guard let file else {
            try readArchive(ArchiveReader(rest, .zipInOrder), document)
            return
        }
        defer { release(file, of: reader) }
        guard try ZipDirectory.size(in: file) <= Int64(limits.entries) * 64 else {
            file.rewind()
            try readArchive(ArchiveReader(file, .zipInOrder), document)
            return
        }
        let names: [String]
        do throws(Halt) {
            names = try entryNames(of: file)
        } catch {
            guard error.reach == .document else { throw error }
            // Without its directory, at the end, the entries can still be found one after another.
            note(document, error.reason)
            file.offset = 0
            try readArchive(ArchiveReader(file, .zipInOrder), document)
            return
        }
        if let kind = OfficePackage.Kind(entries: names) {
            try readOffice(file, kind, names, document)
        } else {
            file.offset = 0
            try readArchive(ArchiveReader(file, .zip), document)
        }
    }

    private func entryNames(of file: FileBytes) throws(Halt) -> [String] {
        file.offset = 0
        let archive = try ArchiveReader(file, .zip)
        var names: [String] = []
        while let entry = try archive.next() {
            // An office document is recognised by its first entries, and its own names are short.
            if entry.name.count <= 256 { names.append(String(decoding: entry.name, as: UTF8.self)) }
            if names.count >= 10_000 { break }
        }
        return names
    }

    func readSevenZip(_ reader: HeadReader, _ document: Document) throws(Halt) {
        try withFile(reader) { file throws(Halt) in
            file.offset = 0
            try readArchive(ArchiveReader(file, .sevenZip), document)
        }
    }

    /// One compressed stream: its content keeps the name.
    func readCompressed(
        _ reader: HeadReader, _ compression: ContentType.Compression, _ document: Document
    ) throws(Halt) {
        try budget.enter()
        if reader.isWhole, compression.isEmpty(reader.head) { return }
        let archive = try ArchiveReader(reader.rewound(), .compressed(compression))
        guard try archive.next() != nil else { return }
        try read(ExpandedReader(archive, in: self), as: document.unwrapped())
    }
}
