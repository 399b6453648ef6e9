import CanonicalJSON
import Files
import Glibc
import TestSupport
import Testing

/// The server as it is built for tests, run as an operator runs it: with a certificate of an authority, and its log in a
/// file.
struct RunningServer {
    static let binary = (getenv("SEAWALL_BINARIES").map { String(cString: $0) } ?? ".") + "/seawall-server"

    let authority: Authority
    let certificate: String
    let key: String
    let port = Loopback.freePort()
    let process: Server
    private let logFile: String

    init(data: String, in folder: TemporaryFolder, options: [String] = []) {
        authority = Authority(folder)
        (certificate, key) = authority.issue("server", serial: 1)
        logFile = folder.path + "/server.log"
        process = Server(
            Self.command(data: data, port: port) + [
                "--host", "localhost:\(port)", "--tls-certificate", certificate, "--tls-key", key,
            ] + options, port: port, log: logFile)
    }

    /// What it is started with, at least.
    static func command(data: String, port: UInt16) -> [String] {
        [binary, "--data", data, "--listen", "127.0.0.1:\(port)", "--content", Program.root + "Content"]
    }

    var url: String { "https://localhost:\(port)" }

    /// What it has written so far, a value a line.
    func log() throws -> [JSONValue] {
        try BoundedFile.read(logFile, limit: 16 << 20).split(separator: UInt8(ascii: "\n")).map {
            try JSONValue(parsing: Array($0))
        }
    }

    /// What it has told monitoring so far.
    func events(_ action: String) throws -> [JSONValue] {
        try log().filter { $0["event"]?["action"]?.text == action }
    }

    /// Waits until so many lines of the log have a message.
    func wait(for message: String, count: Int = 1) throws -> [JSONValue] {
        for _ in 0..<3000 {
            let lines = try log().filter { $0["message"]?.text == message }
            if lines.count >= count { return lines }
            usleep(20_000)
        }
        Issue.record("the server never says \(message)")
        return []
    }

    /// Asks the API; a key is in a file with a header line.
    func api(_ path: String, headers: String, more: [String] = []) throws -> JSONValue {
        let run = Run(
            ["curl", "-sS", "--cacert", authority.root, "-H", "@" + headers] + more + ["\(url)/api/v1\(path)"])
        try #require(run.status == 0, "\(run.error)")
        return try JSONValue(parsing: run.output)
    }
}
