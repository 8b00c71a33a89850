/*
 * A call of the corpus, compiled for each element type. Nothing here calls the C library's
 * mathematics or rounds: the data are the same bits wherever this is compiled.
 */
#include <stdbool.h>
#include <string.h>

#include "bits.h"
#include "calls.h"
#include "environment.h"
#include "random.h"
#include "real.h"

#if REAL_BITS == 32
typedef uint32_t pattern;
enum { FRACTION = 23, EXPONENTS = 255 };
#else
typedef uint64_t pattern;
enum { FRACTION = 52, EXPONENTS = 2047 };
#endif

/* The arrays of a call: where the next one goes, and how many there are. */
typedef struct arena {
    unsigned char *start;
    size_t used, count, misalignment;
} arena;

static void *place(arena *a, size_t count, size_t size)
{
    const size_t aligned = (a->used + 63) / 64 * 64;
    const size_t offset = aligned + a->misalignment * (2 * a->count + 1) % 64;
    if (offset + count * size > MEMORY)
        die("the corpus needs more memory");
    a->used = offset + count * size;
    a->count++;
    /* Whatever is not written by the library is this. */
    memset(a->start + offset, 0xA5, count * size);
    return a->start + offset;
}

static REAL of_pattern(uint64_t bits)
{
    const pattern narrow = (pattern)bits;
    REAL number;
    memcpy(&number, &narrow, sizeof number);
    return number;
}

/* The powers of two of the type in their order, subnormal ones first. */
static REAL power_of_two(uint64_t index)
{
    return of_pattern(index < FRACTION ? (uint64_t)1 << index : (index - FRACTION + 1) << FRACTION);
}

enum { POWERS = FRACTION + EXPONENTS - 1 };

static REAL special(uint64_t bits)
{
    const REAL infinity = of_pattern((uint64_t)EXPONENTS << FRACTION);
    const REAL sign = bits & 8 ? -1 : 1;
    switch (bits % 8) {
    case 0:
        return of_pattern(((uint64_t)2 * EXPONENTS + 1) << (FRACTION - 1)); /* NaN */
    case 1:
    case 2:
        return sign * infinity;
    case 3:
        return sign * 0;
    case 4:
        return sign * power_of_two(1);
    case 5:
        return sign * power_of_two(POWERS - 1);
    case 6:
        return sign;
    default:
        return sign * power_of_two(FRACTION);
    }
}

static REAL draw(enum data data, bool target, uint64_t counter)
{
    const uint64_t bits = random_bits(counter);
    /* 22 bits: exact in either type, also with a sign. */
    const REAL share = (REAL)(bits >> 42) / 4194304;
    switch (data) {
    case SHARES:
        return bits % 16 == 0 ? (REAL)(bits >> 4 & 1) : share;
    case LOGS_AND_SHARES:
        return target ? draw(SHARES, target, counter) : -8 * share;
    case LOGS:
        return -8 * share;
    case EXTREME:
        return (bits & 1 ? -1 : 1) * power_of_two((bits >> 8) % POWERS);
    case WILD:
        if (bits % 64 == 0)
            return special(bits >> 6);
        /* fall through */
    default:
        return 8 * share - 4;
    }
}

static void put(void *array, size_t index, REAL number)
{
    memcpy((unsigned char *)array + index * sizeof number, &number, sizeof number);
}

/* Numbers for a matrix, not for its padding; `seed` tells arrays apart. */
static void *numbers(arena *a, const corpus_call *call, size_t seed, size_t outer, size_t used,
                     size_t stride)
{
    void *array = place(a, outer == 0 ? 0 : (outer - 1) * stride + used, sizeof(REAL));
    for (size_t row = 0; row < outer; row++)
        for (size_t i = 0; i < used; i++)
            put(array, row * stride + i,
                draw(call->data, seed > 1, (uint64_t)seed << 40 | (row * used + i)));
    return array;
}

/* Weights: from 0 up to 2. */
static void *weights(arena *a, size_t seed, size_t count)
{
    void *array = place(a, count, sizeof(REAL));
    for (size_t i = 0; i < count; i++)
        put(array, i, 2 * draw(SHARES, false, (uint64_t)seed << 40 | i));
    return array;
}

