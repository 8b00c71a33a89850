/* Random numbers that are the same everywhere: integers only. */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdint.h>

/* SplitMix64 of a counter: any number of a sequence without those before it. */
static inline uint64_t random_bits(uint64_t counter)
{
    uint64_t z = (counter + 1) * 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

#endif
