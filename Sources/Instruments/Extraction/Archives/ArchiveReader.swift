import CArchive
import Glibc

/// An archive read entry by entry through libarchive, with one format and one filter at a time: it never unwraps layers
/// that we have not counted.
final class ArchiveReader: ByteReader {
    /// What to expect.
    enum Format {
        /// By the central directory; needs a file that can seek.
        case zip
        /// By local headers alone, in order.
        case zipInOrder
        case tar, sevenZip
        case compressed(ContentType.Compression)

        var name: String {
            switch self {
            case .zip, .zipInOrder: "ZIP"
            case .tar: "TAR"
            case .sevenZip: "7z"
            case .compressed(let compression): compression.rawValue
            }
        }
    }

    /// One entry that holds content.
    struct Entry {
        let name: [UInt8]
        let isFile: Bool
        let isEncrypted: Bool
    }

    let format: Format
    private let archive: OpaquePointer
    private let input: ArchiveInput

    init(_ source: any ByteReader, _ format: Format) throws(Halt) {
        guard let archive = archive_read_new() else { throw .document("archive-damaged", ["format": format.name]) }
        self.archive = archive
        self.format = format
        input = ArchiveInput(source)
        var status: Int32
        switch format {
        case .zip: status = archive_read_support_format_zip_seekable(archive)
        case .zipInOrder: status = archive_read_support_format_zip_streamable(archive)
        case .tar: status = archive_read_support_format_tar(archive)
        case .sevenZip: status = archive_read_support_format_7zip(archive)
        case .compressed(let compression):
            status = archive_read_append_filter(archive, compression.filter)
            if status == ARCHIVE_OK { status = archive_read_support_format_raw(archive) }
            if status == ARCHIVE_OK { status = archive_read_support_format_empty(archive) }
        }
        if status == ARCHIVE_OK { status = input.attach(to: archive, seeking: source is FileBytes) }
        guard status >= ARCHIVE_WARN else { throw failure() }
    }

    deinit { archive_read_free(archive) }

    /// The next entry; nil at the end.
    func next() throws(Halt) -> Entry? {
        var entry: OpaquePointer?
        var status = archive_read_next_header(archive, &entry)
        if status == ARCHIVE_RETRY { status = archive_read_next_header(archive, &entry) }
        if status == ARCHIVE_EOF { return nil }
        guard status >= ARCHIVE_WARN, let entry else { throw failure() }
        let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
        let kind = archive_entry_filetype(entry)
        // A hard link's content stands under the name it links to.
        let isFile = (kind == S_IFREG || kind == 0) && archive_entry_hardlink(entry) == nil
        return Entry(
            name: name.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) } ?? [], isFile: isFile,
            isEncrypted: archive_entry_is_encrypted(entry) != 0)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Halt) -> Int {
        while true {
            let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if count == Int(ARCHIVE_RETRY) { continue }
            throw failure()
        }
    }

    /// Whether the archive, or its list of names, is encrypted.
    var isEncrypted: Bool { archive_read_has_encrypted_entries(archive) > 0 }

    private func failure() -> Halt {
        if let failure = input.failure { return failure }
        if isEncrypted { return .document("entry-encrypted", ["format": format.name]) }
        return .document("archive-damaged", ["format": format.name])
    }
}

extension ContentType.Compression {
    /// libarchive's number.
    fileprivate var filter: Int32 {
        switch self {
        case .gzip: ARCHIVE_FILTER_GZIP
        case .bzip2: ARCHIVE_FILTER_BZIP2
        case .xz: ARCHIVE_FILTER_XZ
        case .zstd: ARCHIVE_FILTER_ZSTD
        case .lz4: ARCHIVE_FILTER_LZ4
        }
    }
}
