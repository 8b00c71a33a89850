/*
 * The corpus: calls whose results are checked in, bit for bit, as tests/golden/bits.txt. bits.c has
 * its sizes, options and ways to call; bits_typed.c, compiled for each element type, makes a call.
 */
#ifndef BITS_H
#define BITS_H

#include <stddef.h>
#include <stdint.h>

#include "entry.h"

/* What inputs and targets are. Every loss is given all of it, whatever it is made for; only signs, one per row, are signs. */
enum data {
    NUMBERS,          /* between -4 and 4 */
    SHARES,           /* between 0 and 1, both included */
    LOGS_AND_SHARES,  /* the first array between -8 and 0, the others between 0 and 1 */
    LOGS,             /* between -8 and 0 */
    EXTREME,          /* powers of two of either sign: from subnormal to nearly the largest */
    WILD,             /* numbers, and among them NaN, infinities, zeros and subnormal numbers */
    DATA_COUNT
};

/* What is asked for in addition to value and gradient. 0 is absent, as in the option structs. */
typedef struct option_set {
    const char *name;
    unsigned needs; /* HAS_...: a loss that lacks one has no line. One of flags that it has no use for neither. */
    uint32_t kind;
    uint32_t reduction, flags;
    int no_value, no_gradient, other_numbers;
    int hessian_of_one; /* of losses with one input: others have none */
    int upstream, weight, mask, losses, hessian, sums;
    int class_weight, ignore_index, class_bias, statistics, padding, inner;
    double label_smoothing, temperature, softcap, z_loss;
} option_set;

typedef struct corpus_call {
    enum loss_id loss;
    size_t rows, classes;
    enum data data;
    const option_set *set;
} corpus_call;

/* How it is called, which no bit may depend on. */
typedef struct way {
    size_t misalignment; /* bytes off a cache line; array k is off by 2k + 1 times as much */
    int in_place;
    uint32_t threads;
    int environment; /* 0: as it is; else the number, from 1, of ENVIRONMENTS, as the host's floating-point settings */
} way;

/* Makes a call in memory of MEMORY bytes and hashes all its outputs. A call that is refused has
 * the hash 0, and one that leaves other floating-point settings behind the hash 1. */
enum { MEMORY = 4 << 20 };
uint64_t call_f32(const corpus_call *call, const way *how, unsigned char *memory);
uint64_t call_f64(const corpus_call *call, const way *how, unsigned char *memory);

/* Continues a hash with the bits of a number; NaN is NaN, whatever its payload and sign. */
uint64_t hash_bits(uint64_t hash, uint64_t bits);
uint64_t hash_double(uint64_t hash, double number);

void die(const char *format, ...);

#endif
