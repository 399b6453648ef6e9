import Model

/// Where text goes: the caller's sink with its type erased, so that the readers need not be generic.
protocol TextOutput: AnyObject {
    func begin(_ part: TextPart)
    func append(_ utf8: UnsafeRawBufferPointer)
    func mark(_ name: String)
    func end()
    func notScanned(path: [String], reason: Message)
    /// Whether a part has begun and not ended.
    var isOpen: Bool { get }
}

/// A sink of some type, for as long as one extraction lasts.
final class SinkOutput<Sink: TextSink>: TextOutput {
    private let sink: UnsafeMutablePointer<Sink>
    private(set) var isOpen = false
    /// Notes that came up inside a part, for after its end.
    private var waiting: [(path: [String], reason: Message)] = []

    /// The pointer must outlive the value.
    init(_ sink: UnsafeMutablePointer<Sink>) { self.sink = sink }

    func begin(_ part: TextPart) {
        isOpen = true
        sink.pointee.begin(part)
    }

    func append(_ utf8: UnsafeRawBufferPointer) { if !utf8.isEmpty { sink.pointee.append(utf8) } }

    func mark(_ name: String) { sink.pointee.mark(name) }

    func end() {
        isOpen = false
        sink.pointee.end()
        for note in waiting { sink.pointee.notScanned(path: note.path, reason: note.reason) }
        waiting = []
    }

    func notScanned(path: [String], reason: Message) {
        if isOpen {
            waiting.append((path, reason))
        } else {
            sink.pointee.notScanned(path: path, reason: reason)
        }
    }
}
