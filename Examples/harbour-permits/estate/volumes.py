"""Disk images: one that only claims to be encrypted, and one with a true LUKS2 header."""
import base64
import hashlib
import json
import random
import struct

HEADER, SLOTS, PAYLOAD = 16_384, 258_048, 512 << 10


def luks2(path, seed, cipher="aes-xts-plain64", size=64):
    """A LUKS2 image by the On-Disk Format Specification 1.1: both headers with their checksums, key slot area, payload.

    Key slot and payload hold random bytes: nobody needs to open it, and nothing tells them from encrypted ones.
    """
    source = random.Random(seed)
    def salt(count):
        return base64.b64encode(source.randbytes(count)).decode()
    area = {
        "keyslots": {"0": {
            "type": "luks2", "key_size": size, "af": {"type": "luks1", "stripes": 4000, "hash": "sha256"},
            "area": {"type": "raw", "offset": str(2 * HEADER), "size": str(SLOTS), "encryption": "aes-xts-plain64", "key_size": 64},
            "kdf": {"type": "argon2id", "time": 6, "memory": 1_048_576, "cpus": 4, "salt": salt(32)}}},
        "tokens": {},
        "segments": {"0": {"type": "crypt", "offset": str(2 * HEADER + SLOTS), "size": "dynamic", "iv_tweak": "0",
                           "encryption": cipher, "sector_size": 512}},
        "digests": {"0": {"type": "pbkdf2", "keyslots": ["0"], "segments": ["0"], "hash": "sha256",
                          "iterations": 302_000, "salt": salt(32), "digest": salt(32)}},
        "config": {"json_size": str(HEADER - 4096), "keyslots_size": str(SLOTS)},
    }
    text = json.dumps(area).encode().ljust(HEADER - 4096, b"\0")
    with open(path, "wb") as file:
        for magic, offset in ((b"LUKS\xba\xbe", 0), (b"SKUL\xba\xbe", HEADER)):
            def binary(checksum):
                return struct.pack(
                    ">6sHQQ48s32s64s40s48sQ184s64s3584s", magic, 2, HEADER, 1, b"permits", b"sha256", b"\1" * 64,
                    b"6f2b9c1e-5d1f-4b7e-9a61-3c0d8e7f4a52", b"", offset, b"", checksum, b"")
            file.write(binary(hashlib.sha256(binary(b"") + text).digest()) + text)
        file.write(source.randbytes(SLOTS + PAYLOAD))


def plain(path, records):
    """An image with an ext2 superblock and records in clear: what a claim of encryption can hide."""
    image = bytearray(256 << 10)
    struct.pack_into("<IIIIIIII", image, 1024, 64, 256, 0, 200, 53, 1, 0, 0)
    struct.pack_into("<H", image, 1024 + 56, 0xEF53)
    text = "\n".join(records).encode()
    image[32_768:32_768 + len(text)] = text
    with open(path, "wb") as file:
        file.write(image)