/* One per row: the targets of losses that know no others. With the flag they stand for 0 and 1. */
static void *signs(arena *a, size_t seed, size_t count, bool binary)
{
    void *array = place(a, count, sizeof(REAL));
    for (size_t i = 0; i < count; i++) {
        const int one = (int)(random_bits((uint64_t)seed << 40 | i) >> 8 & 1);
        put(array, i, (REAL)(binary || one ? one : -1));
    }
    return array;
}

static void *doubles(arena *a, size_t seed, size_t count)
{
    double *array = place(a, count, sizeof(double));
    for (size_t i = 0; i < count; i++) {
        const double number = (double)(random_bits((uint64_t)seed << 40 | i) >> 12) * 0x1p-50 - 2;
        memcpy((unsigned char *)array + i * sizeof number, &number, sizeof number);
    }
    return array;
}

static void *indices(arena *a, size_t rows, size_t classes)
{
    void *array = place(a, rows, sizeof(int64_t));
    for (size_t row = 0; row < rows; row++) {
        const uint64_t bits = random_bits((uint64_t)3 << 40 | row);
        const int64_t index = bits % 8 == 0 ? -100 : (int64_t)((bits >> 8) % classes);
        memcpy((unsigned char *)array + row * sizeof index, &index, sizeof index);
    }
    return array;
}

/* A few classes per row, and the end. */
static void *lists(arena *a, size_t rows, size_t classes)
{
    void *array = place(a, rows * classes, sizeof(int64_t));
    for (size_t i = 0; i < rows * classes; i++) {
        const uint64_t bits = random_bits((uint64_t)9 << 40 | i);
        const int64_t index = i % classes > 0 && bits % 4 == 0 ? -1 : (int64_t)((bits >> 8) % classes);
        memcpy((unsigned char *)array + i * sizeof index, &index, sizeof index);
    }
    return array;
}

static void *bytes(arena *a, size_t seed, size_t rows)
{
    unsigned char *array = place(a, rows, 1);
    for (size_t row = 0; row < rows; row++)
        array[row] = (unsigned char)(random_bits((uint64_t)seed << 40 | row) % 4);
    return array;
}

/* One number that is passed by its address. */
static void *number(arena *a, const void *from, size_t size)
{
    return memcpy(place(a, 1, size), from, size);
}

static uint64_t hash_array(uint64_t hash, const void *array, size_t count)
{
    for (size_t i = 0; array != NULL && i < count; i++) {
        REAL element;
        uint64_t bits = 0;
        memcpy(&element, (const unsigned char *)array + i * sizeof element, sizeof element);
        memcpy(&bits, &element, sizeof element);
        /* Whether it is the same NaN is not specified. */
        hash = hash_bits(hash, element == element ? bits : UINT64_MAX);
    }
    return hash;
}

static uint64_t hash_doubles(uint64_t hash, const void *array, size_t count)
{
    for (size_t i = 0; array != NULL && i < count; i++) {
        double element;
        memcpy(&element, (const unsigned char *)array + i * sizeof element, sizeof element);
        hash = hash_double(hash, element);
    }
    return hash;
}

static uint64_t hash_words(uint64_t hash, const void *array, size_t count)
{
    for (size_t i = 0; array != NULL && i < count; i++) {
        uint64_t word;
        memcpy(&word, (const unsigned char *)array + i * sizeof word, sizeof word);
        hash = hash_bits(hash, word);
    }
    return hash;
}

/* Tell arrays apart. An array has the next seed of its kind: of the type, or of doubles. */
static const size_t SEEDS[MAX_INPUTS + MAX_TARGETS] = {1, 2, 11, 12, 13, 19, 20};
static const size_t SEEDS_OF_DOUBLES[MAX_INPUTS + MAX_TARGETS] = {5, 6, 15, 16, 17, 21, 22};
static const size_t SEEDS_OF_GRADIENTS[MAX_INPUTS] = {9, 10, 14};

