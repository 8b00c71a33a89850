/*
 * What C programs that visit all losses know of each, from its entry in losses/<family>.toml, and the arguments of a call.
 * table.h has the entries and calls.h the calls; `cargo xtask gen` writes both.
 */
#ifndef ENTRY_H
#define ENTRY_H

#include <stddef.h>
#include <stdint.h>

#include "loss.h"
#include "table.h"

#define LOSS_ID(name) ID_##name,
enum loss_id { LOSSES(LOSS_ID) LOSS_COUNT };
#undef LOSS_ID

/* The drivers of src/call. */
enum driver {
    DRIVER_ELEMENTWISE,
    DRIVER_PENALTY,
    DRIVER_ROW_SUMS,
    DRIVER_VECTORS,
    DRIVER_GROUP_PENALTY,
    DRIVER_CLASS,
    DRIVER_COSINES,
    DRIVER_SEQUENCE,
    DRIVER_TEACHER,
    DRIVER_SOFTMAX,
    DRIVER_SOFTMAX_BACKWARD,
    DRIVER_DIVERGENCE,
    DRIVER_MARGIN,
    DRIVER_DECISIONS,
    DRIVER_PREFERENCE,
    DRIVER_PREFERENCE_UNPAIRED,
    DRIVER_DISCRIMINATOR,
    DRIVER_GENERATOR,
    DRIVER_CTC,
    DRIVER_COMBINE,
    DRIVER_UNCERTAINTY
};

/* What the numbers of an array are, where a loss is used as it is meant. */
enum domain {
    DOMAIN_REAL,
    DOMAIN_POSITIVE,
    DOMAIN_SIGN,
    DOMAIN_PROBABILITY,
    DOMAIN_DISTRIBUTION,
    DOMAIN_RISING, /* over each row */
    DOMAIN_COSINE,
    DOMAIN_LOG_PROBABILITY
};

enum extent {
    EXTENT_ELEMENTS, /* as many as the caller says: a row is an element */
    EXTENT_ROWS,     /* one per row, where rows have several elements */
    EXTENT_CLASSES,  /* one per element of a row */
    EXTENT_MATRIX    /* rows of elements */
};

/* What arguments a function has. */
enum {
    HAS_VALUE = 1 << 0,
    HAS_GRADIENT = 1 << 1,
    HAS_OUTPUT = 1 << 2, /* in place of value and gradient */
    HAS_OPTIONS = 1 << 3,
    HAS_CLASS_OPTIONS = 1 << 4,
    HAS_INDEX = 1 << 5,
    HAS_KIND = 1 << 6,
    HAS_LIST = 1 << 8,
    HAS_BYTES = 1 << 9,
    HAS_CHOICE = 1 << 7 /* numbers of its own, or an array that may be left out */
};

enum { MAX_INPUTS = 3, MAX_TARGETS = 4, MAX_NUMBERS = 4 };

typedef struct loss_array {
    enum domain domain;
    enum extent extent;
    int is_double; /* whatever the type of the function */
    int is_optional;
} loss_array;

typedef struct loss_number {
    double usual;     /* the default, or a number that users could give */
    double corpus[2]; /* what bits.c passes */
} loss_number;

typedef struct loss_entry {
    const char *name, *family;
    enum driver driver;
    unsigned has;
    uint32_t flags; /* of options: those that it has a use for and others refuse */
    int inputs, targets, numbers;
    loss_array input[MAX_INPUTS]; /* that it is differentiated by */
    loss_array target[MAX_TARGETS];
    loss_number number[MAX_NUMBERS];
} loss_entry;

/* In the order of the header; each program defines it, as {LOSS_ENTRIES}. */
extern const loss_entry LOSS_TABLE[LOSS_COUNT];

/* All that a call can need. Pointers are to numbers of the function's type unless the entry says doubles. */
typedef struct arguments {
    const void *inputs[MAX_INPUTS], *targets[MAX_TARGETS];
    const int64_t *index;
    const int64_t *list;  /* of each row, as many as classes: those before the first -1 count */
    const unsigned char *bytes; /* one per row */
    size_t n[2];          /* elements of arrays of one axis; of two batches those of each */
    size_t rows, classes; /* of a matrix: rows and their elements */
    size_t batch;         /* sequences that the rows are: a divisor of rows */
    uint32_t kind;
    double numbers[MAX_NUMBERS];
    const void *class_options, *options;
    double *value;
    void *gradients[MAX_INPUTS]; /* by the inputs; or the output */
} arguments;

typedef loss_status call_function(const arguments *a);
extern call_function *const CALLS_f32[LOSS_COUNT], *const CALLS_f64[LOSS_COUNT];

#endif
