import CanonicalJSON
import Extraction
import Glibc
import Model

@testable import Discovery

/// Scans texts with the detectors of `Content`.
struct ScanFixture {
    static let shared: Result<ScanFixture, any Error> = Result { try ScanFixture() }

    let detectors: DetectorSet

    init() throws {
        let folder = String(#filePath.dropLast("Tests/DiscoveryTests/ScanFixture.swift".count)) + "Content/detectors/"
        let files = ["financial", "markings", "personal", "secrets"].map { name in
            (name: name + ".yaml", bytes: Self.read(folder + name + ".yaml"))
        }
        detectors = try DetectorSet(files: files)
    }

    private static func read(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { preconditionFailure("cannot read \(path)") }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
        return bytes
    }

    /// A fingerprint that shows nothing of the value: FNV-1a, which no attacker is up against here.
    static func fingerprint(_ bytes: UnsafeRawBufferPointer) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }

    func scanner(_ limits: ScanLimits = ScanLimits()) -> DataScanner {
        DataScanner(detectors: detectors, fingerprint: Self.fingerprint, limits: limits)
    }

    /// What bytes hold, handed over in pieces of a size.
    func scan(
        _ bytes: [UInt8], piece: Int = .max, layout: TextPart.Layout = .running, path: [String] = ["file.txt"],
        limits: ScanLimits = ScanLimits()
    ) -> Reading {
        var scanner = scanner(limits)
        scanner.begin(TextPart(path: path, layout: layout))
        bytes.withUnsafeBytes { raw in
            var rest = raw[...]
            while !rest.isEmpty {
                let taken = rest.prefix(piece)
                scanner.append(UnsafeRawBufferPointer(rebasing: taken))
                rest = rest[taken.endIndex...]
            }
        }
        scanner.end()
        return scanner.finish()
    }

    func scan(_ text: String, piece: Int = .max, layout: TextPart.Layout = .running) -> Reading {
        scan(Array(text.utf8), piece: piece, layout: layout)
    }

    /// How many values of a type a text holds.
    func count(_ type: String, in text: String, layout: TextPart.Layout = .running) -> Int {
        Int(scan(text, layout: layout).facts["data.counts.\(type)"]?.integer ?? 0)
    }
}
