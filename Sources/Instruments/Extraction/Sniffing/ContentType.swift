/// What a document is, by its content.
enum ContentType: Hashable {
    /// A compression around one stream.
    enum Compression: String {
        case gzip, bzip2, xz, zstd, lz4

        /// Whether a whole stream holds nothing; libarchive cannot tell that from one that is cut.
        func isEmpty(_ stream: UnsafeRawBufferPointer) -> Bool {
            switch self {
            // The last eight bytes are checksum and length.
            case .gzip: stream.count >= 18 && stream.suffix(8).allSatisfy { $0 == 0 }
            case .bzip2: stream.count == 14
            case .xz: stream.count == 32
            case .zstd: stream.count <= 13
            case .lz4: stream.count <= 15
            }
        }
    }

    case empty
    case zip, tar, sevenZip
    case compressed(Compression)
    case pdf, sqlite, rtf
    /// Word, Excel, PowerPoint and Outlook files of 1997 to 2003, and whatever else Microsoft's compound files hold.
    case compoundFile
    /// Pictures, sound, film, fonts: nothing in them is text.
    case media(String)
    /// Of a known kind that has no reader; readable runs of text are looked for.
    case unread(String)
    /// A mail or a mailbox.
    case mail, mailbox
    case text(TextEncoding, markLength: Int)
    case binary
}
