/*
 * The arrays of a case, and what must hold before anything is timed: results are those of the plain
 * formulas, and the same bits in place and on any number of threads. (Those of the instruction sets are
 * compared by ctests/bits.c.)
 */
#define _POSIX_C_SOURCE 200809L /* posix_memalign */
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

const loss_entry LOSS_TABLE[LOSS_COUNT] = {LOSS_ENTRIES};

#define REFERENCE(name) reference_##name,
reference_function *const REFERENCES[LOSS_COUNT] = {LOSSES(REFERENCE)};

void die(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    fputs("benchmark: ", stderr);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
    exit(1);
}

enum layout layout_of(const loss_entry *loss)
{
    switch (loss->driver) {
    case DRIVER_DISCRIMINATOR:
        return BATCHES;
    case DRIVER_SEQUENCE:
        return SEQUENCES;
    case DRIVER_COMBINE:
    case DRIVER_UNCERTAINTY:
        return TASKS;
    default:
        return loss->input[0].extent == EXTENT_MATRIX ? ROWS : ELEMENTS;
    }
}

int arrays_read(const loss_entry *loss)
{
    int count = layout_of(loss) == BATCHES ? 1 : loss->inputs;
    for (int i = 0; i < loss->targets; i++)
        count += loss->target[i].extent == loss->input[0].extent && !loss->target[i].is_optional;
    return count;
}

int arrays_written(const loss_entry *loss)
{
    if (loss->has & HAS_OUTPUT || layout_of(loss) == BATCHES)
        return 1;
    return loss->has & HAS_GRADIENT ? loss->inputs : 0;
}

static size_t bytes_of_one(const bench_case *c)
{
    return c->type == 0 ? sizeof(float) : sizeof(double);
}

size_t bytes_of(const bench_case *c)
{
    return c->rows * c->classes * bytes_of_one(c);
}

void describe(const bench_case *c, char *text, size_t size)
{
    snprintf(text, size, "%s %s %zu x %zu%s", LOSS_TABLE[c->loss].name,
             c->type == 0 ? "f32" : "f64", c->rows, c->classes,
             c->label_smoothing != 0.0 ? ", smoothed" : "");
}

static void *new_array(size_t bytes)
{
    void *memory = NULL;
    /* Pages, so that no run is lucky or unlucky with its alignment. */
    if (posix_memalign(&memory, 4096, bytes ? bytes : 1))
        die("no memory for %zu bytes", bytes);
    memset(memory, 0, bytes);
    return memory;
}

/* Elements of the input of an index: of two batches, each has half. */
static size_t length_of(const bench_case *c, int input)
{
    const size_t all = c->rows * c->classes;
    if (layout_of(&LOSS_TABLE[c->loss]) != BATCHES)
        return all;
    return input == 0 ? all / 2 : all - all / 2;
}

static size_t bytes_of_input(const bench_case *c, int input)
{
    const size_t one = LOSS_TABLE[c->loss].input[input].is_double ? sizeof(double) : bytes_of_one(c);
    return length_of(c, input) * one;
}

/* An array of as many elements, with the numbers that it is meant to have. */
static void *new_numbers(const bench_case *c, const loss_array *array, int is_target, size_t elements,
                         uint64_t seed)
{
    const int is_double = array->is_double || c->type == 1;
    const size_t classes = array->extent == EXTENT_MATRIX ? c->classes : 1;
    const size_t count = array->extent == EXTENT_ROWS ? c->rows : elements;
    void *numbers = new_array(count * (is_double ? sizeof(double) : sizeof(float)));
    (is_double ? fill_f64 : fill_f32)(array, is_target, numbers, count / classes, classes, seed);
    return numbers;
}

arrays arrays_new(const bench_case *c)
{
    const loss_entry *loss = &LOSS_TABLE[c->loss];
    arrays m = {.scratch = new_array(2 * bytes_of(c))};
    uint64_t seed = 0;
    for (int i = 0; i < loss->inputs; i++) {
        m.inputs[i] = new_numbers(c, &loss->input[i], 0, length_of(c, i), ++seed);
        m.gradients[i] = new_array(bytes_of_input(c, i));
        m.copies[i] = new_array(bytes_of_input(c, i));
    }
    for (int i = 0; i < loss->targets; i++)
        if (!loss->target[i].is_optional)
            m.targets[i] = new_numbers(c, &loss->target[i], 1, c->rows * c->classes, ++seed);
    if (loss->has & HAS_INDEX) {
        m.index = new_array(c->rows * sizeof *m.index);
        for (size_t row = 0; row < c->rows; row++)
            m.index[row] = (int64_t)(row * 2654435761u % c->classes);
    }
    if (loss->has & HAS_BYTES) {
        m.bytes = new_array(c->rows);
        for (size_t row = 0; row < c->rows; row++)
            m.bytes[row] = (unsigned char)(row * 2654435761u >> 16 & 1);
    }
    if (loss->has & HAS_LIST) {
        /* Three classes per row, as many as a picture may show. */
        m.list = new_array(c->rows * c->classes * sizeof *m.list);
        for (size_t i = 0; i < c->rows * c->classes; i++)
            m.list[i] = i % c->classes < 3 ? (int64_t)(i * 2654435761u % c->classes) : -1;
    }
    if (c->type == 0)
        m.class_options.f32.label_smoothing = c->label_smoothing;
    else
        m.class_options.f64.label_smoothing = c->label_smoothing;
    return m;
}

