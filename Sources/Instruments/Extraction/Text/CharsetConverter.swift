import Glibc

/// The C library's converter from one character encoding to UTF-8, fed block by block.
final class CharsetConverter {
    private let handle: iconv_t
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    /// The start of a character whose rest has not come yet.
    private var carry: [UInt8] = []
    /// Bytes that mean nothing in the encoding.
    private(set) var undecodable = 0

    /// Nil where the C library does not know the encoding.
    init?(_ encoding: String) {
        guard let handle = iconv_open("UTF-8", encoding), handle != iconv_t(bitPattern: -1) else {
            output.deallocate()
            return nil
        }
        self.handle = handle
    }

    deinit {
        iconv_close(handle)
        output.deallocate()
    }

    /// Converts the next block; what cannot be converted becomes U+FFFD and is counted.
    func convert(
        _ block: UnsafeRawBufferPointer, _ emit: (UnsafeRawBufferPointer) throws(Halt) -> Void
    ) throws(Halt) {
        var start = 0
        if !carry.isEmpty {
            // A few bytes more finish the character; the block is then taken up behind it.
            var joined = carry
            let borrowed = min(8, block.count)
            joined += block[..<borrowed]
            let used = try pass(joined, emit)
            let carried = carry.count
            if used < carried {
                carry = Array(joined[used...])
                if borrowed < 8 { return }
                undecodable += carry.count
                carry = []
                start = borrowed
            } else {
                carry = []
                start = used - carried
            }
        }
        let rest = UnsafeRawBufferPointer(rebasing: block[start...])
        let used = try pass(rest, emit)
        carry = Array(rest[used...])
    }

    /// Says that nothing more comes.
    func finish(_ emit: (UnsafeRawBufferPointer) throws(Halt) -> Void) throws(Halt) {
        if !carry.isEmpty {
            undecodable += carry.count
            carry = []
            try replacement(emit)
        }
        var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        var room = output.count
        _ = iconv(handle, nil, nil, &target, &room)
        try emit(UnsafeRawBufferPointer(rebasing: output[..<(output.count - room)]))
    }

    private func pass(
        _ bytes: [UInt8], _ emit: (UnsafeRawBufferPointer) throws(Halt) -> Void
    ) throws(Halt) -> Int {
        try bytes.span.bytes.withUnsafeBytes { raw throws(Halt) in try pass(raw, emit) }
    }

    /// Converts as far as whole characters reach; the number of bytes used.
    private func pass(
        _ bytes: UnsafeRawBufferPointer, _ emit: (UnsafeRawBufferPointer) throws(Halt) -> Void
    ) throws(Halt) -> Int {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return 0 }
        // iconv only reads its input; the parameter is mutable for history's sake.
        var source: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: base)
            .assumingMemoryBound(to: CChar.self)
        var left = bytes.count
        while left > 0 {
            var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
            var room = output.count
            let status = iconv(handle, &source, &left, &target, &room)
            let cause = errno
            let produced = output.count - room
            if produced > 0 { try emit(UnsafeRawBufferPointer(rebasing: output[..<produced])) }
            if status != Int(bitPattern: UInt.max) || cause == E2BIG { continue }
            if cause == EINVAL { break }
            undecodable += 1
            try replacement(emit)
            source = source.map { $0 + 1 }
            left -= 1
        }
        return bytes.count - left
    }

    private func replacement(_ emit: (UnsafeRawBufferPointer) throws(Halt) -> Void) throws(Halt) {
        let mark: [UInt8] = [0xEF, 0xBF, 0xBD]
        try mark.span.bytes.withUnsafeBytes { utf8 throws(Halt) in try emit(utf8) }
    }
}
