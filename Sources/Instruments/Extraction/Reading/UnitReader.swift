import Glibc
import Model

/// The reading of one file and of all that is nested in it.
final class UnitReader {
    let limits: ExtractionLimits
    let output: any TextOutput
    var budget: Budget
    private let unit: ExtractionUnit
    private var notes = 0

    init(limits: ExtractionLimits, output: any TextOutput, unit: ExtractionUnit) {
        self.limits = limits
        self.output = output
        self.unit = unit
        budget = Budget(limits: limits, size: unit.size)
    }

    /// Reads the whole unit.
    func run() {
        let document = Document(path: [unit.name])
        do throws(Halt) {
            let file = try UnitFile.open(unit)
            budget = Budget(limits: limits, size: max(unit.size, file.size))
            try read(file, as: document)
            if file.shrank { note(document, "shrank") } else if file.grew { note(document, "grew") }
        } catch {
            stop(error, document)
        }
        if notes > limits.notes {
            output.notScanned(
                path: document.path,
                reason: Message("extraction.more-not-scanned", ["count": String(notes - limits.notes)]))
        }
    }

    /// Says that something of a document could not be read.
    func note(_ document: Document, _ id: String, _ arguments: [String: String] = [:]) {
        note(document, Message("extraction." + id, arguments))
    }

    func note(_ document: Document, _ reason: Message) {
        notes += 1
        if notes <= limits.notes { output.notScanned(path: document.path, reason: reason) }
    }

    private func stop(_ halt: Halt, _ document: Document) {
        if output.isOpen { output.end() }
        note(document, halt.reason)
    }

    /// Does something with a document; what stops at the document is noted, so that its neighbours are still read.
    func contain(_ document: Document, _ body: () throws(Halt) -> Void) throws(Halt) {
        do throws(Halt) {
            try body()
        } catch {
            guard error.reach == .document else { throw error }
            stop(error, document)
        }
    }

    /// Reads a document of any format.
    func read(_ source: any ByteReader, as document: Document) throws(Halt) {
        guard document.depth <= limits.archiveDepth else {
            throw .document("archive-too-deep", ["limit": String(limits.archiveDepth)])
        }
        // Only formats that need the whole file go back to its start and read its holes as zeros.
        if let file = source as? FileBytes { file.skipsHoles = true }
        let reader = try HeadReader(source)
        switch ContentSniffer.type(of: reader.head, declared: document.charset) {
        case .empty: break
        case .zip: try readZip(reader, document)
        case .tar: try readArchive(ArchiveReader(reader.rewound(), .tar), document)
        case .sevenZip: try readSevenZip(reader, document)
        case .compressed(let compression): try readCompressed(reader, compression, document)
        case .pdf: try readPDF(reader, document)
        case .sqlite: try readDatabase(reader, document)
        case .rtf: try readRichText(reader, document)
        case .compoundFile: try readCompoundFile(reader, document)
        case .media(let type): note(document, "no-reader", ["type": type])
        case .unread(let type):
            note(document, "runs-only", ["type": type])
            try readRuns(reader, document)
        case .mail: try readMail(reader, document)
        case .mailbox: try readMailbox(reader, document)
        case .text(let encoding, let markLength): try readText(reader, encoding, skipping: markLength, document)
        case .binary: try readBinary(reader, document)
        }
    }

    /// The whole content as a file that can be read from any place: the file itself, or a copy in memory.
    ///
    /// Nil where it is larger than may be held; the reader then still gives all of it in order.
    func seekable(_ reader: HeadReader) throws(Halt) -> (file: FileBytes?, rest: any ByteReader) {
        if let file = reader.base as? FileBytes {
            file.rewind()
            return (file, file)
        }
        let descriptor = try FileBytes.inMemory()
        var size = 0
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: HeadReader.blockSize, alignment: 64)
        defer { block.deallocate() }
        while true {
            let count: Int
            do throws(Halt) {
                count = try reader.read(into: block)
                try FileBytes.write(UnsafeRawBufferPointer(rebasing: block[..<count]), to: descriptor)
            } catch {
                close(descriptor)
                budget.release(size)
                throw error
            }
            if count == 0 { break }
            size += count
            guard budget.hold(count) else {
                let held = FileBytes(descriptor: descriptor, size: Int64(size))
                budget.release(size - count)
                return (nil, ChainedReader(held, then: reader))
            }
        }
        return (FileBytes(descriptor: descriptor, size: Int64(size)), reader)
    }

    /// Gives back the memory of a copy.
    func release(_ file: FileBytes, of reader: HeadReader) {
        if !(reader.base is FileBytes) { budget.release(Int(file.size)) }
    }

    /// Does something with the whole content as a file that can be read from any place.
    func withFile(
        _ reader: HeadReader, _ body: (FileBytes) throws(Halt) -> Void
    ) throws(Halt) {
        guard let file = try seekable(reader).file else {
            throw .document("nested-too-large", ["limit": String(limits.bytesHeld)])
        }
        defer { release(file, of: reader) }
        try body(file)
    }
}
