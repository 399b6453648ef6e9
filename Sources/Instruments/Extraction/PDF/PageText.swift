/// Text whose pages end with form feeds: each page is marked, and pages without text are counted.
struct PageText {
    private(set) var pages = 0
    /// Numbers of the pages that held no text, the first of them.
    private(set) var empty = 0
    private var holdsText = false
    private var begun = false

    /// Takes the next bytes.
    mutating func feed(_ utf8: UnsafeRawBufferPointer, _ output: any TextOutput) {
        var start = 0
        while start < utf8.count {
            if !begun {
                begun = true
                output.mark("page \(pages + 1)")
            }
            let end = utf8[start...].firstIndex(of: 0x0C)
            let page = UnsafeRawBufferPointer(rebasing: utf8[start..<(end ?? utf8.count)])
            if !holdsText { holdsText = page.contains { $0 > 0x20 } }
            output.append(page)
            guard let end else { return }
            endPage()
            start = end + 1
        }
    }

    /// Says that nothing more comes.
    mutating func finish() { if holdsText { endPage() } }

    private mutating func endPage() {
        pages += 1
        if !holdsText { empty += 1 }
        holdsText = false
        begun = false
    }
}
