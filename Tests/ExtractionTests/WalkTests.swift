import Extraction
import Glibc
import Model
import TestSupport
import Testing

@Suite("Walking folders", .timeLimit(.minutes(10)))
struct WalkTests {
    private func walk(_ path: String, limits: ExtractionLimits = .init()) throws -> (units: [String], notes: [String]) {
        var units: [String] = []
        var notes: [String] = []
        for item in try Extractor(limits: limits).units(of: path) {
            switch item {
            case .unit(let unit): units.append(unit.name)
            case .notScanned(let path, let reason): notes.append("\(path.joined(separator: "|")) \(reason.id)")
            }
        }
        return (units, notes)
    }

    @Test("Files come in byte order of their names, folders where they stand")
    func order() throws {
        let folder = TemporaryFolder()
        for name in ["b.txt", "a/z.txt", "a/1/x", "B", "c", "a.txt"] { folder.write(name, "x") }
        #expect(try walk(folder.path).units == ["B", "a/1/x", "a/z.txt", "a.txt", "b.txt", "c"])
    }

    @Test("A file alone is a unit of its own name, with its size and path")
    func single() throws {
        let folder = TemporaryFolder()
        let file = folder.write("one.txt", "hello")
        let items = Array(try Extractor().units(of: file))
        guard case .unit(let unit) = items.first else {
            Issue.record("no unit")
            return
        }
        #expect(items.count == 1)
        #expect(unit.name == "one.txt")
        #expect(unit.path == file)
        #expect(unit.size == 5)
        #expect(unit.modified > 1_700_000_000_000_000_000)
    }

    @Test("Links are not followed, special files not opened, each named")
    func specials() throws {
        let folder = TemporaryFolder()
        folder.write("real/a.txt", "x")
        symlink("real/a.txt", folder.path + "/link")
        symlink("..", folder.path + "/real/loop")
        symlink("/nowhere", folder.path + "/broken")
        mkfifo(folder.path + "/pipe", 0o644)
        let walked = try walk(folder.path)
        #expect(walked.units == ["real/a.txt"])
        #expect(
            walked.notes == [
                "broken extraction.symbolic-link", "link extraction.symbolic-link", "pipe extraction.fifo",
                "real/loop extraction.symbolic-link",
            ])
    }

    @Test("A missing root is a fault, a link as root is followed")
    func roots() throws {
        let folder = TemporaryFolder()
        folder.write("real/a.txt", "x")
        symlink("real", folder.path + "/link")
        #expect(try walk(folder.path + "/link").units == ["a.txt"])
        #expect(throws: Fault("extraction.path-missing", ["path": folder.path + "/none"])) {
            try Extractor().units(of: folder.path + "/none")
        }
    }

    @Test("Limits stop the walk and say so")
    func limits() throws {
        let folder = TemporaryFolder()
        for index in 0..<10 { folder.write("\(index)", "x") }
        var limits = ExtractionLimits()
        limits.files = 4
        let walked = try walk(folder.path, limits: limits)
        #expect(walked.units.count == 4)
        #expect(walked.notes == ["\(folder.path) extraction.too-many-files"])
        folder.write("deep/1/2/3/4/x", "x")
        limits = ExtractionLimits()
        limits.folderDepth = 3
        #expect(try walk(folder.path, limits: limits).notes == ["deep/1/2 extraction.folder-too-deep"])
        limits = ExtractionLimits()
        limits.bytesPerStore = 3
        #expect(try walk(folder.path, limits: limits).notes == ["\(folder.path) extraction.store-too-large"])
    }

    @Test("A link that takes a file's place after the listing is not followed")
    func swapped() throws {
        let folder = TemporaryFolder()
        folder.write("secret.txt", "top secret")
        let file = folder.write("in/a.txt", "x")
        let units = Array(try Extractor().units(of: folder.path + "/in"))
        unlink(file)
        symlink("../secret.txt", file)
        var sink = CollectingSink()
        for case .unit(let unit) in units { Extractor().extract(unit, into: &sink) }
        #expect(sink.parts.isEmpty)
        #expect(sink.reasons == ["extraction.changed"])
    }

    @Test("A folder without permission is named", .enabled(if: geteuid() != 0))
    func forbidden() throws {
        let folder = TemporaryFolder()
        folder.write("closed/a.txt", "x")
        chmod(folder.path + "/closed", 0)
        #expect(try walk(folder.path).notes == ["closed extraction.no-permission"])
    }
}
