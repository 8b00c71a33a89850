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

#define HAS_INDEX(name)                                                                            \
    (LOSS_##name == LOSS_cross_entropy || LOSS_##name == LOSS_causal_lm || LOSS_##name == LOSS_nll)
#define HAS_VALUE(name) (LOSS_##name != LOSS_softmax && LOSS_##name != LOSS_log_softmax)
#define ENTRY(name, family, input, target, gradients)                                              \
    {#name,           family, input, target, gradients, HAS_VALUE(name), HAS_INDEX(name),          \
     {call_##name##_f32, call_##name##_f64}, reference_##name},
const loss_entry LOSS_TABLE[LOSS_COUNT] = {LOSSES(ENTRY)};

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

size_t bytes_of(const bench_case *c)
{
    return c->rows * c->classes * (c->type == 0 ? BYTES_OF_TYPE_0 : BYTES_OF_TYPE_1);
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

arrays arrays_new(const bench_case *c)
{
    const loss_entry *loss = &LOSS_TABLE[c->loss];
    void (*fill)(enum data, void *, size_t, size_t, uint64_t) = c->type == 0 ? fill_f32 : fill_f64;
    const size_t bytes = bytes_of(c), tasks = 2 * c->rows * sizeof(double);
    arrays m = {0};
    m.input = new_array(bytes);
    m.grad = new_array(bytes);
    m.copy = new_array(bytes);
    m.scratch = new_array(2 * bytes);
    fill(loss->input, m.input, c->rows, c->classes, 1);
    if (loss->target != NOTHING) {
        m.target = new_array(bytes);
        fill(loss->target, m.target, c->rows, c->classes, 2);
    }
    if (loss->gradients == 2) {
        m.grad_target = new_array(bytes);
        m.copy_target = new_array(bytes);
    }
    if (loss->has_index) {
        m.index = new_array(c->rows * sizeof *m.index);
        for (size_t row = 0; row < c->rows; row++)
            m.index[row] = (int64_t)(row * 2654435761u % c->classes);
    }
    if (loss->family == TASKS) {
        m.tasks = new_array(tasks);
        m.grad_tasks = new_array(tasks);
        m.copy_tasks = new_array(tasks);
        fill_f64(NUMBERS, m.tasks, 2 * c->rows, 1, 3);
    }
    return m;
}

void arrays_free(arrays *m)
{
    free(m->input);
    free(m->target);
    free(m->grad);
    free(m->grad_target);
    free(m->copy);
    free(m->copy_target);
    free(m->scratch);
    free(m->index);
    free(m->tasks);
    free(m->grad_tasks);
    free(m->copy_tasks);
    *m = (arrays){0};
}

static double value_of_call;

arguments arguments_of(const bench_case *c, const arrays *m, int value, int grad)
{
    const loss_entry *loss = &LOSS_TABLE[c->loss];
    arguments a = {.input = m->input,
                   .target = m->target,
                   .index = m->index,
                   .tasks = m->tasks,
                   .rows = c->rows,
                   .classes = c->classes,
                   .label_smoothing = c->label_smoothing};
    if (value)
        a.value = &value_of_call;
    if (grad && loss->gradients) {
        a.grad = m->grad;
        a.grad_target = m->grad_target;
        a.grad_tasks = m->grad_tasks;
    }
    return a;
}

/* The copies are input and output. */
arguments arguments_in_place(const bench_case *c, const arrays *m)
{
    arguments a = arguments_of(c, m, 1, 1);
    a.input = a.grad = m->copy;
    if (m->grad_target)
        a.target = a.grad_target = m->copy_target;
    if (m->tasks && a.grad_tasks)
        a.tasks = a.grad_tasks = m->copy_tasks;
    return a;
}

void restore(const bench_case *c, const arrays *m)
{
    memcpy(m->copy, m->input, bytes_of(c));
    if (m->copy_target)
        memcpy(m->copy_target, m->target, bytes_of(c));
    if (m->copy_tasks)
        memcpy(m->copy_tasks, m->tasks, 2 * c->rows * sizeof(double));
}

void call(const bench_case *c, const arguments *a)
{
    const loss_status status = LOSS_TABLE[c->loss].call[c->type](a);
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
    if (LOSS_TABLE[c->loss].has_value)
        h = hash(h, a->value, sizeof *a->value);
    if (a->grad)
        h = hash(h, a->grad, bytes_of(c));
    if (a->grad_target)
        h = hash(h, a->grad_target, bytes_of(c));
    if (a->grad_tasks)
        h = hash(h, a->grad_tasks, c->rows * sizeof(double));
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
    const int wrong = (c->type == 0 ? verify_f32 : verify_f64)(loss, &both);
    if (wrong)
        die("%s: %d numbers differ from the plain formula", text, wrong);
    const uint64_t expected = hash_of_results(c, &both);
    const double value = value_of_call;

    for (uint32_t threads = 1;; threads = all_threads) {
        loss_set_num_threads(threads);
        call(c, &both);
        if (hash_of_results(c, &both) != expected)
            die("%s: other bits with %" PRIu32 " threads", text, threads);
        if (loss->has_value) {
            call(c, &value_alone);
            if (memcmp(&value_of_call, &value, sizeof value) != 0)
                die("%s: another value without gradient, %" PRIu32 " threads", text, threads);
        }
        if (loss->gradients) {
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

/* Every name of losses.toml is in LOSSES, in the same order, and no other. */
void check_table(const char *path)
{
    FILE *file = fopen(path, "r");
    char line[1024], name[64];
    size_t count = 0;
    if (!file)
        die("cannot read %s", path);
    while (fgets(line, sizeof line, file)) {
        if (sscanf(line, " { name = \"%63[a-z0-9_]\"", name) != 1)
            continue;
        if (count == LOSS_COUNT || strcmp(LOSS_TABLE[count].name, name) != 0)
            die("%s has %s, which bench/bench.h has not in that place", path, name);
        count++;
    }
    fclose(file);
    if (count != LOSS_COUNT)
        die("%s has %zu losses, bench/bench.h %d", path, count, (int)LOSS_COUNT);
}
