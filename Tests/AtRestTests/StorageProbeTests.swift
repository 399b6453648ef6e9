import CanonicalJSON
import Glibc
import Model
import TestSupport
import Testing

@testable import AtRest

/// Files made by the tools that people use, and what their bytes must be seen to show.
@Suite(.timeLimit(.minutes(10))) struct StorageProbeTests {
    private let folder = TemporaryFolder()

    private func make(_ script: String) throws {
        let run = Run(["/bin/sh", "-ec", script], folder: folder.path)
        try #require(run.status == 0, "\(script): \(run.error)")
    }

    private func look(_ name: String) -> Reading {
        StorageProbe().reading(path: folder.path + "/" + name, kind: "file")
    }

    private static let secret = "head -c 200000 /dev/zero | tr '\\0' 'a' > plain;"

    @Test(arguments: [
        ("openssl enc -aes-256-cbc -pbkdf2 -pass pass:x -in plain -out f", "encrypted", "openssl"),
        (
            "truncate -s 20M f; echo x | cryptsetup luksFormat -q --type luks2 --pbkdf argon2id --pbkdf-force-iterations 4 --pbkdf-memory 65536 f -",
            "encrypted", "luks2"
        ),
        (
            "truncate -s 20M f; echo x | cryptsetup luksFormat -q --type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 f -",
            "weak", "luks2"
        ),
        (
            "truncate -s 20M f; echo x | cryptsetup luksFormat -q --type luks1 --pbkdf-force-iterations 200000 f -",
            "encrypted", "luks1"
        ),
        (
            "truncate -s 20M f; echo x | cryptsetup luksFormat -q --type luks1 --pbkdf-force-iterations 200000 f -; printf 'cipher_null\\0' | dd of=f bs=1 seek=8 conv=notrunc 2>/dev/null",
            "weak", "luks1"
        ),
        ("zip -q -P x f.zip plain && mv f.zip f", "weak", "zipcrypto"),
        ("7z a -tzip -mem=AES256 -px f.zip plain >/dev/null && mv f.zip f", "encrypted", "zip-aes"),
        ("7z a -px f.7z plain >/dev/null && mv f.7z f", "encrypted", "7z"),
        ("7z a -px -mhe=on f.7z plain >/dev/null && mv f.7z f", "encrypted", "7z"),
        ("age-keygen -o k 2>/dev/null && age -r $(age-keygen -y k) -o f plain", "encrypted", "age"),
        ("GNUPGHOME=$PWD gpg -q --batch --passphrase x -c -o f plain", "encrypted", "openpgp"),
        ("GNUPGHOME=$PWD gpg -q --batch --armor --passphrase x -c -o f plain", "encrypted", "openpgp"),
        ("ssh-keygen -q -t ed25519 -N secret -f f", "encrypted", "ssh-key"),
        ("openssl genpkey -algorithm ed25519 -aes256 -pass pass:x -out f", "encrypted", "pkcs8"),
        (
            "openssl req -x509 -newkey rsa:2048 -nodes -keyout k -out c -subj /CN=x 2>/dev/null; openssl cms -encrypt -aes256 -binary -outform DER -in plain -out f c",
            "encrypted", "cms"
        ),
    ])
    func encryptedFormatsAreKnown(script: String, state: String, scheme: String) throws {
        try make(Self.secret + script)
        let reading = look("f")
        #expect(reading.facts["protection.state"]?.text == state)
        #expect(reading.facts["protection.scheme"]?.text == scheme)
        #expect(reading.completeness == .complete)
        for name in reading.facts.keys { #expect(StorageProbe.schema.contains(name), "\(name)") }
    }

    @Test(arguments: [
        "cp plain f", "gzip -c plain > f", "xz -c plain > f", "zstd -q -c plain > f", "zip -q f.zip plain; mv f.zip f",
        "7z a f.7z plain >/dev/null; mv f.7z f", "tar cf f plain", "ssh-keygen -q -t ed25519 -N '' -f f",
        "openssl genpkey -algorithm ed25519 -out f",
        "python3 -c \"import sqlite3; c=sqlite3.connect('f'); c.execute('create table t(a)'); c.commit()\"",
        "truncate -s 2M f; /sbin/mke2fs -q -t ext4 f", "printf '%%PDF-1.4\\n%%%%EOF\\n' > f",
    ])
    func whatAnyoneCanReadIsClear(script: String) throws {
        try make(Self.secret + script)
        #expect(look("f").facts["protection.state"]?.text == "clear")
    }

    @Test func aLockedPDFIsKnown() throws {
        try make(
            """
            printf '%%PDF-1.4\\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\\ntrailer<</Root 1 0 R>>\\n' > p
            qpdf --encrypt u o 256 -- p strong 2>/dev/null || test $? -eq 3
            qpdf --allow-weak-crypto --encrypt u o 40 -- p weak 2>/dev/null || test $? -eq 3
            """)
        #expect(look("strong").facts["protection.state"] == "encrypted")
        #expect(look("weak").facts["protection.state"] == "weak")
        #expect(look("weak").facts["protection.cipher"] == "rc4")
    }

    @Test func randomBytesOnlyLookRandom() throws {
        try make("head -c 3000001 /dev/urandom > f; head -c 1048576 /dev/urandom > g")
        #expect(look("f").facts["protection.state"] == "random-looking")
        #expect(look("g").facts["protection.scheme"] == "sqlcipher-like")
    }

    @Test func foldersAreSummedUp() throws {
        try make(
            Self.secret + "mkdir d; openssl enc -aes-256-cbc -pbkdf2 -pass pass:x -in plain -out d/a; cp plain d/b")
        let reading = look("d")
        #expect(reading.facts["protection.state"] == "mixed")
        #expect(reading.facts["protection.files_encrypted"] == 1)
        #expect(reading.facts["protection.files_clear"] == 1)
    }

    @Test func aKeyBesideItsDataIsNamed() throws {
        try make(Self.secret + "mkdir d; age-keygen -o d/k 2>/dev/null; age -r $(age-keygen -y d/k) -o d/a plain")
        #expect(look("d").facts["protection.weaknesses"] == ["key-beside-data"])
    }

    @Test func whatCannotBeReadIsNotAssessed() throws {
        mkfifo(folder.path + "/pipe", 0o600)
        for name in ["none", "pipe"] {
            guard case .notAssessed = look(name).completeness else {
                Issue.record("\(name) was assessed")
                continue
            }
        }
    }

    @Test func aVolumeUnderAPathIsFoundThroughItsDevices() throws {
        try make(
            """
            mkdir -p root/proc/self root/sys/dev/block/253:7/dm root/sys/dev/block/253:7/slaves root/sys/class/block/sda3/slaves
            echo '36 25 253:7 / / rw - ext4 /dev/mapper/x rw' > root/proc/self/mountinfo
            echo DEVNAME=dm-7 > root/sys/dev/block/253:7/uevent; echo CRYPT-LUKS2-0a1b-x > root/sys/dev/block/253:7/dm/uuid
            mkdir root/sys/dev/block/253:7/slaves/sda3; echo DEVNAME=sda3 > root/sys/class/block/sda3/uevent
            """)
        let chain = try #require(VolumeChain(major: 253, minor: 7, root: folder.path + "/root"))
        #expect(chain.text == "ext4 > dm-crypt(luks2) > sda3")
        #expect(chain.encryption == "luks2")
    }

    @Test func noMutationOfAHeaderCrashes() throws {
        try make(
            Self.secret
                + """
                truncate -s 20M luks; echo x | cryptsetup luksFormat -q --type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 luks -
                7z a -tzip -mem=AES256 -px zip.zip plain >/dev/null; 7z a -px seven.7z plain >/dev/null; ssh-keygen -q -N s -f ssh
                """)
        var generator = SystemRandomNumberGenerator()
        for name in ["luks", "zip.zip", "seven.7z", "ssh"] {
            let original = Run(["head", "-c", "20000", folder.path + "/" + name]).output
            for _ in 0..<300 {
                var bytes = original
                for _ in 0..<8 {
                    bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
                        in: .min ... .max, using: &generator)
                }
                folder.write("mutated", bytes)
                _ = look("mutated")
            }
        }
    }
}
