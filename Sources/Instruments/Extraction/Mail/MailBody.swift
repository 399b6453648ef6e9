/// The content of one part of a mail, its transfer encoding taken off.
final class MailBody: ByteReader {
    private enum Encoding {
        case none
        case base64(Base64Decoder)
        case quotedPrintable(QuotedPrintableDecoder)
    }

    private let stream: MailStream
    private var encoding: Encoding
    private var decoded: [UInt8] = []
    private var position = 0

    init(_ stream: MailStream, transferEncoding: String?) {
        self.stream = stream
        switch transferEncoding?.lowercased().filter({ !$0.isWhitespace }) {
        case "base64": encoding = .base64(Base64Decoder())
        case "quoted-printable": encoding = .quotedPrintable(QuotedPrintableDecoder())
        default: encoding = .none
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Halt) -> Int {
        while position == decoded.count {
            guard let line = try stream.next() else { return 0 }
            position = 0
            decoded.removeAll(keepingCapacity: true)
            switch encoding {
            case .none: decoded += line.bytes
            case .base64(var decoder):
                decoder.decode(line.bytes[...], into: &decoded)
                encoding = .base64(decoder)
            case .quotedPrintable(var decoder):
                decoder.decode(line.bytes[...], into: &decoded)
                encoding = .quotedPrintable(decoder)
            }
        }
        let count = min(buffer.count, decoded.count - position)
        decoded.withUnsafeBytes {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count]))
        }
        position += count
        return count
    }

    /// Passes over what has not been read.
    func drain() throws(Halt) {
        while try stream.next() != nil {}
        position = decoded.count
    }
}
