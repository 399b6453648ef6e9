import Glibc

extension Extraction {
    /// A PDF file, through poppler's pdftotext: handed over as a descriptor, so a nested document never touches the disk.
    func readPDF(_ reader: HeadReader, _ document: Document) throws(Halt) {
        guard access("/usr/bin/pdftotext", X_OK) == 0 || access("/usr/local/bin/pdftotext", X_OK) == 0 else {
            throw .document("pdf-tool-missing", ["program": "pdftotext", "package": "poppler-utils"])
        }
        try withFile(reader) { file throws(Halt) in try readPDF(file, document) }
    }

    private func readPDF(_ file: FileBytes, _ document: Document) throws(Halt) {
        let child = ChildProcess(
            arguments: ["pdftotext", "-layout", "-enc", "UTF-8", "-q", "/dev/fd/3", "-"],
            seconds: limits.childSeconds, memory: limits.childMemory)
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
        if pages.empty == pages.pages {
            note(document, "pdf-no-text")
        } else if pages.empty > 0 {
            note(document, "pdf-pages-without-text", ["count": String(pages.empty), "pages": String(pages.pages)])
        }
    }
}
