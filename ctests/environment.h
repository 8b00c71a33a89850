/* Floating-point settings that a host may have made, which may change no result, and must be there afterwards. */
#ifndef LOSS_CTESTS_ENVIRONMENT_H
#define LOSS_CTESTS_ENVIRONMENT_H

#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>

typedef uint32_t environment;

/* Register MXCSR: 0x8000 flushes results to zero, 0x40 takes subnormal operands for 0, 0x6000 is the direction (0x2000
 * down, 0x4000 up, 0x6000 towards 0), 0x1F80 masks the traps, the lowest six bits are flags of what happened. */
static const environment ENVIRONMENTS[] = {
    0x1F80 | 0x8040,          /* round to nearest, flush: what audio and inference engines set */
    0x1F80 | 0x2000,          /* down */
    0x1F80 | 0x4000 | 0x8040, /* up, flush */
    0x1F80 | 0x6000 | 0x003F, /* towards 0, all flags raised */
    0x0000 | 0x4000,          /* up, every trap on */
};

static inline environment environment_read(void)
{
    return _mm_getcsr();
}

static inline void environment_write(environment settings)
{
    _mm_setcsr(settings);
}

#elif defined(__aarch64__)

typedef uint64_t environment;

/* Register FPCR: bit 24 flushes to zero, bits 22 and 23 are the direction. */
static const environment ENVIRONMENTS[] = {
    (uint64_t)1 << 24,
    (uint64_t)2 << 22,
    (uint64_t)1 << 22 | (uint64_t)1 << 24,
    (uint64_t)3 << 22,
};

static inline environment environment_read(void)
{
    environment settings;
    __asm__ volatile("mrs %0, fpcr" : "=r"(settings));
    return settings;
}

static inline void environment_write(environment settings)
{
    __asm__ volatile("msr fpcr, %0" : : "r"(settings) : "memory");
}

#endif

enum { ENVIRONMENT_COUNT = sizeof ENVIRONMENTS / sizeof *ENVIRONMENTS };

#endif
