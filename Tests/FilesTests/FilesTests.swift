import Files
import Glibc
import Model
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct FilesTests {
    private let folder = TemporaryFolder()

    @Test func readsWhatIsThere() throws {
        #expect(try BoundedFile.read(folder.write("a", "hello"), limit: 5) == Array("hello".utf8))
    }

    @Test func refusesMoreThanTheLimit() {
        let path = folder.write("a", "hello")
        #expect(fault { try BoundedFile.read(path, limit: 4) } == "files.too-large")
    }

    @Test func refusesWhatIsNotAFile() {
        mkfifo(folder.path + "/pipe", 0o600)
        #expect(fault { try BoundedFile.read(folder.path + "/pipe", limit: 10) } == "files.not-regular")
        #expect(fault { try BoundedFile.read(folder.path, limit: 10) } == "files.not-regular")
        #expect(fault { try BoundedFile.read(folder.path + "/none", limit: 10) } == "files.missing")
        #expect(fault { try BoundedFile.read("/dev/zero", limit: 10) } == "files.not-regular")
    }

    @Test func listsWithoutFollowingLinks() throws {
        folder.write("b/c.txt", "")
        folder.write("a.txt", "")
        symlink(folder.path, folder.path + "/b/loop")
        #expect(try BoundedFile.list(folder.path) == ["a.txt", "b/c.txt"])
    }

    @Test func writesAllOrNothing() throws {
        let path = folder.write("a", "old")
        try AtomicFile.write(Array("new".utf8), to: path, mode: 0o600)
        #expect(try BoundedFile.read(path, limit: 10) == Array("new".utf8))
        var information = stat()
        stat(path, &information)
        #expect(information.st_mode & 0o777 == 0o600)
        #expect(fault { try AtomicFile.write([1], to: folder.path + "/none/a") } == "files.missing")
        #expect(try BoundedFile.list(folder.path) == ["a"])
    }

    private func fault(_ body: () throws -> some Any) -> String? {
        do {
            _ = try body()
            return nil
        } catch let fault as Fault {
            return fault.message.id
        } catch {
            return "\(error)"
        }
    }
}
