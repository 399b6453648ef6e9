import Glibc

/// Opens the file of a unit, one name at a time from the root: no symbolic link that was put there since is followed.
enum UnitFile {
    static func open(_ unit: ExtractionUnit) throws(Halt) -> FileBytes {
        // O_NONBLOCK: opening a FIFO that took the file's place must not wait for a writer.
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
        var descriptor: Int32
        if unit.components.isEmpty {
            descriptor = Glibc.open(unit.root.path, flags)
        } else {
            descriptor = Glibc.open(unit.root.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            for (index, component) in unit.components.enumerated() where descriptor >= 0 {
                let isLast = index == unit.components.count - 1
                let folder = descriptor
                descriptor = (component + [0]).withUnsafeBufferPointer { name in
                    name.withMemoryRebound(to: CChar.self) {
                        guard let base = $0.baseAddress else { return -1 }
                        return openat(
                            folder, base,
                            isLast ? flags | O_NOFOLLOW : O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                    }
                }
                let cause = errno
                close(folder)
                errno = cause
            }
        }
        guard descriptor >= 0 else {
            if errno == ELOOP || errno == ENOTDIR || errno == ENOENT { throw .document("changed") }
            if errno == EACCES || errno == EPERM { throw .document("no-permission") }
            throw .document("file-unreadable", ["cause": String(cString: strerror(errno))])
        }
        guard let status = FileStatus(descriptor: descriptor), status.kind == .regular else {
            close(descriptor)
            throw .document("changed")
        }
        if status.size > 1 << 20 { posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL) }
        return FileBytes(descriptor: descriptor, size: status.size)
    }
}
