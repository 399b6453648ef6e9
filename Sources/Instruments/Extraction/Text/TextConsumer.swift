/// What takes decoded text, block by block.
protocol TextConsumer: AnyObject {
    /// The next bytes, UTF-8, cut anywhere.
    func consume(_ utf8: UnsafeRawBufferPointer) throws(Halt)
    /// Nothing more comes.
    func finish() throws(Halt)
}

/// Hands text on as it is.
final class PlainText: TextConsumer {
    private let output: any TextOutput

    init(_ output: any TextOutput) { self.output = output }

    func consume(_ utf8: UnsafeRawBufferPointer) { output.append(utf8) }

    func finish() {}
}
