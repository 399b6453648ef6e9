#ifndef SEAWALL_CBYTEMARKS_H
#define SEAWALL_CBYTEMARKS_H

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

#endif
