import Glibc
import Model

/// The files of a store with what each shows, links not followed.
struct FileWalk {
    /// One file.
    struct Entry {
        let name: String
        let protection: Protection
    }

    private(set) var files: [Entry] = []
    /// What could not be looked at, and why.
    private(set) var unread: [Message] = []
    /// Why the root could not be looked at.
    private(set) var problem: Int32?
    /// Whether a private key lies in clear among the files.
    private(set) var hasOpenKey = false
    private let limit: Int
    private static let reasonLimit = 50

    init(limit: Int) { self.limit = limit }

    /// Looks at one file.
    mutating func add(_ path: String, name: String) {
        var code: Int32 = 0
        guard let file = FileHead(path, problem: &code) else {
            if name.isEmpty { problem = code }
            note(
                "at-rest.file-unreadable",
                ["file": name.isEmpty ? path : name, "problem": String(cString: strerror(code))])
            return
        }
        let protection = FileProtection.of(file)
        if protection.state == .clear, Self.isOpenKey(file) { hasOpenKey = true }
        files.append(Entry(name: name, protection: protection))
    }

    /// Looks at every file under a folder, in the order of names.
    mutating func run(_ folder: String) {
        var waiting = [""]
        while let relative = waiting.popLast() {
            let path = relative.isEmpty ? folder : folder + "/" + relative
            guard let stream = opendir(path) else {
                if relative.isEmpty { problem = errno }
                note("at-rest.file-unreadable", ["file": relative, "problem": String(cString: strerror(errno))])
                continue
            }
            var names: [String] = []
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { names.append(name) }
            }
            closedir(stream)
            for name in names.sorted() {
                let child = relative.isEmpty ? name : relative + "/" + name
                var information = stat()
                guard lstat(folder + "/" + child, &information) == 0 else { continue }
                switch information.st_mode & S_IFMT {
                case S_IFDIR: waiting.append(child)
                case S_IFREG where information.st_size > 0: add(folder + "/" + child, name: child)
                default: break
                }
                guard files.count < limit else {
                    note("at-rest.too-many-files", ["limit": String(limit)])
                    return
                }
            }
        }
    }

    private mutating func note(_ id: String, _ arguments: [String: String]) {
        if unread.count < Self.reasonLimit { unread.append(Message(id, arguments)) }
    }

    private static func isOpenKey(_ file: FileHead) -> Bool {
        let head = String(decoding: file.bytes(at: 0, count: 256), as: UTF8.self)
        return head.contains("PRIVATE KEY-----") || head.hasPrefix("AGE-SECRET-KEY-")
            || head.contains("\nAGE-SECRET-KEY-")
    }
}
