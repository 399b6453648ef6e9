import Files
import Glibc
public import Model
public import Phrases

/// The folder of controls, rules, detectors and texts.
public struct ContentFolder: Sendable {
    /// Its path.
    public let path: String

    private static let textLimit = 4 << 20

    /// The folder that is named, or else the first found: beside the program, in the share folder next to its `bin`,
    /// in the system's share folder.
    ///
    /// - Throws: `Fault` (`content-files.no-content`) naming what was tried.
    public static func locate(named: String?) throws(Fault) -> ContentFolder {
        if let named {
            guard isContent(named) else { throw Fault("content-files.not-content", at: SourcePlace(file: named)) }
            return ContentFolder(path: named)
        }
        let program = programFolder()
        let tried = [program + "/Content", program + "/../share/seawall/Content", "/usr/share/seawall/Content"]
        guard let path = tried.first(where: isContent) else {
            throw Fault("content-files.no-content", ["tried": tried.joined(separator: ", ")])
        }
        return ContentFolder(path: path)
    }

    /// The texts of every target, or of those that are named.
    ///
    /// - Throws: `Fault` (`phrases.…`, `files.…`) placed at the file.
    public func phrases(of targets: Set<String>? = nil) throws(Fault) -> PhraseBook {
        var book = PhraseBook()
        let folder = path + "/i18n"
        for name in try BoundedFile.list(folder) where name.hasSuffix(".json") {
            guard let slash = name.lastIndex(of: "/"),
                let language = Language(rawValue: String(name[name.index(after: slash)...].dropLast(5)))
            else { continue }
            if let targets, !targets.contains(String(name[..<slash])) { continue }
            try book.add(
                BoundedFile.read(folder + "/" + name, limit: Self.textLimit), file: folder + "/" + name,
                language: language)
        }
        return book
    }

    /// Every file of a folder of the content, with its name.
    ///
    /// - Throws: `Fault` (`files.…`) placed at the file.
    public func files(in folder: String, suffix: String) throws(Fault) -> [(name: String, bytes: [UInt8])] {
        var files: [(name: String, bytes: [UInt8])] = []
        for name in try BoundedFile.list(path + "/" + folder) where name.hasSuffix(suffix) {
            let file = path + "/" + folder + "/" + name
            files.append((file, try BoundedFile.read(file, limit: Self.textLimit)))
        }
        return files
    }

    private static func isContent(_ path: String) -> Bool { access(path + "/i18n", R_OK | X_OK) == 0 }

    private static func programFolder() -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { return "." }
        let path = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
