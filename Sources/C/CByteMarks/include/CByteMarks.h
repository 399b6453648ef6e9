#ifndef SEAWALL_CBYTEMARKS_H
#define SEAWALL_CBYTEMARKS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Tests of sixty-four bytes at once, which Swift's own vectors cannot do: they have no way from a vector of results to
// the bits of a number. Written with the compiler's generic vectors, so every processor gets its own instructions and
// none is needed beyond the baseline of its architecture.

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
/// byte of choice. `before` is the byte before the first.
static inline uint64_t seawall_marks_starts(const void *_Nonnull address, uint8_t before, uint8_t other) {
    typedef int8_t signs __attribute__((ext_vector_type(64)));
    SEAWALL_LOAD(address);
    seawall_bytes64 letter =
        (seawall_bytes64)((bytes | (seawall_bytes64)(uint8_t)0x20) - (seawall_bytes64)(uint8_t)'a' < (seawall_bytes64)(uint8_t)26);
    // The sixth bit tells small letters from capitals.
    seawall_bytes64 capital = letter & ~(bytes << 2);
    seawall_bytes64 lead =
        (seawall_bytes64)(bytes >= (seawall_bytes64)(uint8_t)0xC0) | (seawall_bytes64)(bytes == (seawall_bytes64)other);
    seawall_bits64 bits;
    uint64_t letters, capitals, leads;
    bits = __builtin_convertvector((signs)letter < (signs)(int8_t)0, seawall_bits64);
    memcpy(&letters, &bits, 8);
    bits = __builtin_convertvector((signs)capital < (signs)(int8_t)0, seawall_bits64);
    memcpy(&capitals, &bits, 8);
    bits = __builtin_convertvector((signs)lead < (signs)(int8_t)0, seawall_bits64);
    memcpy(&leads, &bits, 8);
    uint64_t letter_before = (uint8_t)((before | 0x20) - 'a') < 26;
    uint64_t capital_before = (uint8_t)(before - 'A') < 26;
    return (letters & ~(letters << 1 | letter_before)) | (capitals & ~(capitals << 1 | capital_before)) | leads;
}

/// How many bytes equal one in so many blocks of sixty-four, at most 255: a lane counts no further.
static inline uint64_t seawall_count_equal(const void *_Nonnull address, size_t blocks, uint8_t byte) {
    typedef uint16_t wide __attribute__((ext_vector_type(64)));
    seawall_bytes64 lanes = 0;
    for (size_t block = 0; block < blocks; block++) {
        SEAWALL_LOAD((const uint8_t *)address + block * 64);
        lanes -= (seawall_bytes64)(bytes == (seawall_bytes64)byte);
    }
    return __builtin_reduce_add(__builtin_convertvector(lanes, wide));
}

#endif
