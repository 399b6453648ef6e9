/// The attributes of one tag, entities resolved.
struct XMLAttributes {
    private var names: [XMLName] = []
    private var ends: [Int] = []
    private var bytes: [UInt8] = []

    private static let declaration = Array("xmlns".utf8)

    /// The value of an attribute.
    subscript(name: XMLName) -> ArraySlice<UInt8>? {
        guard let index = names.firstIndex(of: name) else { return nil }
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// The value of an attribute as text.
    func text(_ name: XMLName) -> String? { self[name].map { String(decoding: $0, as: UTF8.self) } }

    mutating func removeAll() {
        guard !names.isEmpty else { return }
        names.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Reads `name="value"` pairs up to the end of a tag.
    mutating func parse(_ tag: UnsafeRawBufferPointer, from start: Int) {
        removeAll()
        var index = start
        while index < tag.count {
            while index < tag.count, tag[index] <= 0x20 || tag[index] == 0x2F { index += 1 }
            let nameStart = index
            while index < tag.count, tag[index] != 0x3D, tag[index] > 0x20 { index += 1 }
            guard index < tag.count, index > nameStart else { return }
            let name = XMLName(UnsafeRawBufferPointer(rebasing: tag[nameStart..<index]))
            while index < tag.count, tag[index] <= 0x20 { index += 1 }
            guard index < tag.count, tag[index] == 0x3D else { continue }
            index += 1
            while index < tag.count, tag[index] <= 0x20 { index += 1 }
            guard index < tag.count, tag[index] == 0x22 || tag[index] == 0x27 else { return }
            let quote = tag[index]
            index += 1
            let valueStart = index
            while index < tag.count, tag[index] != quote { index += 1 }
            let value = UnsafeRawBufferPointer(rebasing: tag[valueStart..<index])
            index += 1
            // A declared prefix is no attribute, though its local name may be one's.
            if tag[nameStart...].starts(with: Self.declaration) { continue }
            append(value)
            names.append(name)
            ends.append(bytes.count)
        }
    }

    private mutating func append(_ value: UnsafeRawBufferPointer) {
        guard value.contains(0x26) else {
            bytes.append(contentsOf: value)
            return
        }
        var index = 0
        while index < value.count {
            guard value[index] == 0x26 else {
                bytes.append(value[index])
                index += 1
                continue
            }
            let window = value[(index + 1)...].prefix(MarkupEntities.limit)
            if let end = window.firstIndex(of: 0x3B), let utf8 = MarkupEntities.utf8(of: window[..<end]) {
                bytes += utf8
                index = end + 1
            } else {
                bytes.append(0x26)
                index += 1
            }
        }
    }
}
