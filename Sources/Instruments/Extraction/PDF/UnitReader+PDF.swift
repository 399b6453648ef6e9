import Glibc

extension UnitReader {
    /// A PDF file, through poppler's pdftotext: handed over as a descriptor, so a nested document never touches the disk.
    func readPDF(_ reader: HeadReader, _ document: Document) throws(Halt) {
        guard access("/usr/bin/pdftotext", X_OK) == 0 || access("/usr/local/bin/pdftotext", X_OK) == 0 else {
            throw .document("pdf-tool-missing", ["program": "pdftotext", "package": "poppler-utils"])
        }
        try withFile(reader) { file throws(Halt) in
            try contain(document) { () throws(Halt) in try readPages(file, document) }
            try readAttachments(file, document)
        }
    }

    private func readPages(_ file: FileBytes, _ document: Document) throws(Halt) {
        let child = child("pdftotext", "-layout", "-enc", "UTF-8", "/dev/fd/3", "-")
        var pages = PageText()
        output.begin(TextPart(path: document.path, locator: .mark))
        let (ending, complaint) = try child.run(document: file.descriptor, milliseconds: budget.remaining) {
            utf8 throws(Halt) in
            try budget.expand(utf8.count)
            pages.feed(utf8, output)
        }
        pages.finish()
        output.end()
        switch ending {
        case .exited(0): break
        case .exited(3): throw .document("document-encrypted", ["format": "PDF"])
        case .exited where complaint.contains("password"): throw .document("document-encrypted", ["format": "PDF"])
        case .timedOut, .signalled(SIGXCPU), .signalled(SIGKILL):
            throw .document("pdf-too-slow", ["seconds": String(limits.childSeconds)])
        default: throw .document("document-damaged", ["format": "PDF"])
        }
        if complaint.contains("CMap") || complaint.contains("font") {
            note(document, "pdf-fonts-missing", ["package": "poppler-data"])
        } else if complaint.contains("Syntax Error") {
            note(document, "document-damaged", ["format": "PDF"])
        }
        if pages.empty == pages.pages {
            note(document, "pdf-no-text")
        } else if pages.empty > 0 {
            note(document, "pdf-pages-without-text", ["count": String(pages.empty), "pages": String(pages.pages)])
        }
    }

    /// Files that the PDF carries, each read like an entry of an archive.
    private func readAttachments(_ file: FileBytes, _ document: Document) throws(Halt) {
        var list: [UInt8] = []
        let lister = child("pdfdetach", "-list", "-enc", "UTF-8", "/dev/fd/3")
        _ = try lister.run(document: file.descriptor, milliseconds: budget.remaining) { utf8 throws(Halt) in
            if list.count < 1 << 20 { list += utf8 }
        }
        for line in list.split(separator: 0x0A) {
            // `1: name`, behind a line with their number.
            guard let colon = line.firstIndex(of: 0x3A),
                let number = Int(String(decoding: line[..<colon], as: UTF8.self))
            else { continue }
            try budget.enter()
            let inner = document.inner(DisplayName(Array(line[(colon + 1)...].drop { $0 == 0x20 })).text)
            try contain(inner) { () throws(Halt) in try readAttachment(number, of: file, inner) }
        }
    }

    private func readAttachment(_ number: Int, of file: FileBytes, _ inner: Document) throws(Halt) {
        let saver = child("pdfdetach", "-save", String(number), "-o", "/dev/stdout", "/dev/fd/3")
        let descriptor = try FileBytes.inMemory()
        var size = 0
        defer { budget.release(size) }
        do throws(Halt) {
            _ = try saver.run(document: file.descriptor, milliseconds: budget.remaining) { bytes throws(Halt) in
                try budget.expand(bytes.count)
                guard budget.hold(bytes.count) else {
                    throw .document("nested-too-large", ["limit": String(limits.bytesHeld)])
                }
                size += bytes.count
                try FileBytes.write(bytes, to: descriptor)
            }
        } catch {
            close(descriptor)
            throw error
        }
        try read(FileBytes(descriptor: descriptor, size: Int64(size)), as: inner)
    }

    private func child(_ arguments: String...) -> ChildProcess {
        ChildProcess(arguments: arguments, seconds: limits.childSeconds, memory: limits.childMemory)
    }
}
