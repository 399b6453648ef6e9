// libarchive's header brings `struct stat` along, so that either module may be the one that defines it.
import CArchive
import Glibc

/// What the file system says of a file.
struct FileStatus {
    /// The kinds of files there are.
    enum Kind {
        case regular, folder, symbolicLink, fifo, socket, device, unknown
    }

    let kind: Kind
    /// Bytes from start to end.
    let size: Int64
    /// Bytes that it takes on its device.
    let stored: Int64
    /// The device it lies on.
    let device: UInt64
    /// When it last changed, in nanoseconds since 1970-01-01T00:00:00Z.
    let modified: Int64

    /// Of a path, links followed; nil with `errno` set.
    init?(path: String) {
        var info = stat()
        guard stat(path, &info) == 0 else { return nil }
        self.init(info)
    }

    /// Of an open file.
    init?(descriptor: Int32) {
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { return nil }
        self.init(info)
    }

    /// Of a name in an open folder, links not followed.
    init?(name: UnsafePointer<CChar>, in folder: Int32) {
        var info = stat()
        guard fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        self.init(info)
    }

    private init(_ info: stat) {
        switch info.st_mode & S_IFMT {
        case S_IFREG: kind = .regular
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .symbolicLink
        case S_IFIFO: kind = .fifo
        case S_IFSOCK: kind = .socket
        case S_IFCHR, S_IFBLK: kind = .device
        default: kind = .unknown
        }
        size = Int64(info.st_size)
        stored = Int64(info.st_blocks) * 512
        device = UInt64(info.st_dev)
        modified = Int64(info.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(info.st_mtim.tv_nsec)
    }
}
