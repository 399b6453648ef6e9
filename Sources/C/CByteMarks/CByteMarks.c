#include "CByteMarks.h"

// What is looked for in many blocks at once stands here and not in the header, so that it can be built once more for the
// wider vectors of newer processors. Everything is written once, as a body; the compiler makes the instructions.

#define SEAWALL_BODY static inline __attribute__((always_inline))

#if defined(__x86_64__)
/// A function of the header from its body, for what the processor at hand can do.
#define SEAWALL_FUNCTION(result, name, parameters, arguments)                                                  \
    __attribute__((target("avx512bw"))) static result name##_avx512 parameters { return name##_body arguments; }\
    __attribute__((target("avx2"))) static result name##_avx2 parameters { return name##_body arguments; }     \
    static result name##_baseline parameters { return name##_body arguments; }                                 \
    result name parameters {                                                                                   \
        if (__builtin_cpu_supports("avx512bw")) return name##_avx512 arguments;                                \
        return __builtin_cpu_supports("avx2") ? name##_avx2 arguments : name##_baseline arguments;             \
    }
#else
#define SEAWALL_FUNCTION(result, name, parameters, arguments) \
    result name parameters { return name##_body arguments; }
#endif

SEAWALL_BODY size_t seawall_next_anchors_body(const void *start, size_t blocks, struct seawall_anchor_marks *marks) {
    const uint8_t *address = start;
    for (size_t block = 0; block < blocks; block++, address += 64) {
        uint64_t digits = seawall_marks_from(address, '0', 10);
        uint64_t ats = seawall_marks_equal(address, '@');
        uint64_t wides = seawall_marks_equal(address, 0xEF);
        if (!(digits | ats | wides)) continue;
        // Of full-width digits three in a row count, of three bytes each.
        if (wides) wides &= seawall_marks_equal(address + 3, 0xEF) & seawall_marks_equal(address + 6, 0xEF);
        if (!(digits | ats | wides)) continue;
        *marks = (struct seawall_anchor_marks){digits, ats, seawall_marks_equal(address, '/'), wides};
        return block;
    }
    *marks = (struct seawall_anchor_marks){0, 0, 0, 0};
    return blocks - 1;
}
SEAWALL_FUNCTION(
    size_t, seawall_next_anchors, (const void *start, size_t blocks, struct seawall_anchor_marks *marks),
    (start, blocks, marks))

SEAWALL_BODY uint64_t seawall_word_starts_body(const void *address, uint8_t before, uint8_t least, uint8_t other) {
    // Sooner told than where.
    if (!seawall_reaches(address, least, other)) return 0;
    typedef int8_t signs __attribute__((ext_vector_type(64)));
    SEAWALL_LOAD(address);
    seawall_bytes64 letter =
        (seawall_bytes64)((bytes | (seawall_bytes64)(uint8_t)0x20) - (seawall_bytes64)(uint8_t)'a' <
            (seawall_bytes64)(uint8_t)26);
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
SEAWALL_FUNCTION(
    uint64_t, seawall_word_starts, (const void *address, uint8_t before, uint8_t least, uint8_t other),
    (address, before, least, other))

SEAWALL_BODY uint64_t seawall_count_equal_body(const void *address, size_t blocks, uint8_t byte) {
    typedef uint16_t wide __attribute__((ext_vector_type(64)));
    seawall_bytes64 lanes = 0;
    for (size_t block = 0; block < blocks; block++) {
        SEAWALL_LOAD((const uint8_t *)address + block * 64);
        lanes -= (seawall_bytes64)(bytes == (seawall_bytes64)byte);
    }
    return __builtin_reduce_add(__builtin_convertvector(lanes, wide));
}
SEAWALL_FUNCTION(
    uint64_t, seawall_count_equal, (const void *address, size_t blocks, uint8_t byte), (address, blocks, byte))
