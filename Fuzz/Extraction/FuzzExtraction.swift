import Extraction
import Glibc
import Model

/// Any bytes as a file: the content decides which reader they reach, archives and documents inside them included.
///
/// Seeds: one small file of each format. PDF is left to poppler, which runs in a process of its own.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzExtraction(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let path = "/dev/shm/seawall-fuzz-\(getpid())"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { fatalError("no memory file system at /dev/shm") }
    if let start, write(descriptor, start, count) != count { fatalError("cannot write \(path)") }
    close(descriptor)
    defer { unlink(path) }
    var limits = ExtractionLimits()
    limits.ratioFloor = 1 << 20
    limits.seconds = 5
    limits.childSeconds = 1
    var sink = OrderedSink()
    guard let walk = try? Extractor(limits: limits).units(of: path) else { return 0 }
    for case .unit(let unit) in walk { Extractor(limits: limits).extract(unit, into: &sink) }
    precondition(!sink.isOpen)
    return 0
}

/// Stops the run when calls come out of order or text is not UTF-8.
private struct OrderedSink: TextSink {
    var isOpen = false
    var text: [UInt8] = []

    mutating func begin(_ part: TextPart) {
        precondition(!isOpen)
        isOpen = true
        text.removeAll()
    }

    mutating func append(_ utf8: UnsafeRawBufferPointer) {
        precondition(isOpen)
        text += utf8
    }

    mutating func mark(_ name: String) { precondition(isOpen) }

    mutating func end() {
        precondition(isOpen)
        precondition(String(validating: text, as: UTF8.self) != nil)
        isOpen = false
    }

    mutating func notScanned(path: [String], reason: Message) { precondition(!isOpen) }
}
