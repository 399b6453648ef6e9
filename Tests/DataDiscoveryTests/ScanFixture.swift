import CanonicalJSON
import Extraction
import Files
import Model

@testable import Discovery

/// Scans texts with the detectors of `Content`.
struct ScanFixture {
    static let root = String(#filePath.dropLast("Tests/DataDiscoveryTests/ScanFixture.swift".count))
    let detectors: DetectorSet

    init() throws {
        let folder = Self.root + "Content/data-detectors/"
        let files = try BoundedFile.list(folder).map { (name: $0, bytes: try BoundedFile.read(folder + $0, limit: 1 << 20)) }
        detectors = try DetectorSet(files: files)
    }

    /// A fingerprint that is not keyed and shows nothing of the value: its length and a sum.
    static func fingerprint(_ bytes: UnsafeRawBufferPointer) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(repeating: "0", count: 16 - String(hash, radix: 16).count) + String(hash, radix: 16)
    }

    /// What a text holds, handed over in pieces of a size.
    func scan(_ text: String, piece: Int = .max, layout: TextPart.Layout = .running) -> Reading {
        var scanner = DataScanner(detectors: detectors, fingerprint: Self.fingerprint)
        scanner.begin(TextPart(path: ["file.txt"], layout: layout))
        Array(text.utf8).withUnsafeBytes { raw in
            for start in stride(from: 0, to: raw.count, by: min(piece, max(raw.count, 1))) {
                scanner.append(UnsafeRawBufferPointer(rebasing: raw[start..<min(raw.count, start + min(piece, raw.count))]))
            }
        }
        scanner.end()
        return scanner.finish()
    }

    /// How many values of a type a text holds.
    func count(_ type: String, in text: String, layout: TextPart.Layout = .running) -> Int {
        Int(scan(text, layout: layout).facts["data.counts.\(type)"]?.integer ?? 0)
    }
}
