import Files
import Glibc
import Model
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct AtomicFolderTests {
    private struct Stop: Error {}

    private let folder = TemporaryFolder()
    private var names: String { Run(["ls", "-A", folder.path]).text }

    private func write(_ path: String) async -> Fault? {
        do {
            try await AtomicFolder.write(to: path) { partial in
                try AtomicFile.makeFolder(partial + "/below")
                try AtomicFile.write([1], to: partial + "/below/file")
            }
            return nil
        } catch {
            return error as? Fault
        }
    }

    @Test func aFolderIsThereWholeAndForItsOwnerAlone() async {
        let place = folder.path + "/new/er"
        #expect(await write(place + "/") == nil)
        #expect(Run(["find", place, "-printf", "%P %m\n"]).text == " 700\nbelow 755\nbelow/file 644\n")
        #expect(Run(["ls", "-A", folder.path + "/new"]).text == "er\n")
        // An empty one may be there already.
        mkdir(folder.path + "/empty", 0o755)
        #expect(await write(folder.path + "/empty") == nil)
        #expect(Run(["stat", "-c", "%a", folder.path + "/empty"]).text == "700\n")
    }

    @Test func whereFillingFailsNothingIsLeft() async {
        await #expect(throws: Stop.self) {
            try await AtomicFolder.write(to: folder.path + "/a") { partial in
                try AtomicFile.makeFolder(partial + "/below")
                try AtomicFile.write([1], to: partial + "/below/.hidden")
                symlink(folder.path, partial + "/below/link")
                #expect(names.hasPrefix("a.partial-"))
                throw Stop()
            }
        }
        #expect(names.isEmpty)
    }

    @Test func whatIsThereIsNotTouched() async {
        folder.write("full/.hidden", "x")
        folder.write("file", "x")
        symlink("nowhere", folder.path + "/link")
        for (name, id) in [
            ("full", "files.not-empty"), ("file", "files.not-folder"), ("link", "files.not-folder"),
            ("file/below", "files.not-folder"),
        ] {
            let fault = await write(folder.path + "/" + name)
            #expect(fault?.message.id == id, "\(name)")
        }
        #expect(names == "file\nfull\nlink\n")
        // Not even root may make a folder there.
        let refused = await write("/sys/seawall")
        #expect(["files.no-permission", "files.read-only"].contains(refused?.message.id))
    }

    @Test func whatIsLeftOutIsNotListed() throws {
        for name in ["a", "b/c", "b/d/e", "f/a"] { folder.write(name, "") }
        #expect(try BoundedFile.list(folder.path, except: ["a", "b/d"]) == ["b/c", "f/a"])
    }

    @Test func largeFilesAreHandedOverInBlocks() throws {
        let bytes = (0..<600_000).map { UInt8(truncatingIfNeeded: $0) }
        let path = folder.write("a", bytes)
        var found: [UInt8] = []
        var blocks = 0
        try BoundedFile.forEachBlock(of: path) { block in
            found += block
            blocks += 1
        }
        #expect(found == bytes && blocks == 3)
        #expect(throws: Fault("files.not-regular", at: SourcePlace(file: folder.path))) {
            try BoundedFile.forEachBlock(of: folder.path) { _ in }
        }
    }
}
