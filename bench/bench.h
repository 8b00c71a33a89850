/*
 * What the files of the benchmark share: the list of losses, and how a loss is called, verified and
 * timed whatever its signature and element type.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "loss.h"

/* What a loss takes; ELEMENTWISE: rows elements and classes = 1. */
enum family {
    ELEMENTWISE, /* an input, perhaps a target */
    BATCHES,     /* the same, but the first half of the input is one batch, the rest another */
    ROWS,        /* rows of classes, perhaps with a target of the same layout */
    SEQUENCES,   /* the same, and each row's class is at the next row's index */
    TASKS        /* a handful of values of losses */
};

/* What an array holds. */
enum data { NOTHING, NUMBERS, SIGNS, BITS, PROBABILITIES, DISTRIBUTIONS, LOG_DISTRIBUTIONS };

/*
 * Every loss of losses.toml, in that order (--table checks it): X(name, family, input, target,
 * gradients). Where the target is NOTHING, a loss may still have class indices.
 */
#define LOSSES(X)                                                                                  \
    X(mse, ELEMENTWISE, NUMBERS, NUMBERS, 1)                                                       \
    X(rmse, ELEMENTWISE, NUMBERS, NUMBERS, 1)                                                      \
    X(hinge, ELEMENTWISE, NUMBERS, SIGNS, 1)                                                       \
    X(bce, ELEMENTWISE, PROBABILITIES, BITS, 1)                                                    \
    X(bce_logits, ELEMENTWISE, NUMBERS, BITS, 1)                                                   \
    X(cross_entropy, ROWS, NUMBERS, NOTHING, 1)                                                    \
    X(causal_lm, SEQUENCES, NUMBERS, NOTHING, 1)                                                   \
    X(cross_entropy_soft, ROWS, NUMBERS, DISTRIBUTIONS, 1)                                         \
    X(cross_entropy_prob, ROWS, DISTRIBUTIONS, DISTRIBUTIONS, 1)                                   \
    X(nll, ROWS, LOG_DISTRIBUTIONS, NOTHING, 1)                                                    \
    X(kl_div, ROWS, LOG_DISTRIBUTIONS, DISTRIBUTIONS, 1)                                           \
    X(kl_div_log_target, ROWS, LOG_DISTRIBUTIONS, LOG_DISTRIBUTIONS, 1)                            \
    X(kl_div_prob, ROWS, DISTRIBUTIONS, DISTRIBUTIONS, 1)                                          \
    X(softmax, ROWS, NUMBERS, NOTHING, 1)                                                          \
    X(log_softmax, ROWS, NUMBERS, NOTHING, 1)                                                      \
    X(distillation, ROWS, NUMBERS, NUMBERS, 1)                                                     \
    X(js_div, ROWS, NUMBERS, NUMBERS, 1)                                                           \
    X(vae_kl, ROWS, NUMBERS, NUMBERS, 2)                                                           \
    X(gan_discriminator, BATCHES, NUMBERS, NOTHING, 1)                                             \
    X(gan_generator, ELEMENTWISE, NUMBERS, NOTHING, 1)                                             \
    X(l1_penalty, ELEMENTWISE, NUMBERS, NOTHING, 1)                                                \
    X(l2_penalty, ELEMENTWISE, NUMBERS, NOTHING, 1)                                                \
    X(elastic_net_penalty, ELEMENTWISE, NUMBERS, NOTHING, 1)                                       \
    X(combine, TASKS, NOTHING, NOTHING, 0)                                                         \
    X(combine_uncertainty, TASKS, NUMBERS, NOTHING, 1)

#define LOSS_ID(name, family, input, target, gradients) LOSS_##name,
enum loss_id { LOSSES(LOSS_ID) LOSS_COUNT };
#undef LOSS_ID

/* The numbers of the losses that have some. */
#define TEMPERATURE 2.0
#define BETA 0.3
#define L1 0.25
#define L2 0.5
/* Sequences of a batch for loss_causal_lm, where the rows can be divided by it. */
#define BATCH 4

/* All that a call can need; pointers to arrays of the element type, which the callee knows. */
typedef struct arguments {
    const void *input, *target;
    const int64_t *index;
    const double *tasks; /* values and, for loss_combine, weights after them */
    size_t rows, classes;
    double label_smoothing;
    double *value;      /* this and the next three: NULL, not wanted */
    void *grad;         /* by the input; for a softmax the output */
    void *grad_target;  /* by the target, where both are differentiated */
    double *grad_tasks; /* by the values of the tasks */
} arguments;

typedef loss_status call_function(const arguments *a);

/* A row, or a piece of an array of elements, in double. */
typedef struct piece {
    const double *x, *t;
    const double *tasks;
    int64_t index; /* -1: the row does not count */
    size_t count;
    int second; /* belongs to the second of two batches */
    double label_smoothing;
} piece;

typedef struct sums {
    long double loss, weight;
} sums;

