#ifndef SEAWALL_CBYTEMARKS_H
#define SEAWALL_CBYTEMARKS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Tests of sixty-four bytes at once, which Swift's own vectors cannot do: they have no way from a vector of results to
// the bits of a number. Written with the compiler's generic vectors, so every processor gets its own instructions and
// none is needed beyond the baseline of its architecture. What is inline is built into Swift's loops; what is not looks
// at more bytes at a time, and is chosen by what the processor can do.

typedef uint8_t seawall_bytes64 __attribute__((ext_vector_type(64)));
typedef uint8_t seawall_bytes16 __attribute__((ext_vector_type(16)));
typedef _Bool seawall_bits16 __attribute__((ext_vector_type(16)));
typedef _Bool seawall_bits64 __attribute__((ext_vector_type(64)));

/// Sixty-four bytes from an address, in the vector `bytes`.
#define SEAWALL_LOAD(address) \
    seawall_bytes64 bytes;    \
    memcpy(&bytes, (address), 64)

/// The results of a test of the vector `bytes`, the first byte's in the lowest bit.
#define SEAWALL_MARKS(test)                                                  \
    seawall_bits64 bits = __builtin_convertvector((test), seawall_bits64);   \
    uint64_t marks;                                                          \
    memcpy(&marks, &bits, 8);                                                \
    return marks

/// Marks the bytes equal to one.
static inline uint64_t seawall_marks_equal(const void *_Nonnull address, uint8_t byte) {
    SEAWALL_LOAD(address);
    SEAWALL_MARKS(bytes == (seawall_bytes64)byte);
}

/// Marks the bytes from one on, so many of them.
static inline uint64_t seawall_marks_from(const void *_Nonnull address, uint8_t first, uint8_t count) {
    SEAWALL_LOAD(address);
    SEAWALL_MARKS(bytes - (seawall_bytes64)first < (seawall_bytes64)count);
}

/// Marks ASCII letters.
static inline uint64_t seawall_marks_letters(const void *_Nonnull address) {
    SEAWALL_LOAD(address);
    SEAWALL_MARKS((bytes | (seawall_bytes64)(uint8_t)0x20) - (seawall_bytes64)(uint8_t)'a' < (seawall_bytes64)(uint8_t)26);
}

/// Where in sixty-four bytes something stands that an anchor may begin with, the first byte's mark in the lowest bit.
struct seawall_anchor_marks {
    uint64_t digits;
    uint64_t ats;
    uint64_t slashes;
    /// Bytes that three full-width forms in a row begin with.
    uint64_t wides;
};

/// Looks for the first block of sixty-four bytes that holds a digit, an at sign or three full-width forms in a row.
///
/// At least one block is looked at, and six bytes behind the last one are read too. Returns the index of the block found
/// and marks it; else that of the last block, with no marks.
size_t seawall_next_anchors(
    const void *_Nonnull address, size_t blocks, struct seawall_anchor_marks *_Nonnull marks);

/// Marks, of sixteen bytes, those equal to one.
static inline uint16_t seawall_marks_equal16(const void *_Nonnull address, uint8_t byte) {
    seawall_bytes16 bytes;
    memcpy(&bytes, address, 16);
    seawall_bits16 bits = __builtin_convertvector(bytes == (seawall_bytes16)byte, seawall_bits16);
    uint16_t marks;
    memcpy(&marks, &bits, 2);
    return marks;
}

/// Whether any of the bytes is as great as one, or equals another. Its vectors are folded before they are tested, so it costs
/// a third of marks.
static inline _Bool seawall_reaches(const void *_Nonnull address, uint8_t least, uint8_t byte) {
    seawall_bytes16 part[4];
    memcpy(part, address, 64);
    seawall_bytes16 greatest = __builtin_elementwise_max(
        __builtin_elementwise_max(part[0], part[1]), __builtin_elementwise_max(part[2], part[3]));
    seawall_bytes16 found = (seawall_bytes16)(greatest >= (seawall_bytes16)least) |
        (seawall_bytes16)(part[0] == (seawall_bytes16)byte) | (seawall_bytes16)(part[1] == (seawall_bytes16)byte) |
        (seawall_bytes16)(part[2] == (seawall_bytes16)byte) | (seawall_bytes16)(part[3] == (seawall_bytes16)byte);
    seawall_bits16 bits = __builtin_convertvector(found != (seawall_bytes16)(uint8_t)0, seawall_bits16);
    uint16_t marks;
    memcpy(&marks, &bits, 2);
    return marks != 0;
}

/// Marks where words may begin: letters behind none, capitals behind none, bytes that lead a character beyond ASCII, and a
/// byte of choice. `before` is the byte before the first. Words begin with bytes from `least` on, or with that one.
uint64_t seawall_word_starts(const void *_Nonnull address, uint8_t before, uint8_t least, uint8_t other);

/// How many bytes equal one in so many blocks of sixty-four, at most 255: a lane counts no further.
uint64_t seawall_count_equal(const void *_Nonnull address, size_t blocks, uint8_t byte);

#endif