/* A call that is about to be made. */
typedef struct prepared {
    const corpus_call *call;
    const option_set *set;
    const loss_entry *loss;
    arena arena;
    arguments a;
    options_type o;
    class_options_type c;
    size_t outer, used, stride; /* of a matrix, with inner and padding */
    size_t samples;             /* rows, or elements where they are rows */
    size_t layout;              /* elements of an input, of both batches where there are two; padding included */
    size_t typed, doubles;      /* arrays so far */
} prepared;

static bool has_batches(const loss_entry *loss)
{
    return loss->driver == DRIVER_DISCRIMINATOR;
}

/* Elements of the input of an index, and of its gradient. */
static size_t length_of(const prepared *p, int input)
{
    return has_batches(p->loss) ? p->a.n[input] : p->layout;
}

static const void *new_array(prepared *p, const loss_array *array, size_t elements)
{
    if (array->is_double)
        return doubles(&p->arena, SEEDS_OF_DOUBLES[p->doubles++], elements);
    const size_t seed = SEEDS[p->typed++];
    if (array->extent == EXTENT_MATRIX)
        return numbers(&p->arena, p->call, seed, p->outer, p->used, p->stride);
    if (array->extent == EXTENT_ROWS && array->domain == DOMAIN_SIGN)
        return signs(&p->arena, seed, p->call->rows, p->set->flags & LOSS_BINARY_TARGETS);
    const size_t count = array->extent == EXTENT_ROWS      ? p->call->rows
                         : array->extent == EXTENT_CLASSES ? p->call->classes
                                                           : elements;
    return numbers(&p->arena, p->call, seed, 1, count, count);
}

static void prepare_sizes(prepared *p)
{
    const option_set *set = p->set;
    const size_t rows = p->call->rows, classes = p->call->classes, n = rows * classes;
    const bool matrix = p->loss->inputs > 0 && p->loss->input[0].extent == EXTENT_MATRIX;
    const size_t inner = set->inner ? (rows % 4 == 0 ? rows / 2 : rows) : 1;
    p->used = classes * inner;
    p->outer = rows / inner;
    p->stride = p->used + (set->padding ? 3 : 0);
    p->layout = matrix ? (p->outer - 1) * p->stride + p->used : n;
    p->samples = matrix ? rows : n;
    p->c.row_stride = set->padding ? p->stride : 0;
    p->c.inner = set->inner ? inner : 0;
    p->a.n[0] = has_batches(p->loss) ? n / 3 : n;
    p->a.n[1] = n - p->a.n[0];
    p->a.rows = rows;
    p->a.classes = classes;
    p->a.batch = rows % 4 == 0 ? 4 : 1;
}

static void prepare_inputs(prepared *p)
{
    const loss_entry *loss = p->loss;
    const bool other = p->set->other_numbers;
    arguments *a = &p->a;
    a->kind = p->set->kind;
    for (int i = 0; i < loss->numbers; i++)
        a->numbers[i] = loss->number[i].corpus[other];
    for (int i = 0; i < loss->inputs; i++)
        a->inputs[i] = new_array(p, &loss->input[i], length_of(p, i));
    for (int i = 0; i < loss->targets; i++)
        if (!(other && loss->target[i].is_optional))
            a->targets[i] = new_array(p, &loss->target[i], p->layout);
    if (loss->has & HAS_INDEX)
        a->index = indices(&p->arena, a->rows, a->classes);
    if (loss->has & HAS_BYTES)
        a->bytes = bytes(&p->arena, 23, p->samples);
    if (loss->has & HAS_LIST)
        a->list = lists(&p->arena, a->rows, a->classes);
}

