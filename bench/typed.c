/*
 * What depends on the element type, compiled with -DREAL_BITS=32 and 64: the calls of the losses (ctests/calls.h), the
 * data, and the comparison of results with reference.c.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../ctests/calls.h"
#include "../ctests/random.h"
#include "bench.h"

#if REAL_BITS == 32
/* A value is a sum of rounded terms; a gradient is rounded several times. */
#define VALUE_TOLERANCE 1e-6
#define GRADIENT_TOLERANCE 2e-6
#else
#define VALUE_TOLERANCE 1e-13
#define GRADIENT_TOLERANCE 1e-12
#endif

static double random_uniform(uint64_t counter)
{
    return (double)(random_bits(counter) >> 11) * 0x1p-53;
}

/* About normally distributed, between -3.5 and 3.5. */
static double random_normal(uint64_t counter)
{
    const uint64_t bits = random_bits(counter);
    const uint64_t sum =
        (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48);
    return ((double)sum / 65536.0 - 2.0) * 1.7320508;
}

static void fill_distribution(REAL *row, size_t classes, uint64_t counter, int is_log)
{
    double sum = 0.0;
    for (size_t c = 0; c < classes; c++)
        sum += exp(random_normal(counter + c));
    for (size_t c = 0; c < classes; c++) {
        const double log_p = random_normal(counter + c) - log(sum);
        row[c] = (REAL)(is_log ? log_p : exp(log_p));
    }
}

/* One number of an array that is no distribution. */
static double draw(const loss_array *array, int is_target, uint64_t counter)
{
    const double share = 0.001 + 0.998 * random_uniform(counter);
    const double bit = (double)(random_bits(counter) & 1);
    switch (array->domain) {
    case DOMAIN_POSITIVE:
        return 0.1 + 2.0 * share;
    case DOMAIN_SIGN:
        return bit == 1.0 ? 1.0 : -1.0;
    case DOMAIN_PROBABILITY:
        return is_target ? bit : share;
    case DOMAIN_COSINE:
        return 2.0 * share - 1.0;
    case DOMAIN_LOG_PROBABILITY:
        return log(share);
    default:
        return random_normal(counter);
    }
}

/* Whether the rows of an array are distributions or their logarithms. */
static int has_distributions(const loss_array *array)
{
    return array->extent == EXTENT_MATRIX &&
           (array->domain == DOMAIN_PROBABILITY || array->domain == DOMAIN_DISTRIBUTION ||
            array->domain == DOMAIN_LOG_PROBABILITY);
}

/* Numbers that a loss is meant for. */
void TYPED(fill)(const loss_array *array, int is_target, void *numbers, size_t rows, size_t classes,
                 uint64_t seed)
{
#pragma omp parallel for schedule(static)
    for (size_t row = 0; row < rows; row++) {
        REAL *x = (REAL *)numbers + row * classes;
        const uint64_t counter = (seed << 40) + row * classes;
        if (has_distributions(array))
            fill_distribution(x, classes, counter, array->domain == DOMAIN_LOG_PROBABILITY);
        for (size_t c = 0; !has_distributions(array) && c < classes; c++)
            x[c] = (REAL)draw(array, is_target, counter + c);
        for (size_t c = 0; array->domain == DOMAIN_RISING && c < classes; c++)
            x[c] = (REAL)(0.5 * ((double)c - 0.5 * (double)classes) + 0.4 * random_uniform(counter + c));
    }
}

/* How a case is cut into pieces: rows, or blocks of elements that do not cross batches. */
typedef struct pieces {
    size_t count, length, first_batch;
} pieces;

enum { BLOCK = 4096 };

static size_t blocks_of(size_t count)
{
    return (count + BLOCK - 1) / BLOCK;
}

static pieces pieces_of(const loss_entry *loss, const arguments *a)
{
    const enum layout layout = layout_of(loss);
    if (layout == TASKS)
        return (pieces){1, a->rows, a->rows};
    if (layout == ELEMENTS || layout == BATCHES)
        return (pieces){blocks_of(a->n[0]) + (layout == BATCHES ? blocks_of(a->n[1]) : 0), BLOCK, a->n[0]};
    return (pieces){a->rows, a->classes, a->rows};
}

static int64_t index_of(const loss_entry *loss, const arguments *a, size_t row)
{
    if (!(loss->has & HAS_INDEX))
        return 0;
    if (layout_of(loss) != SEQUENCES)
        return a->index[row];
    const size_t length = a->rows / a->batch;
    return (row + 1) % length == 0 ? -1 : a->index[row + 1];
}

/* Numbers of an array as doubles: those of a piece, or the one that its row has. */
static const double *read(const loss_array *array, const void *from, size_t start, size_t row,
                          size_t count, double *to)
{
    if (!from)
        return NULL;
    if (array->extent == EXTENT_ROWS) {
        start = row;
        count = 1;
    }
    for (size_t i = 0; i < count; i++)
        to[i] = array->is_double ? ((const double *)from)[start + i]
                                 : (double)((const REAL *)from)[start + i];
    return to;
}

enum { ARRAYS_OF_PIECE = MAX_INPUTS + MAX_TARGETS, ARRAYS = ARRAYS_OF_PIECE + 2 * MAX_INPUTS };

