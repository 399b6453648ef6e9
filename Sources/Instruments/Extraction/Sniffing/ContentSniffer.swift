import Glibc

/// Tells what a document is from its first block: magic numbers and structure, never its name alone.
enum ContentSniffer {
    static func type(of head: UnsafeRawBufferPointer, declared charset: String? = nil) -> ContentType {
        if head.isEmpty { return .empty }
        if let type = magic(head) { return type }
        if isTar(head) { return .tar }
        if let (encoding, length) = CharsetDetector.mark(of: head) { return .text(encoding, markLength: length) }
        if looksBinary(head) {
            if let encoding = CharsetDetector.unmarkedUTF16(head) { return .text(encoding, markLength: 0) }
            return .binary
        }
        if let mail = MailShape.type(of: head) { return mail }
        return .text(encoding(of: head, declared: charset), markLength: 0)
    }

    /// Whether the first bytes are ones that no text of eight-bit units holds.
    static func looksBinary(_ head: UnsafeRawBufferPointer) -> Bool {
        guard let base = head.baseAddress else { return false }
        if memchr(base, 0, min(head.count, 8 << 10)) != nil { return true }
        // Tab, line feed, form feed, carriage return and escape stand in text.
        let usual: UInt32 = 1 << 9 | 1 << 10 | 1 << 12 | 1 << 13 | 1 << 27
        let sample = head.prefix(1 << 10)
        var controls: UInt32 = 0
        for byte in sample { controls &+= byte < 32 ? ~usual >> UInt32(byte) & 1 : 0 }
        return Int(controls) * 20 > sample.count
    }

    private static func encoding(of head: UnsafeRawBufferPointer, declared: String?) -> TextEncoding {
        let found = CharsetDetector.encoding(of: head)
        guard
            found != .utf8 || declared?.uppercased().hasPrefix("ISO-2022") == true || declared?.uppercased() == "UTF-7",
            let name = declared ?? HTMLShape.charset(in: head), let encoding = TextEncoding(declared: name),
            encoding != .utf8
        else {
            if found == .utf8 { return .utf8 }
            if let utf16 = CharsetDetector.unmarkedUTF16(head) { return utf16 }
            return found
        }
        // A declaration may lie: it counts if the bytes bear it out.
        let sample = UnsafeRawBufferPointer(rebasing: head.prefix(CharsetDetector.sampleSize))
        guard let (_, undecodable) = CharsetDetector.decode(sample, encoding), undecodable * 100 <= sample.count
        else { return found }
        return encoding
    }

