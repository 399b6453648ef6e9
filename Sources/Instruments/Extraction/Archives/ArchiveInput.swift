import CArchive
import Glibc

/// What libarchive reads from: our reader, behind its C callbacks.
final class ArchiveInput {
    let source: any ByteReader
    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 64)
    /// What went wrong in the source, which C code cannot carry.
    private(set) var failure: Halt?

    init(_ source: any ByteReader) { self.source = source }

    deinit { block.deallocate() }

    /// Hooks this input up; it must outlive the archive.
    func attach(to archive: OpaquePointer, seeking: Bool) -> Int32 {
        archive_read_set_callback_data(archive, Unmanaged.passUnretained(self).toOpaque())
        archive_read_set_read_callback(archive) { _, context, buffer in
            ArchiveInput.from(context)?.read(buffer) ?? -1
        }
        if seeking {
            archive_read_set_seek_callback(archive) { _, context, offset, whence in
                ArchiveInput.from(context)?.seek(offset, whence) ?? Int64(ARCHIVE_FATAL)
            }
            archive_read_set_skip_callback(archive) { _, context, count in
                ArchiveInput.from(context)?.skip(count) ?? 0
            }
        }
        return archive_read_open1(archive)
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> ArchiveInput? {
        context.map { Unmanaged<ArchiveInput>.fromOpaque($0).takeUnretainedValue() }
    }

    private func read(_ buffer: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
        do throws(Halt) {
            let count = try source.read(into: block)
            buffer?.pointee = UnsafeRawPointer(block.baseAddress)
            return count
        } catch {
            failure = error
            return -1
        }
    }

    private func seek(_ offset: Int64, _ whence: Int32) -> Int64 {
        guard let file = source as? FileBytes else { return Int64(ARCHIVE_FATAL) }
        let start: Int64
        switch whence {
        case SEEK_SET: start = 0
        case SEEK_CUR: start = file.offset
        default: start = file.size
        }
        let (target, overflow) = start.addingReportingOverflow(offset)
        guard !overflow, target >= 0 else { return Int64(ARCHIVE_FATAL) }
        file.offset = min(target, file.size)
        return file.offset
    }

    private func skip(_ count: Int64) -> Int64 {
        guard let file = source as? FileBytes, count > 0 else { return 0 }
        let skipped = min(count, max(0, file.size - file.offset))
        file.offset += skipped
        return skipped
    }
}
