/// Collects small pieces of text and hands them on in large ones.
struct TextBuffer {
    /// The bytes not yet handed on.
    private(set) var bytes: [UInt8] = []
    private let output: any TextOutput

    init(_ output: any TextOutput) { self.output = output }

    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
        if bytes.count >= 64 << 10 { flush() }
    }

    mutating func append(_ text: some Collection<UInt8>) {
        bytes.append(contentsOf: text)
        if bytes.count >= 64 << 10 { flush() }
    }

    mutating func append(_ text: String) { append(text.utf8) }

    mutating func flush() {
        bytes.withUnsafeBytes { output.append($0) }
        bytes.removeAll(keepingCapacity: true)
    }

    /// Hands on what is there, then sets a mark.
    mutating func mark(_ name: String) {
        flush()
        output.mark(name)
    }
}