    private static func magic(_ head: UnsafeRawBufferPointer) -> ContentType? {
        func starts(_ text: StaticString, at offset: Int = 0) -> Bool {
            guard head.count >= offset + text.utf8CodeUnitCount else { return false }
            return text.withUTF8Buffer { expected in
                expected.indices.allSatisfy { head[offset + $0] == expected[$0] }
            }
        }
        func starts(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
            head.count >= offset + bytes.count && bytes.indices.allSatisfy { head[offset + $0] == bytes[$0] }
        }
        if starts([0x50, 0x4B, 3, 4]) || starts([0x50, 0x4B, 5, 6]) || starts([0x50, 0x4B, 7, 8]) { return .zip }
        if starts([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) { return .sevenZip }
        if starts([0x1F, 0x8B, 8]) { return .compressed(.gzip) }
        if starts("BZh"), starts([0x31, 0x41, 0x59, 0x26], at: 4) || starts([0x17, 0x72, 0x45, 0x38], at: 4) {
            return .compressed(.bzip2)
        }
        if starts([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) { return .compressed(.xz) }
        if starts([0x28, 0xB5, 0x2F, 0xFD]) { return .compressed(.zstd) }
        if starts([4, 0x22, 0x4D, 0x18]) { return .compressed(.lz4) }
        if starts("%PDF-") || starts([0xEF, 0xBB, 0xBF, 0x25, 0x50, 0x44, 0x46, 0x2D]) || holdsPDF(head) {
            return .pdf
        }
        if starts("SQLite format 3\0") { return .sqlite }
        if starts("{\\rtf") { return .rtf }
        if starts([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) { return .compoundFile }
        return media(starts, starts) ?? unread(starts, starts)
    }

    private static func media(
        _ text: (StaticString, Int) -> Bool, _ bytes: ([UInt8], Int) -> Bool
    ) -> ContentType? {
        if bytes([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], 0) { return .media("PNG") }
        if bytes([0xFF, 0xD8, 0xFF], 0) { return .media("JPEG") }
        if text("GIF87a", 0) || text("GIF89a", 0) { return .media("GIF") }
        if bytes([0x49, 0x49, 0x2A, 0], 0) || bytes([0x4D, 0x4D, 0, 0x2A], 0) { return .media("TIFF") }
        if text("BM", 0), bytes([0, 0, 0, 0], 6) { return .media("BMP") }
        if text("RIFF", 0), text("WEBP", 8) { return .media("WebP") }
        if text("RIFF", 0), text("WAVE", 8) { return .media("WAV") }
        if text("RIFF", 0), text("AVI ", 8) { return .media("AVI") }
        if text("ftyp", 4) { return .media("MP4/HEIF") }
        if bytes([0x1A, 0x45, 0xDF, 0xA3], 0) { return .media("Matroska") }
        if text("OggS", 0) { return .media("Ogg") }
        if text("fLaC", 0) { return .media("FLAC") }
        if text("ID3", 0) || bytes([0xFF, 0xFB, 0x90], 0) { return .media("MP3") }
        if text("8BPS", 0) { return .media("Photoshop") }
        if bytes([1, 0, 9, 0, 0, 3], 0) || bytes([0xD7, 0xCD, 0xC6, 0x9A], 0) { return .media("WMF") }
        if bytes([1, 0, 0, 0], 0), text(" EMF", 40) { return .media("EMF") }
        if text("wOFF", 0) || text("wOF2", 0) || text("OTTO", 0) || bytes([0, 1, 0, 0, 0], 0) { return .media("font") }
        return nil
    }

    private static func unread(
        _ text: (StaticString, Int) -> Bool, _ bytes: ([UInt8], Int) -> Bool
    ) -> ContentType? {
        if text("Rar!", 0), bytes([0x1A, 7], 4) { return .unread("RAR") }
        if text("MSCF\0\0\0\0", 0) { return .unread("CAB") }
        if text("!BDN", 0) { return .unread("Outlook PST") }
        if text("PAR1", 0) { return .unread("Parquet") }
        if text("Obj", 0), bytes([1], 3) { return .unread("Avro") }
        if text("CD001", 32769) { return .unread("ISO 9660") }
        if text("DICM", 128) { return .unread("DICOM") }
        if bytes([0x78, 0x9F, 0x3E, 0x22], 0) { return .unread("TNEF") }
        if bytes([0x7F, 0x45, 0x4C, 0x46], 0) { return .unread("ELF") }
        if bytes([0, 1, 0, 0], 0), text("Standard ", 4) { return .unread("Access") }
        return nil
    }

    /// Readers of PDF accept the header anywhere in the first kilobyte, if what stands before it is no text.
    private static func holdsPDF(_ head: UnsafeRawBufferPointer) -> Bool {
        let sample = head.prefix(1024)
        guard sample.contains(where: { $0 == 0 || $0 >= 0x80 }) else { return false }
        return sample.indices.contains {
            sample[$0] == 0x25 && sample[$0...].starts(with: [0x25, 0x50, 0x44, 0x46, 0x2D])
        }
    }

    /// A tar header's checksum is right, whatever its flavour.
    private static func isTar(_ head: UnsafeRawBufferPointer) -> Bool {
        guard head.count >= 512, head[0] != 0 else { return false }
        var stored = 0
        var digits = 0
        for byte in head[148..<156] {
            if (0x30...0x37).contains(byte) {
                stored = stored * 8 + Int(byte - 0x30)
                digits += 1
            } else if digits > 0 || byte != 0x20 {
                break
            }
        }
        guard digits >= 4 else { return false }
        var sum = 0
        for index in 0..<512 { sum += (148..<156).contains(index) ? 0x20 : Int(head[index]) }
        return sum == stored
    }
}
