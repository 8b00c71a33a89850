/*
 * A call of the corpus, compiled for each element type. Nothing here calls the C library's
 * mathematics or rounds: the data are the same bits wherever this is compiled.
 */
#include <stdbool.h>
#include <string.h>

#include "bits.h"
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

static void *masks(arena *a, size_t rows)
{
    unsigned char *array = place(a, rows, 1);
    for (size_t row = 0; row < rows; row++)
        array[row] = (unsigned char)(random_bits((uint64_t)4 << 40 | row) % 4);
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

/* All that a call can be given. */
typedef struct arguments {
    size_t n, first, rows, classes, sequence; /* first: of two batches */
    uint32_t kind;
    double scalar, second;
    const REAL *input, *target;
    const int64_t *index;
    const double *values, *coefficients;
    class_options_type *c;
    options_type *o;
    double *value, *d_values;
    REAL *grad, *grad_target;
} arguments;

/* The calls, by shape. */
#define BY_POINTWISE(f) f(a->input, a->target, a->n, a->o, a->value, a->grad)
#define BY_POINTWISE_SCALAR(f) f(a->input, a->target, a->n, a->scalar, a->o, a->value, a->grad)
#define BY_PENALTY(f) f(a->input, a->n, a->scalar, a->o, a->value, a->grad)
#define BY_PENALTY_TWO(f) f(a->input, a->n, a->scalar, a->second, a->o, a->value, a->grad)
#define BY_ROWWISE(f) f(a->input, a->target, a->rows, a->classes, a->o, a->value, a->grad)
#define BY_INDEX(f) f(a->input, a->index, a->rows, a->classes, a->c, a->o, a->value, a->grad)
#define BY_SEQUENCE(f)                                                                             \
    f(a->input, a->index, a->rows / a->sequence, a->sequence, a->classes, a->c, a->o, a->value,    \
      a->grad)
#define BY_SOFT(f) f(a->input, a->target, a->rows, a->classes, a->c, a->o, a->value, a->grad)
#define BY_SOFTMAX(f) f(a->input, a->rows, a->classes, a->c, a->grad)
#define BY_TEACHER(f)                                                                              \
    f(a->input, a->target, a->rows, a->classes, a->scalar, a->c, a->o, a->value, a->grad)
#define BY_DIVERGENCE(f) BY_TEACHER(f)
#define BY_PAIR(f)                                                                                 \
    f(a->input, a->target, a->rows, a->classes, a->o, a->value, a->grad, a->grad_target)
#define BY_DISCRIMINATOR(f)                                                                        \
    f(a->kind, a->input, a->first, a->target, a->n - a->first, a->o, a->value, a->grad,            \
      a->grad_target)
#define BY_GENERATOR(f) f(a->kind, a->input, a->n, a->o, a->value, a->grad)
#define BY_COMBINE(f) f(a->values, a->coefficients, a->n, a->value)
#define BY_UNCERTAINTY(f)                                                                          \
    f(a->values, a->input, a->coefficients, a->n, a->value, a->d_values, a->grad)

static loss_status dispatch(enum loss_id loss, const arguments *a)
{
#define CALL(name, shape)                                                                          \
    case ID_##name:                                                                                \
        return BY_##shape(TYPED(loss_##name));
    switch (loss) {
        LOSS_TABLE(CALL)
    case LOSS_COUNT:
        break;
    }
#undef CALL
    die("no such loss");
    return LOSS_ERROR_INTERNAL;
}

/* The numbers that the loss takes, two of each. */
static void set_scalars(arguments *a, enum shape shape, bool other)
{
    switch (shape) {
    case TEACHER:
        a->scalar = other ? 1 : 2;
        break;
    case DIVERGENCE:
        a->scalar = other ? 0.5 : 0.25;
        break;
    case POINTWISE_SCALAR:
        a->scalar = other ? 0 : 2.5;
        break;
    default:
        a->scalar = other ? 1 : 0.25;
        a->second = other ? 0 : 0.5;
        break;
    }
}

/* A call that is about to be made. */
typedef struct prepared {
    const corpus_call *call;
    const option_set *set;
    enum shape shape;
    arena arena;
    arguments a;
    options_type o;
    class_options_type c;
    size_t layout;  /* elements of the input, padding included */
    size_t samples; /* rows, or elements of pointwise losses */
    bool two;       /* gradients */
} prepared;

static void prepare_inputs(prepared *p)
{
    const option_set *set = p->set;
    const size_t rows = p->call->rows, classes = p->call->classes, n = rows * classes;
    const bool elements = p->shape <= PENALTY_TWO || p->shape >= DISCRIMINATOR;
    const bool tasks = p->shape == COMBINE || p->shape == UNCERTAINTY;
    const size_t inner = set->inner ? (rows % 4 == 0 ? rows / 2 : rows) : 1;
    const size_t used = classes * inner, outer = rows / inner;
    const size_t stride = used + (set->padding ? 3 : 0);
    arguments *a = &p->a;
    p->layout = elements ? n : (outer - 1) * stride + used;
    p->samples = elements ? n : rows;
    p->two = p->shape == PAIR || p->shape == DISCRIMINATOR;
    p->c.row_stride = set->padding ? stride : 0;
    p->c.inner = set->inner ? inner : 0;
    a->n = n;
    a->first = n / 3;
    a->rows = rows;
    a->classes = classes;
    a->sequence = rows % 4 == 0 ? rows / 4 : rows;
    a->kind = set->kind;
    set_scalars(a, p->shape, set->other_numbers);
    a->input = numbers(&p->arena, p->call, 1, elements ? 1 : outer, elements ? n : used, stride);
    a->target = numbers(&p->arena, p->call, 2, elements ? 1 : outer, elements ? n : used, stride);
    a->index = indices(&p->arena, rows, classes);
    if (tasks)
        a->values = doubles(&p->arena, 5, n);
    if (tasks && !(set->other_numbers && p->shape == UNCERTAINTY))
        a->coefficients = doubles(&p->arena, 6, n);
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
        o->mask = masks(arena, p->samples);
    if (set->losses)
        o->losses = place(arena, p->samples, sizeof(REAL));
    if (set->hessian)
        o->hessian = place(arena, p->layout, sizeof(REAL));
    if (set->sums)
        o->sums = place(arena, 1, sizeof *o->sums);
    if (set->class_weight)
        c->class_weight = weights(arena, 8, p->call->classes);
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
}

static void prepare_outputs(prepared *p, bool in_place)
{
    arguments *a = &p->a;
    arena *arena = &p->arena;
    const bool adds = p->set->flags & LOSS_ACCUMULATE;
    if (!p->set->no_value)
        a->value = place(arena, 1, sizeof *a->value);
    if (p->set->no_gradient)
        return;
    if (in_place) {
        /* Through integers: they are const for everyone else. */
        a->grad = (REAL *)(uintptr_t)a->input;
        a->grad_target = (REAL *)(uintptr_t)a->target;
        a->d_values = (double *)(uintptr_t)a->values;
        return;
    }
    a->grad = adds ? weights(arena, 9, p->layout) : place(arena, p->layout, sizeof(REAL));
    if (p->two)
        a->grad_target = adds ? weights(arena, 10, p->layout) : place(arena, p->layout, sizeof(REAL));
    if (p->shape == UNCERTAINTY)
        a->d_values = place(arena, a->n, sizeof *a->d_values);
}

static uint64_t hash_outputs(const prepared *p)
{
    const arguments *a = &p->a;
    const bool batches = p->shape == DISCRIMINATOR;
    const unsigned char *sums = (const unsigned char *)p->o.sums;
    uint64_t hash = 0xCBF29CE484222325u;
    hash = hash_doubles(hash, p->shape == SOFTMAX ? NULL : a->value, 1);
    hash = hash_array(hash, p->shape == COMBINE ? NULL : a->grad, batches ? a->first : p->layout);
    hash = hash_array(hash, p->two ? a->grad_target : NULL, batches ? a->n - a->first : p->layout);
    hash = hash_doubles(hash, p->shape == UNCERTAINTY ? a->d_values : NULL, a->n);
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
    prepared p = {.call = call, .set = call->set, .shape = SHAPES[call->loss]};
    p.arena = (arena){memory, 0, 0, how->misalignment};
    prepare_inputs(&p);
    prepare_options(&p, how->threads);
    prepare_outputs(&p, how->in_place);
    p.a.o = &p.o;
    p.a.c = &p.c;
    const environment before = environment_read();
    const environment set = how->environment > 0 ? ENVIRONMENTS[how->environment - 1] : before;
    environment_write(set);
    const loss_status status = dispatch(call->loss, &p.a);
    const environment after = environment_read();
    environment_write(before);
    if (status != LOSS_OK)
        return 0;
    return how->environment > 0 && after != set ? 1 : hash_outputs(&p);
}