void arrays_free(arrays *m)
{
    for (int i = 0; i < MAX_INPUTS; i++) {
        free(m->inputs[i]);
        free(m->gradients[i]);
        free(m->copies[i]);
    }
    for (int i = 0; i < MAX_TARGETS; i++)
        free(m->targets[i]);
    free(m->scratch);
    free(m->index);
    free(m->list);
    free(m->bytes);
    *m = (arrays){0};
}

static double value_of_call;

arguments arguments_of(const bench_case *c, const arrays *m, int value, int grad)
{
    const loss_entry *loss = &LOSS_TABLE[c->loss];
    arguments a = {.index = m->index,
                   .list = m->list,
                   .bytes = m->bytes,
                   .rows = c->rows,
                   .classes = c->classes,
                   .batch = c->rows % BATCH == 0 ? BATCH : 1,
                   .kind = loss->driver == DRIVER_DISCRIMINATOR || loss->driver == DRIVER_GENERATOR
                               ? LOSS_GAN_NON_SATURATING
                               : 0};
    a.n[0] = length_of(c, 0);
    a.n[1] = c->rows * c->classes - a.n[0];
    if (c->label_smoothing != 0.0)
        a.class_options = &m->class_options;
    for (int i = 0; i < loss->numbers; i++)
        a.numbers[i] = loss->number[i].usual;
    for (int i = 0; i < loss->targets; i++)
        a.targets[i] = m->targets[i];
    for (int i = 0; i < loss->inputs; i++) {
        a.inputs[i] = m->inputs[i];
        if (grad)
            a.gradients[i] = m->gradients[i];
    }
    if (value && loss->has & HAS_VALUE)
        a.value = &value_of_call;
    return a;
}

/* The copies are input and output. */
arguments arguments_in_place(const bench_case *c, const arrays *m)
{
    arguments a = arguments_of(c, m, 1, 1);
    for (int i = 0; i < LOSS_TABLE[c->loss].inputs; i++)
        a.inputs[i] = a.gradients[i] = m->copies[i];
    return a;
}

void restore(const bench_case *c, const arrays *m)
{
    for (int i = 0; i < LOSS_TABLE[c->loss].inputs; i++)
        memcpy(m->copies[i], m->inputs[i], bytes_of_input(c, i));
}

void call(const bench_case *c, const arguments *a)
{
    const loss_status status = (c->type == 0 ? CALLS_f32 : CALLS_f64)[c->loss](a);
    char text[128];
    if (status == LOSS_OK)
        return;
    describe(c, text, sizeof text);
    die("%s: %s: %s", text, loss_status_string(status), loss_last_error());
}

/* FNV-1a over words of 8 bytes, the last one filled up with zeros. */
static uint64_t hash(uint64_t seed, const void *data, size_t bytes)
{
    const unsigned char *from = data;
    for (size_t i = 0; i < bytes; i += 8) {
        uint64_t word = 0;
        memcpy(&word, from + i, bytes - i < 8 ? bytes - i : 8);
        seed = (seed ^ word) * 0x100000001B3u;
        seed ^= seed >> 29;
    }
    return seed;
}

static uint64_t hash_of_results(const bench_case *c, const arguments *a)
{
    uint64_t h = 0xCBF29CE484222325u;
    if (a->value)
        h = hash(h, a->value, sizeof *a->value);
    for (int i = 0; i < LOSS_TABLE[c->loss].inputs; i++)
        if (a->gradients[i])
            h = hash(h, a->gradients[i], bytes_of_input(c, i));
    return h;
}

void check_case(const bench_case *c, const arrays *m, uint32_t all_threads)
{
    const loss_entry *loss = &LOSS_TABLE[c->loss];
    const arguments both = arguments_of(c, m, 1, 1), value_alone = arguments_of(c, m, 1, 0);
    char text[128];
    describe(c, text, sizeof text);

    loss_set_num_threads(all_threads);
    call(c, &both);
    const int wrong = (c->type == 0 ? verify_f32 : verify_f64)(c, &both);
    if (wrong)
        die("%s: %d numbers differ from the plain formula", text, wrong);
    const uint64_t expected = hash_of_results(c, &both);
    const double value = value_of_call;

    for (uint32_t threads = 1;; threads = all_threads) {
        loss_set_num_threads(threads);
        call(c, &both);
        if (hash_of_results(c, &both) != expected)
            die("%s: other bits with %" PRIu32 " threads", text, threads);
        if (loss->has & HAS_VALUE) {
            call(c, &value_alone);
            if (memcmp(&value_of_call, &value, sizeof value) != 0)
                die("%s: another value without gradient, %" PRIu32 " threads", text, threads);
        }
        if (arrays_written(loss)) {
            restore(c, m);
            const arguments in_place = arguments_in_place(c, m);
            call(c, &in_place);
            if (hash_of_results(c, &in_place) != expected)
                die("%s: other bits in place, %" PRIu32 " threads", text, threads);
        }
        if (threads == all_threads)
            break;
    }
}
