/*
 * What the files of the benchmark share: how a loss is called, verified and timed whatever its signature and element type.
 * The losses are those of ctests/table.h.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "../ctests/entry.h"

/* How the arrays of a loss are cut up; ELEMENTS, BATCHES and TASKS: rows elements and classes = 1. */
enum layout {
    ELEMENTS,
    BATCHES,   /* elements, of which each input has half */
    ROWS,      /* rows of classes */
    SEQUENCES, /* rows of classes, and each row's class is at the next row's index */
    TASKS      /* a handful of values of losses */
};

/* Sequences of a batch, where the rows can be divided by it. */
#define BATCH 4

/* A row, or a piece of an array of elements, in double. */
typedef struct piece {
    const double *x[MAX_INPUTS]; /* of two batches, the first is the one that the piece is of */
    const double *t[MAX_TARGETS]; /* of a target with one number per row, that number */
    const double *numbers;        /* the loss's own */
    int64_t index;                /* -1: the row does not count */
    const int64_t *list;          /* as many as the piece has elements: those before the first -1 */
    const unsigned char *bytes;   /* one per element */
    size_t count;
    int second; /* belongs to the second of two batches */
    double label_smoothing;
} piece;

typedef struct sums {
    long double loss, weight;
} sums;

/*
 * The derivatives of the sum by the inputs of a piece. Where one is a difference, its error is that of what is subtracted:
 * `terms`, which are 0 before, may get the largest magnitude of these.
 */
typedef struct derivatives {
    double *by[MAX_INPUTS], *terms[MAX_INPUTS];
} derivatives;

/* The plain formula: sums over the piece and, where it is not NULL, the derivatives. */
typedef sums reference_function(const piece *p, const derivatives *d);

/* reference.c: one for each loss. */
#define REFERENCE(name) reference_function reference_##name;
LOSSES(REFERENCE)
#undef REFERENCE

/* A case: a loss on some size. */
typedef struct bench_case {
    enum loss_id loss;
    int type; /* 0: f32, 1: f64 */
    size_t rows, classes;
    double label_smoothing;
} bench_case;

/* The arrays of a case. */
typedef struct arrays {
    void *inputs[MAX_INPUTS], *targets[MAX_TARGETS], *gradients[MAX_INPUTS];
    void *copies[MAX_INPUTS]; /* of inputs: what is differentiated in place */
    void *scratch;            /* plain.c */
    int64_t *index, *list;
    unsigned char *bytes;
    union {
        loss_class_options_f32 f32;
        loss_class_options_f64 f64;
    } class_options;
} arrays;

/* typed.c, compiled for each element type. */
void fill_f32(const loss_array *array, int is_target, void *numbers, size_t rows, size_t classes, uint64_t seed);
void fill_f64(const loss_array *array, int is_target, void *numbers, size_t rows, size_t classes, uint64_t seed);
int verify_f32(const bench_case *c, const arguments *a);
int verify_f64(const bench_case *c, const arguments *a);

/* check.c */
void die(const char *format, ...);
extern reference_function *const REFERENCES[LOSS_COUNT];
enum layout layout_of(const loss_entry *loss);
/* Arrays of the input's size that a call must read, and that it writes if it differentiates. */
int arrays_read(const loss_entry *loss);
int arrays_written(const loss_entry *loss);
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
    const float *in[MAX_INPUTS];
    float *out[MAX_INPUTS];
    size_t count;
    float factor;
    float sum;
} streams;
typedef void floor_function(void *streams);
floor_function floor_read1, floor_read2, floor_read3, floor_read1_write1, floor_read2_write1,
    floor_read2_write2, floor_read3_write2, floor_read3_write3;
/* With stores past the caches; outputs are aligned to 64 bytes. */
floor_function floor_read1_write1_streamed, floor_read2_write1_streamed,
    floor_read2_write2_streamed, floor_read3_write2_streamed, floor_read3_write3_streamed;
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
