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
    private var isOpen = false
    /// What is left of the block at hand, libarchive's memory until the next one is fetched.
    private var rest = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Zeros that stand before it.
    private var gap: Int64 = 0
    /// Bytes of the entry given so far.
    private var position: Int64 = 0

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
        }
        if status == ARCHIVE_OK { status = input.attach(to: archive, seeking: source is FileBytes) }
        guard status >= ARCHIVE_WARN else { throw failure() }
        isOpen = true
    }

    deinit { archive_read_free(archive) }

    /// The next entry; nil at the end.
    func next() throws(Halt) -> Entry? {
        // Headers hold names in many encodings; libarchive converts them by the thread's locale.
        let former = uselocale(Self.locale)
        defer { uselocale(former) }
        var entry: OpaquePointer?
        (rest, gap, position) = (UnsafeRawBufferPointer(start: nil, count: 0), 0, 0)
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
        if gap == 0, rest.isEmpty, try !nextBlock() { return 0 }
        if gap > 0 {
            // A hole in a sparse entry.
            let count = Int(min(gap, Int64(buffer.count)))
            UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]).initializeMemory(as: UInt8.self, repeating: 0)
            gap -= Int64(count)
            position += Int64(count)
            return count
        }
        let count = min(rest.count, buffer.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        position += Int64(count)
        return count
    }

    /// Fetches libarchive's own next block: its copying call would drop what it read before an error.
    private func nextBlock() throws(Halt) -> Bool {
        while true {
            var start: UnsafeRawPointer?
            var size = 0
            var offset: Int64 = 0
            let status = archive_read_data_block(archive, &start, &size, &offset)
            if status == ARCHIVE_RETRY { continue }
            if status == ARCHIVE_EOF { return false }
            guard status >= ARCHIVE_WARN else { throw failure() }
            gap = max(0, offset - position)
            rest = UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : size)
            if gap > 0 || !rest.isEmpty { return true }
        }
    }

    /// Made once, never changed and never freed, as the C library allows for use by many threads.
    private nonisolated(unsafe) static let locale = newlocale(Int32(LC_CTYPE_MASK), "C.UTF-8", nil)

    private func failure() -> Halt {
        if let failure = input.failure { return failure }
        // libarchive may be asked only once it has chosen a format: before, it follows a stray pointer.
        if isOpen, archive_read_has_encrypted_entries(archive) > 0 {
            return .document("entry-encrypted", ["format": format.name])
        }
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
