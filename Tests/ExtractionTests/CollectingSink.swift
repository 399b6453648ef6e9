import Extraction
import Model

/// Keeps everything that an extraction hands over, and checks that calls come in order.
struct CollectingSink: TextSink {
    struct Part {
        var description: TextPart
        var text: [UInt8] = []
        var marks: [String] = []

        var string: String { String(decoding: text, as: UTF8.self) }
    }

    var parts: [Part] = []
    var notes: [(path: [String], reason: Message)] = []
    var isOpen = false
    /// A call that came when it must not.
    var disorder: String?

    /// All text, parts after one another.
    var text: String { parts.map(\.string).joined(separator: "\n") }

    /// The ids of everything not scanned.
    var reasons: [String] { notes.map(\.reason.id) }

    mutating func begin(_ part: TextPart) {
        if isOpen { disorder = "begin inside a part" }
        isOpen = true
        parts.append(Part(description: part))
    }

    mutating func append(_ utf8: UnsafeRawBufferPointer) {
        if !isOpen { disorder = "append outside a part" } else { parts[parts.count - 1].text += utf8 }
    }

    mutating func mark(_ name: String) {
        if !isOpen { disorder = "mark outside a part" } else { parts[parts.count - 1].marks.append(name) }
    }

    mutating func end() {
        if !isOpen { disorder = "end outside a part" }
        isOpen = false
    }

    mutating func notScanned(path: [String], reason: Message) {
        if isOpen { disorder = "notScanned inside a part" }
        notes.append((path, reason))
    }
}
