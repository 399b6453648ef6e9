/// Writes HTML that stands alone.
struct HTMLWriter: MarkupWriter {
    var text = ""
}
