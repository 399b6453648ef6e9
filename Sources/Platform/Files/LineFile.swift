import Glibc
public import Model

/// A file of lines, each ended by a newline, that is read one after another: however large the file, only one line of it is
/// held.
public final class LineFile {
    private let descriptor: Int32
    private let place: SourcePlace
    private let limit: Int
    private var block: ArraySlice<UInt8> = []
    private static let blockSize = 1 << 18
    /// The number of the line that was read last, counted from 1.
    public private(set) var number = 0

    /// Opens a regular file.
    ///
    /// - Parameter limit: the most bytes that a line may have.
    /// - Throws: `Fault` (`files.missing`, `files.no-permission`, `files.not-regular`, `files.unreadable`) placed at the
    ///   path.
    public init(_ path: String, limit: Int) throws(Fault) {
        place = SourcePlace(file: path)
        self.limit = limit
        descriptor = try BoundedFile.open(path)
    }

    deinit { close(descriptor) }

    /// The next line without its newline; nil at the end.
    ///
    /// - Throws: `Fault` (`files.bad-line` where it is longer than the limit or has no end, `files.unreadable`) placed at
    ///   the line.
    public func next() throws(Fault) -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            if block.isEmpty { block = try read() }
            guard !block.isEmpty else {
                guard line.isEmpty else { throw badLine() }
                return nil
            }
            let end = block.firstIndex(of: UInt8(ascii: "\n"))
            line += block[..<(end ?? block.endIndex)]
            guard line.count <= limit else { throw badLine() }
            guard let end else {
                block = []
                continue
            }
            block = block[(end + 1)...]
            number += 1
            return line
        }
    }

    private func badLine() -> Fault {
        Fault("files.bad-line", ["limit": String(limit)], at: SourcePlace(file: place.file, line: number + 1))
    }

    /// Nothing at the end of the file.
    private func read() throws(Fault) -> ArraySlice<UInt8> {
        var bytes = [UInt8](repeating: 0, count: Self.blockSize)
        while true {
            let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { return bytes[..<count] }
            guard errno == EINTR else { throw BoundedFile.fault(errno, at: place) }
        }
    }
}