/* The plain formula: sums over the piece and, where it is not NULL, the gradient of the sum. */
typedef sums reference_function(const piece *p, double *grad, double *grad_target);

typedef struct loss_entry {
    const char *name;
    enum family family;
    enum data input, target;
    int gradients;
    int has_value, has_index;
    call_function *call[2]; /* f32, f64 */
    reference_function *reference;
} loss_entry;

extern const loss_entry LOSS_TABLE[LOSS_COUNT];

/* reference.c */
#define REFERENCE(name, family, input, target, gradients) reference_function reference_##name;
LOSSES(REFERENCE)
#undef REFERENCE

/* typed.c, compiled for each element type. */
#define CALLS(name, family, input, target, gradients)                                              \
    call_function call_##name##_f32, call_##name##_f64;
LOSSES(CALLS)
#undef CALLS
void fill_f32(enum data what, void *array, size_t rows, size_t classes, uint64_t seed);
void fill_f64(enum data what, void *array, size_t rows, size_t classes, uint64_t seed);
int verify_f32(const loss_entry *loss, const arguments *a);
int verify_f64(const loss_entry *loss, const arguments *a);

/* A case: a loss on some size. */
typedef struct bench_case {
    enum loss_id loss;
    int type; /* 0: f32, 1: f64 */
    size_t rows, classes;
    double label_smoothing;
} bench_case;

/* The arrays of a case; each has room for the input. */
typedef struct arrays {
    void *input, *target, *grad, *grad_target;
    void *copy, *copy_target; /* what is differentiated in place */
    void *scratch;            /* plain.c */
    int64_t *index;
    double *tasks, *grad_tasks, *copy_tasks;
} arrays;

enum { BYTES_OF_TYPE_0 = sizeof(float), BYTES_OF_TYPE_1 = sizeof(double) };

/* check.c */
void die(const char *format, ...);
size_t bytes_of(const bench_case *c);
void describe(const bench_case *c, char *text, size_t size);
arrays arrays_new(const bench_case *c);
void arrays_free(arrays *m);
arguments arguments_of(const bench_case *c, const arrays *m, int value, int grad);
arguments arguments_in_place(const bench_case *c, const arrays *m);
void restore(const bench_case *c, const arrays *m);
void call(const bench_case *c, const arguments *a);
/* Asserts the results of the case. */
void check_case(const bench_case *c, const arrays *m, uint32_t all_threads);
void check_table(const char *path);

/* measure.c: what is timed alternately, and the lines of the report. */
enum { MAX_CONTESTANTS = 12, MAX_ROUNDS = 41 };

typedef struct contestant {
    const char *system, *mode;
    void (*run)(void *context);
    void (*prepare)(void *context); /* before each timed call, not timed; NULL: nothing */
    void *context;
    int beyond_caches; /* the arrays are: each call begins with caches that hold something else */
    size_t calls; /* of a sample; 0: as many as make it long enough */
    double samples[MAX_ROUNDS]; /* seconds of a call */
} contestant;

double seconds_now(void);
void alternate(contestant *all, size_t count, int rounds);
void quartiles(const double *samples, int count, double *first, double *median, double *third);
/* `alone`: the library without loops by hand and floors. */
void measure_case(FILE *out, const bench_case *c, const arrays *m, uint32_t threads, int alone);
void measure_exp(FILE *out, int type, uint32_t threads);
void measure_small_calls(FILE *out);
void measure_first_call(FILE *out, const char *program, const char *library);

/* pin.c: threads of library and OpenMP to cores of their own. */
void pin_threads(uint32_t threads);

/* floor.c: the least that a machine must do. Counts are of floats, and multiples of 64. */
typedef struct streams {
    const float *a, *b;
    float *out, *out2;
    size_t count;
    float factor;
    float sum;
} streams;
typedef void floor_function(void *streams);
floor_function floor_read1, floor_read2, floor_read1_write1, floor_read2_write1,
    floor_read2_write2;
/* With stores past the caches; outputs are aligned to 64 bytes. */
floor_function floor_read1_write1_streamed, floor_read2_write1_streamed,
    floor_read2_write2_streamed;
void floor_set_threads(int threads);
/* Exponentials on all threads at the same time, each of a small array of its own. */
enum { EXP_COUNT = 2048 };
typedef struct exp_work {
    int type;
    size_t repetitions; /* of EXP_COUNT exponentials on each thread */
    double sum;
} exp_work;
void floor_exp(void *exp_work);

/* plain.c: what one writes by hand. NULL: no gradient. scratch has room for the input. */
typedef struct plain_call {
    const float *x, *t;
    const int64_t *index;
    size_t rows, classes;
    float label_smoothing, temperature;
    float *grad, *scratch;
    double value;
} plain_call;
typedef void plain_function(void *plain_call);
plain_function plain_mse, plain_hinge, plain_bce_logits, plain_kl_div, plain_cross_entropy,
    plain_distillation;

#endif
