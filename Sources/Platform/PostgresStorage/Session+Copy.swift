import CLibPQ
import Storage

extension Session {
    private static let block = 1 << 16

    /// Fills a table by COPY, in its text format (PostgreSQL, COPY, "Text Format").
    ///
    /// - Throws: `ServerError`, what `next` throws, `Fault` for a value that cannot be stored.
    func copy(into target: String, _ next: () throws -> [SQLValue]?) throws {
        try exitPipeline()
        guard PQsendQuery(connection, "COPY \(target) FROM STDIN") == 1 else { throw lost() }
        try flush()
        guard let answer = try nextResult() else { throw lost() }
        let begins = PQresultStatus(answer) == PGRES_COPY_IN
        var failure = error(of: answer)
        PQclear(answer)
        if begins {
            do {
                try feed(next)
                try put { PQputCopyEnd(connection, nil) }
            } catch {
                failure = error
                guard !isBroken else { throw error }
                try put { PQputCopyEnd(connection, "stopped") }
            }
        }
        try flush()
        while let result = try nextResult() {
            failure = failure ?? error(of: result)
            PQclear(result)
        }
        try enterPipeline()
        if let failure { throw failure }
    }

    private func feed(_ next: () throws -> [SQLValue]?) throws {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(2 * Self.block)
        while let row = try next() {
            for (index, value) in row.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: "\t")) }
                try value.check()
                Self.append(value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "\n"))
            if bytes.count >= Self.block {
                try send(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        if !bytes.isEmpty { try send(bytes) }
    }

    private func send(_ bytes: [UInt8]) throws {
        if lease.isCancelled { throw CancellationError() }
        try bytes.withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            try put { PQputCopyData(connection, start, Int32(buffer.count)) }
        }
    }

    private func put(_ body: () -> Int32) throws {
        while true {
            switch body() {
            case 1: return
            case 0: try flush()
            default: throw lost()
            }
        }
    }

    private static func append(_ value: SQLValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
        case .integer(let integer): bytes += String(integer).utf8
        case .real(let real): bytes += real.description.utf8
        case .blob(let blob):
            bytes.append(UInt8(ascii: "\\"))
            HexBytes.append(blob, to: &bytes)
        case .text(let text):
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
                case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
                case UInt8(ascii: "\r"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
                case UInt8(ascii: "\t"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
                default: bytes.append(byte)
                }
            }
        }
    }
}