static void prepare_options(prepared *p, uint32_t threads)
{
    static const double UPSTREAM = -1.75;
    static const int64_t IGNORED = 1;
    const option_set *set = p->set;
    arena *arena = &p->arena;
    options_type *o = &p->o;
    class_options_type *c = &p->c;
    o->reduction = set->reduction;
    o->flags = set->flags;
    o->threads = threads;
    if (set->upstream)
        o->upstream = number(arena, &UPSTREAM, sizeof UPSTREAM);
    if (set->weight)
        o->weight = weights(arena, 7, p->samples);
    if (set->mask)
        o->mask = bytes(arena, 4, p->samples);
    if (set->losses)
        o->losses = place(arena, p->samples, sizeof(REAL));
    if (set->hessian || (set->hessian_of_one && p->loss->inputs == 1))
        o->hessian = place(arena, p->layout, sizeof(REAL));
    if (set->sums)
        o->sums = place(arena, 1, sizeof *o->sums);
    if (set->class_weight)
        c->class_weight = weights(arena, 8, p->call->classes);
    if (set->class_bias)
        c->class_bias = weights(arena, 18, p->call->classes);
    if (set->ignore_index)
        c->ignore_index = number(arena, &IGNORED, sizeof IGNORED);
    if (set->statistics) {
        c->lse = place(arena, p->samples, sizeof(REAL));
        c->entropy = place(arena, p->samples, sizeof(REAL));
        c->argmax = place(arena, p->samples, sizeof(int64_t));
    }
    c->label_smoothing = set->label_smoothing;
    c->temperature = set->temperature;
    c->softcap = set->softcap;
    c->z_loss = set->z_loss;
    p->a.options = o;
    p->a.class_options = c;
}

static void prepare_outputs(prepared *p, bool in_place)
{
    arguments *a = &p->a;
    if (p->loss->has & HAS_VALUE && !p->set->no_value)
        a->value = place(&p->arena, 1, sizeof *a->value);
    if (p->set->no_gradient || !(p->loss->has & (HAS_GRADIENT | HAS_OUTPUT)))
        return;
    for (int i = 0; i < p->loss->inputs; i++) {
        const size_t length = length_of(p, i);
        if (in_place)
            /* Through an integer: it is const for everyone else. */
            a->gradients[i] = (void *)(uintptr_t)a->inputs[i];
        else if (p->set->flags & LOSS_ACCUMULATE)
            a->gradients[i] = weights(&p->arena, SEEDS_OF_GRADIENTS[i], length);
        else
            a->gradients[i] =
                place(&p->arena, length, p->loss->input[i].is_double ? sizeof(double) : sizeof(REAL));
    }
}

static uint64_t hash_outputs(const prepared *p)
{
    const arguments *a = &p->a;
    const loss_array *input = p->loss->input;
    const unsigned char *sums = (const unsigned char *)p->o.sums;
    uint64_t hash = 0xCBF29CE484222325u;
    hash = hash_doubles(hash, a->value, 1);
    for (int i = 0; i < p->loss->inputs; i++)
        hash = hash_array(hash, input[i].is_double ? NULL : a->gradients[i], length_of(p, i));
    for (int i = 0; i < p->loss->inputs; i++)
        hash = hash_doubles(hash, input[i].is_double ? a->gradients[i] : NULL, length_of(p, i));
    hash = hash_array(hash, p->o.losses, p->samples);
    hash = hash_array(hash, p->o.hessian, p->layout);
    hash = hash_doubles(hash, sums, 2);
    hash = hash_words(hash, sums ? sums + offsetof(loss_sums, rows) : NULL, 1);
    hash = hash_array(hash, p->c.lse, p->samples);
    hash = hash_array(hash, p->c.entropy, p->samples);
    return hash_words(hash, p->c.argmax, p->samples);
}

uint64_t TYPED(call)(const corpus_call *call, const way *how, unsigned char *memory)
{
    prepared p = {.call = call, .set = call->set, .loss = &LOSS_TABLE[call->loss]};
    p.arena = (arena){memory, 0, 0, how->misalignment};
    prepare_sizes(&p);
    prepare_inputs(&p);
    prepare_options(&p, how->threads);
    prepare_outputs(&p, how->in_place);
    const environment before = environment_read();
    const environment set = how->environment > 0 ? ENVIRONMENTS[how->environment - 1] : before;
    environment_write(set);
    const loss_status status = TYPED(CALLS)[call->loss](&p.a);
    const environment after = environment_read();
    environment_write(before);
    if (status != LOSS_OK)
        return 0;
    return how->environment > 0 && after != set ? 1 : hash_outputs(&p);
}
