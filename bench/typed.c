/*
 * What depends on the element type, compiled with -DREAL_BITS=32 and 64: the calls of the losses,
 * the data, and the comparison of results with reference.c.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../ctests/random.h"
#include "bench.h"

#if REAL_BITS == 32
#define REAL float
#define TYPED(name) name##_f32
/* A value is a sum of rounded terms; a gradient is rounded several times. */
#define VALUE_TOLERANCE 1e-6
#define GRADIENT_TOLERANCE 2e-6
#elif REAL_BITS == 64
#define REAL double
#define TYPED(name) name##_f64
#define VALUE_TOLERANCE 1e-13
#define GRADIENT_TOLERANCE 1e-12
#else
#error "REAL_BITS must be 32 or 64"
#endif

typedef TYPED(loss_class_options) class_options_type;

#define INPUT ((const REAL *)a->input)
#define TARGET ((const REAL *)a->target)
#define GRAD ((REAL *)a->grad)
#define GRAD_TARGET ((REAL *)a->grad_target)
#define CALL(name, ...)                                                                            \
    loss_status TYPED(call_##name)(const arguments *a)                                             \
    {                                                                                              \
        return TYPED(loss_##name)(__VA_ARGS__);                                                    \
    }
#define POINTWISE(name) CALL(name, INPUT, TARGET, a->rows, NULL, a->value, GRAD)
#define ROWWISE(name) CALL(name, INPUT, TARGET, a->rows, a->classes, NULL, a->value, GRAD)
#define SOFTMAX(name) CALL(name, INPUT, a->rows, a->classes, NULL, GRAD)

POINTWISE(mse)
POINTWISE(rmse)
POINTWISE(hinge)
POINTWISE(bce)
CALL(bce_logits, INPUT, TARGET, a->rows, 0.0, NULL, a->value, GRAD)

loss_status TYPED(call_cross_entropy)(const arguments *a)
{
    const class_options_type options = {.label_smoothing = a->label_smoothing};
    return TYPED(loss_cross_entropy)(INPUT, a->index, a->rows, a->classes,
                                     a->label_smoothing != 0.0 ? &options : NULL, NULL, a->value,
                                     GRAD);
}

static size_t batch_of(size_t rows)
{
    return rows % BATCH == 0 ? BATCH : 1;
}

CALL(causal_lm, INPUT, a->index, batch_of(a->rows), a->rows / batch_of(a->rows), a->classes, NULL,
     NULL, a->value, GRAD)
CALL(cross_entropy_soft, INPUT, TARGET, a->rows, a->classes, NULL, NULL, a->value, GRAD)
ROWWISE(cross_entropy_prob)
CALL(nll, INPUT, a->index, a->rows, a->classes, NULL, NULL, a->value, GRAD)
ROWWISE(kl_div)
ROWWISE(kl_div_log_target)
ROWWISE(kl_div_prob)
SOFTMAX(softmax)
SOFTMAX(log_softmax)
CALL(distillation, INPUT, TARGET, a->rows, a->classes, TEMPERATURE, NULL, NULL, a->value, GRAD)
CALL(js_div, INPUT, TARGET, a->rows, a->classes, BETA, NULL, NULL, a->value, GRAD)
CALL(vae_kl, INPUT, TARGET, a->rows, a->classes, NULL, a->value, GRAD, GRAD_TARGET)

loss_status TYPED(call_gan_discriminator)(const arguments *a)
{
    const size_t real = a->rows / 2;
    return TYPED(loss_gan_discriminator)(LOSS_GAN_NON_SATURATING, INPUT, real, INPUT + real,
                                         a->rows - real, NULL, a->value, GRAD,
                                         a->grad ? GRAD + real : NULL);
}

CALL(gan_generator, LOSS_GAN_NON_SATURATING, INPUT, a->rows, NULL, a->value, GRAD)
CALL(l1_penalty, INPUT, a->rows, L1, NULL, a->value, GRAD)
CALL(l2_penalty, INPUT, a->rows, L2, NULL, a->value, GRAD)
CALL(elastic_net_penalty, INPUT, a->rows, L1, L2, NULL, a->value, GRAD)
CALL(combine, a->tasks, a->tasks + a->rows, a->rows, a->value)
CALL(combine_uncertainty, a->tasks, INPUT, NULL, a->rows, a->value, a->grad_tasks, GRAD)

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

void TYPED(fill)(enum data what, void *array, size_t rows, size_t classes, uint64_t seed)
{
#pragma omp parallel for schedule(static)
    for (size_t row = 0; row < rows; row++) {
        REAL *x = (REAL *)array + row * classes;
        const uint64_t counter = (seed << 40) + row * classes;
        if (what == DISTRIBUTIONS || what == LOG_DISTRIBUTIONS) {
            fill_distribution(x, classes, counter, what == LOG_DISTRIBUTIONS);
            continue;
        }
        for (size_t c = 0; c < classes; c++)
            switch (what) {
            case SIGNS:
                x[c] = (REAL)(random_bits(counter + c) & 1 ? 1 : -1);
                break;
            case BITS:
                x[c] = (REAL)(random_bits(counter + c) & 1);
                break;
            case PROBABILITIES:
                x[c] = (REAL)(0.001 + 0.998 * random_uniform(counter + c));
                break;
            default:
                x[c] = (REAL)random_normal(counter + c);
            }
    }
}

/* How a case is cut into pieces: rows, or blocks of elements that do not cross batches. */
typedef struct pieces {
    size_t count, length, total, first_batch;
} pieces;

enum { BLOCK = 4096 };

static size_t blocks_of(size_t count)
{
    return (count + BLOCK - 1) / BLOCK;
}

static pieces pieces_of(const loss_entry *loss, const arguments *a)
{
    pieces p = {a->rows, a->classes, a->rows * a->classes, a->rows};
    if (loss->family == TASKS) {
        p.count = 1;
        p.length = a->rows;
    } else if (loss->family == ELEMENTWISE || loss->family == BATCHES) {
        p.first_batch = loss->family == BATCHES ? a->rows / 2 : a->rows;
        p.length = BLOCK;
        p.count = blocks_of(p.first_batch) + blocks_of(a->rows - p.first_batch);
    }
    return p;
}

static int64_t index_of(const loss_entry *loss, const arguments *a, size_t row)
{
    if (loss->family != SEQUENCES)
        return a->index[row];
    const size_t length = a->rows / batch_of(a->rows);
    return (row + 1) % length == 0 ? -1 : a->index[row + 1];
}

/* Piece number i, its numbers copied to `x` and `t`; returns where it starts. */
static size_t piece_at(const loss_entry *loss, const arguments *a, const pieces *all, size_t i,
                       piece *p, double *x, double *t)
{
    size_t start = i * all->length, end = start + all->length;
    p->second = 0;
    if (loss->family == ELEMENTWISE || loss->family == BATCHES) {
        const size_t of_first = blocks_of(all->first_batch);
        p->second = i >= of_first;
        start = p->second ? all->first_batch + (i - of_first) * BLOCK : i * BLOCK;
        const size_t stop = p->second ? a->rows : all->first_batch;
        end = start + BLOCK < stop ? start + BLOCK : stop;
    }
    p->count = end - start;
    p->x = x;
    p->t = a->target ? t : NULL;
    p->tasks = a->tasks;
    p->label_smoothing = a->label_smoothing;
    p->index = loss->has_index ? index_of(loss, a, i) : 0;
    for (size_t c = 0; a->input && c < p->count; c++)
        x[c] = (double)INPUT[start + c];
    for (size_t c = 0; a->target && c < p->count; c++)
        t[c] = (double)TARGET[start + c];
    return start;
}

/* What the gradient of a piece is multiplied by, once the sums of both batches are known. */
static double scale_of(const loss_entry *loss, const sums *s, int second, double *value)
{
    *value = (double)(s[0].loss / (s[0].weight != 0.0L ? s[0].weight : 1.0L));
    if (loss->family == BATCHES)
        *value += (double)(s[1].loss / s[1].weight);
    if (loss->reference == reference_rmse) {
        *value = sqrt(*value);
        return 1.0 / (*value * (double)s[0].weight);
    }
    return s[second].weight != 0.0L ? 1.0 / (double)s[second].weight : 1.0;
}

/* Differences of probabilities, which are about 1 / classes, may have their error. */
static size_t wrong_in(const REAL *actual, const double *expected, size_t count, double scale,
                       size_t classes)
{
    const double cancelled = classes > 1 ? GRADIENT_TOLERANCE * scale / (double)classes : 0.0;
    size_t wrong = 0;
    for (size_t c = 0; c < count; c++) {
        const double should = scale * expected[c];
        const double allowed = GRADIENT_TOLERANCE * fabs(should) + cancelled;
        wrong += !(fabs((double)actual[c] - should) <= allowed);
    }
    return wrong;
}

/* The numbers of one piece and their gradients, for one thread. */
static double *piece_memory(size_t length)
{
    double *memory = malloc(4 * length * sizeof *memory);
    if (!memory)
        die("out of memory");
    return memory;
}

/* Compares value and gradients with the plain formulas; returns how many numbers are wrong. */
int TYPED(verify)(const loss_entry *loss, const arguments *a)
{
    const pieces all = pieces_of(loss, a);
    const size_t length = all.length;
    long double loss0 = 0.0L, loss1 = 0.0L, weight0 = 0.0L, weight1 = 0.0L;
    size_t wrong = 0;
#pragma omp parallel
    {
        double *x = piece_memory(length), *t = x + length;
#pragma omp for reduction(+ : loss0, loss1, weight0, weight1) schedule(static)
        for (size_t i = 0; i < all.count; i++) {
            piece p;
            piece_at(loss, a, &all, i, &p, x, t);
            const sums s = loss->reference(&p, NULL, NULL);
            *(p.second ? &loss1 : &loss0) += s.loss;
            *(p.second ? &weight1 : &weight0) += s.weight;
        }
        free(x);
    }
    const sums s[2] = {{loss0, weight0}, {loss1, weight1}};
    double value;
    scale_of(loss, s, 0, &value);
    if (loss->has_value)
        wrong += !(fabs(*a->value - value) <= VALUE_TOLERANCE * fabs(value));
#pragma omp parallel reduction(+ : wrong)
    {
        double *x = piece_memory(length), *t = x + length, *g = t + length, *h = g + length;
#pragma omp for schedule(static)
        for (size_t i = 0; i < (loss->gradients ? all.count : 0); i++) {
            piece p;
            double unused;
            const size_t start = piece_at(loss, a, &all, i, &p, x, t);
            loss->reference(&p, g, h);
            const double scale = scale_of(loss, s, p.second, &unused);
            wrong += wrong_in(GRAD + start, g, p.count, scale, a->classes);
            if (loss->gradients == 2)
                wrong += wrong_in(GRAD_TARGET + start, h, p.count, scale, a->classes);
        }
        free(x);
    }
    if (wrong)
        fprintf(stderr, "%s: value %.17g, expected %.17g\n", loss->name, *a->value, value);
    return wrong > 1000000 ? 1000000 : (int)wrong;
}