/* Piece number i, its numbers copied to `memory`; returns where it starts. */
static size_t piece_at(const loss_entry *loss, const arguments *a, double label_smoothing,
                       const pieces *all, size_t i, piece *p, double *memory)
{
    const enum layout layout = layout_of(loss);
    size_t start = i * all->length;
    *p = (piece){.numbers = a->numbers, .label_smoothing = label_smoothing, .count = all->length};
    if (layout == ELEMENTS || layout == BATCHES) {
        const size_t of_first = blocks_of(all->first_batch);
        p->second = i >= of_first;
        start = (p->second ? i - of_first : i) * BLOCK;
        const size_t rest = a->n[p->second] - start;
        p->count = rest < BLOCK ? rest : BLOCK;
    }
    for (int k = 0; k < (layout == BATCHES ? 1 : loss->inputs); k++, memory += all->length)
        p->x[k] = read(&loss->input[k], a->inputs[k + p->second], start, i, p->count, memory);
    for (int k = 0; k < loss->targets; k++, memory += all->length)
        p->t[k] = read(&loss->target[k], a->targets[k], start, i, p->count, memory);
    p->index = index_of(loss, a, i);
    p->list = loss->has & HAS_LIST ? a->list + i * a->classes : NULL;
    p->bytes = loss->has & HAS_BYTES ? a->bytes + start : NULL;
    return start;
}

/* What the gradient of a piece is multiplied by, once the sums of both batches are known. */
static double scale_of(const loss_entry *loss, const sums *s, int second, double *value)
{
    *value = (double)(s[0].loss / (s[0].weight != 0.0L ? s[0].weight : 1.0L));
    if (layout_of(loss) == BATCHES)
        *value += (double)(s[1].loss / s[1].weight);
    if (loss == &LOSS_TABLE[ID_rmse]) {
        *value = sqrt(*value);
        return 1.0 / (*value * (double)s[0].weight);
    }
    return s[second].weight != 0.0L ? 1.0 / (double)s[second].weight : 1.0;
}

/* Differences of probabilities, which are about 1 / classes, may have their error. */
static size_t wrong_in(const loss_array *array, const void *actual, size_t start, const double *expected,
                       const double *terms, size_t count, double scale, size_t classes)
{
    const double cancelled = classes > 1 ? GRADIENT_TOLERANCE * scale / (double)classes : 0.0;
    size_t wrong = 0;
    for (size_t c = 0; c < count; c++) {
        const double is = array->is_double ? ((const double *)actual)[start + c]
                                           : (double)((const REAL *)actual)[start + c];
        const double should = scale * expected[c];
        const double allowed = GRADIENT_TOLERANCE * (fabs(should) + scale * terms[c]) + cancelled;
        wrong += !(fabs(is - should) <= allowed);
    }
    return wrong;
}

/* The numbers of one piece and their derivatives, for one thread. */
static double *piece_memory(size_t length)
{
    double *memory = malloc(ARRAYS * length * sizeof *memory);
    if (!memory)
        die("out of memory");
    return memory;
}

/* How many numbers are wrong in the gradients of piece i. */
static size_t wrong_in_piece(const bench_case *c, const arguments *a, const pieces *all, size_t i,
                             const sums *s, double *memory)
{
    const loss_entry *loss = &LOSS_TABLE[c->loss];
    double *next = memory + ARRAYS_OF_PIECE * all->length, unused;
    piece p;
    derivatives d;
    const size_t start = piece_at(loss, a, c->label_smoothing, all, i, &p, memory);
    memset(next, 0, 2 * MAX_INPUTS * all->length * sizeof *next);
    for (int k = 0; k < MAX_INPUTS; k++, next += 2 * all->length) {
        d.by[k] = next;
        d.terms[k] = next + all->length;
    }
    REFERENCES[c->loss](&p, &d);
    const double scale = scale_of(loss, s, p.second, &unused);
    size_t wrong = 0;
    for (int k = 0; k < (layout_of(loss) == BATCHES ? 1 : loss->inputs); k++)
        wrong += wrong_in(&loss->input[k], a->gradients[k + p.second], start, d.by[k], d.terms[k], p.count,
                          scale, a->classes);
    return wrong;
}

/* Compares value and gradients with the plain formulas; returns how many numbers are wrong. */
int TYPED(verify)(const bench_case *c, const arguments *a)
{
    const loss_entry *loss = &LOSS_TABLE[c->loss];
    const pieces all = pieces_of(loss, a);
    long double loss0 = 0.0L, loss1 = 0.0L, weight0 = 0.0L, weight1 = 0.0L;
    size_t wrong = 0;
#pragma omp parallel
    {
        double *memory = piece_memory(all.length);
#pragma omp for reduction(+ : loss0, loss1, weight0, weight1) schedule(static)
        for (size_t i = 0; i < all.count; i++) {
            piece p;
            piece_at(loss, a, c->label_smoothing, &all, i, &p, memory);
            const sums s = REFERENCES[c->loss](&p, NULL);
            *(p.second ? &loss1 : &loss0) += s.loss;
            *(p.second ? &weight1 : &weight0) += s.weight;
        }
        free(memory);
    }
    const sums s[2] = {{loss0, weight0}, {loss1, weight1}};
    double value;
    scale_of(loss, s, 0, &value);
    if (loss->has & HAS_VALUE)
        wrong += !(fabs(*a->value - value) <= VALUE_TOLERANCE * fabs(value));
#pragma omp parallel reduction(+ : wrong)
    {
        double *memory = piece_memory(all.length);
#pragma omp for schedule(static)
        for (size_t i = 0; i < (arrays_written(loss) ? all.count : 0); i++)
            wrong += wrong_in_piece(c, a, &all, i, s, memory);
        free(memory);
    }
    if (wrong)
        fprintf(stderr, "%s: value %.17g, expected %.17g\n", loss->name,
                loss->has & HAS_VALUE ? *a->value : 0.0, value);
    return wrong > 1000000 ? 1000000 : (int)wrong;
}
