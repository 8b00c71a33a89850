/* What is timed, alternately, and the lines of the report. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime, popen */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench.h"

/* A sample of short calls takes about this long. */
static const double SHORTEST_SAMPLE = 100e-6;

double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/*
 * Reads more than caches hold, so that a call does not wait for what the one before has written,
 * nor find what it has read.
 */
static void settle(void)
{
    enum { COUNT = (96 << 20) / sizeof(double) };
    static double *memory;
    if (!memory) {
        memory = malloc(COUNT * sizeof *memory);
        if (!memory)
            die("out of memory");
        for (size_t i = 0; i < COUNT; i++)
            memory[i] = 1.0;
    }
    volatile double sum = 0.0;
    for (size_t i = 0; i < COUNT; i += 8)
        sum += memory[i];
}

static double seconds_of(const contestant *c, size_t calls)
{
    if (c->prepare)
        c->prepare(c->context);
    if (c->beyond_caches)
        settle();
    const double start = seconds_now();
    for (size_t i = 0; i < calls; i++)
        c->run(c->context);
    return (seconds_now() - start) / (double)calls;
}

/*
 * A round has one sample of each, so that whatever else the machine does meets all of them alike.
 * The first round is not counted: it warms up and tells how many calls make a sample.
 */
void alternate(contestant *all, size_t count, int rounds)
{
    for (size_t i = 0; i < count; i++) {
        contestant *c = &all[i];
        if (c->calls == 0) {
            seconds_of(c, 1);
            /* What is prepared for each call cannot share a sample. */
            const double once = fmax(seconds_of(c, 1), 1e-9);
            c->calls = c->prepare ? 1 : (size_t)(SHORTEST_SAMPLE / once) + 1;
        }
        seconds_of(c, c->calls);
    }
    for (int round = 0; round < rounds; round++)
        for (size_t i = 0; i < count; i++)
            all[i].samples[round] = seconds_of(&all[i], all[i].calls);
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void quartiles(const double *samples, int count, double *first, double *median, double *third)
{
    double sorted[MAX_ROUNDS];
    memcpy(sorted, samples, (size_t)count * sizeof *sorted);
    qsort(sorted, (size_t)count, sizeof *sorted, by_size);
    *first = sorted[count / 4];
    *median = sorted[count / 2];
    *third = sorted[count - 1 - count / 4];
}

/* An object of the report, with its separator; `rest` are more members. */
static void write_result(FILE *out, const char *system, const char *mode, uint32_t threads,
                         const double *samples, int rounds, const char *rest)
{
    static int lines;
    double first, median, third;
    quartiles(samples, rounds, &first, &median, &third);
    fprintf(out,
            "%s\n  {\"system\": \"%s\", \"mode\": \"%s\", \"threads\": %" PRIu32
            ", \"ns\": %.6g, \"q1\": %.6g, \"q3\": %.6g%s}",
            lines++ ? "," : "", system, mode, threads, median * 1e9, first * 1e9, third * 1e9,
            rest);
}

/* A call of the library with its arguments. */
typedef struct library_call {
    const bench_case *c;
    const arrays *m;
    arguments a;
} library_call;

static void run_library(void *context)
{
    const library_call *l = context;
    call(l->c, &l->a);
}

static void prepare_library(void *context)
{
    const library_call *l = context;
    restore(l->c, l->m);
}

static plain_function *plain_of(const bench_case *c)
{
    if (c->type != 0)
        return NULL;
    switch (c->loss) {
    case ID_mse:
        return plain_mse;
    case ID_hinge:
        return plain_hinge;
    case ID_bce_logits:
        return plain_bce_logits;
    case ID_kl_div:
        return plain_kl_div;
    case ID_cross_entropy:
        return plain_cross_entropy;
    case ID_distillation:
        return plain_distillation;
    default:
        return NULL;
    }
}

/* Loops that are compared with must compute the same. */
static void check_plain(const bench_case *c, plain_function *function, plain_call *p,
                        const arguments *a)
{
    const float *expected = a->gradients[0];
    const size_t count = c->rows * c->classes;
    char text[128];
    float *grad = p->grad;
    double difference = 0.0, size = 0.0;
    call(c, a);
    function(p);
    for (size_t i = 0; i < count; i++) {
        difference += fabs((double)grad[i] - (double)expected[i]);
        size += fabs((double)expected[i]);
    }
    describe(c, text, sizeof text);
    if (!(fabs(p->value - *a->value) <= 1e-4 * fabs(*a->value)) || !(difference <= 1e-4 * size))
        die("%s: plain.c has the value %.9g, not %.9g, or another gradient", text, p->value,
            *a->value);
}

/* Memory that the floors stream over: the same for all cases, as they read as many bytes. */
static float *floor_array(int index, size_t count)
{
    static float *array[2 * MAX_INPUTS];
    static size_t counts[2 * MAX_INPUTS];
    if (counts[index] < count) {
        void *memory = NULL;
        free(array[index]);
        if (posix_memalign(&memory, 4096, count * sizeof(float)))
            die("no memory for the floors");
        array[index] = memory;
        counts[index] = count;
        for (size_t i = 0; i < count; i++)
            array[index][i] = 1.0f;
    }
    return array[index];
}

/* What the contestants of a case refer to. */
typedef struct bench_state {
    library_call value, both, in_place;
    plain_call plain_value, plain_both;
    streams streams, streams_in_place;
    contestant contestants[MAX_CONTESTANTS];
    size_t count;
} bench_state;

static void enter(bench_state *s, const char *system, const char *mode,
                  void (*run)(void *), void (*prepare)(void *), void *context)
{
    if (s->count == MAX_CONTESTANTS)
        die("too many contestants");
    s->contestants[s->count++] = (contestant){.system = system,
                                              .mode = mode,
                                              .run = run,
                                              .prepare = prepare,
                                              .context = context};
}

static void enter_library(bench_state *s, const bench_case *c, const arrays *m)
{
    const loss_entry *loss = &LOSS_TABLE[c->loss];
    s->value = (library_call){c, m, arguments_of(c, m, 1, 0)};
    s->both = (library_call){c, m, arguments_of(c, m, 1, 1)};
    s->in_place = (library_call){c, m, arguments_in_place(c, m)};
    if (loss->has & HAS_VALUE)
        enter(s, "libloss", "value", run_library, NULL, &s->value);
    if (arrays_written(loss))
        enter(s, "libloss", "gradient", run_library, NULL, &s->both);
    /* Each call in place needs the input back, so that only one call makes a sample. */
    if (arrays_written(loss) && c->rows * c->classes >= 1 << 16)
        enter(s, "libloss", "in_place", run_library, prepare_library, &s->in_place);
}

static void enter_plain(bench_state *s, const bench_case *c, const arrays *m)
{
    plain_function *function = plain_of(c);
    if (!function)
        return;
    s->plain_both = (plain_call){.x = m->inputs[0],
                                 .t = m->targets[0],
                                 .index = m->index,
                                 .rows = c->rows,
                                 .classes = c->classes,
                                 .label_smoothing = (float)c->label_smoothing,
                                 .temperature = (float)s->both.a.numbers[0],
                                 .grad = m->copies[0],
                                 .scratch = m->scratch};
    s->plain_value = s->plain_both;
    s->plain_value.grad = NULL;
    check_plain(c, function, &s->plain_both, &s->both.a);
    enter(s, "plain", "value", function, NULL, &s->plain_value);
    enter(s, "plain", "gradient", function, NULL, &s->plain_both);
}

/* By the arrays that are read and written. A loss of other numbers of arrays has no floor. */
static const struct {
    int reads, writes;
    floor_function *value, *gradient, *streamed;
} FLOORS[] = {
    {1, 1, floor_read1, floor_read1_write1, floor_read1_write1_streamed},
    {2, 1, floor_read2, floor_read2_write1, floor_read2_write1_streamed},
    {2, 2, floor_read2, floor_read2_write2, floor_read2_write2_streamed},
    {3, 2, floor_read3, floor_read3_write2, floor_read3_write2_streamed},
    {3, 3, floor_read3, floor_read3_write3, floor_read3_write3_streamed},
};

static void enter_floors(bench_state *s, const bench_case *c)
{
    const loss_entry *loss = &LOSS_TABLE[c->loss];
    const size_t count = bytes_of(c) / sizeof(float);
    const int reads = arrays_read(loss), writes = arrays_written(loss);
    if (count < 1 << 20 || count % 64 != 0)
        return; /* in caches the floor is not memory */
    for (size_t i = 0; i < sizeof FLOORS / sizeof *FLOORS; i++) {
        if (FLOORS[i].reads != reads || FLOORS[i].writes != writes)
            continue;
        s->streams = (streams){.count = count, .factor = 1.0f};
        s->streams_in_place = s->streams;
        for (int k = 0; k < reads; k++)
            s->streams.in[k] = s->streams_in_place.in[k] = floor_array(k, count);
        for (int k = 0; k < writes; k++) {
            s->streams.out[k] = floor_array(reads + k, count);
            s->streams_in_place.out[k] = floor_array(k, count);
        }
        if (loss->has & HAS_VALUE)
            enter(s, "floor", "value", FLOORS[i].value, NULL, &s->streams);
        enter(s, "floor", "gradient", FLOORS[i].gradient, NULL, &s->streams);
        enter(s, "floor", "gradient_streamed", FLOORS[i].streamed, NULL, &s->streams);
        enter(s, "floor", "in_place", FLOORS[i].gradient, NULL, &s->streams_in_place);
    }
}

/* Bytes that a mode must at least move. */
static size_t traffic(const bench_case *c, const char *mode)
{
    const loss_entry *loss = &LOSS_TABLE[c->loss];
    const int writes = strcmp(mode, "value") == 0 ? 0 : arrays_written(loss);
    return (size_t)(arrays_read(loss) + writes) * bytes_of(c);
}

/* For results.py. */
static const char *layout_name(const loss_entry *loss)
{
    static const char *const NAMES[] = {"elements", "batches", "rows", "sequences", "tasks"};
    return NAMES[layout_of(loss)];
}

void measure_case(FILE *out, const bench_case *c, const arrays *m, uint32_t threads, int alone)
{
    const int rounds = c->rows * c->classes >= 4000000 ? 11 : 21;
    bench_state *s = calloc(1, sizeof *s);
    if (!s)
        die("out of memory");
    loss_set_num_threads(threads);
    floor_set_threads((int)threads);
    enter_library(s, c, m);
    if (!alone) {
        enter_plain(s, c, m);
        enter_floors(s, c);
    }
    for (size_t i = 0; i < s->count; i++)
        s->contestants[i].beyond_caches = bytes_of(c) >= 16000000;
    alternate(s->contestants, s->count, rounds);
    for (size_t i = 0; i < s->count; i++) {
        const contestant *x = &s->contestants[i];
        char rest[512];
        snprintf(rest, sizeof rest,
                 ", \"loss\": \"%s\", \"layout\": \"%s\", \"type\": \"%s\", \"rows\": %zu, \"classes\": %zu, "
                 "\"label_smoothing\": %g, \"bytes\": %zu",
                 LOSS_TABLE[c->loss].name, layout_name(&LOSS_TABLE[c->loss]), c->type == 0 ? "f32" : "f64", c->rows, c->classes,
                 c->label_smoothing, traffic(c, x->mode));
        write_result(out, x->system, x->mode, threads, x->samples, rounds, rest);
    }
    free(s);
}

/*
 * Nanoseconds of an exponential, all threads together. It takes a millisecond and more, as waking
 * a thread would count.
 */
void measure_exp(FILE *out, int type, uint32_t threads)
{
    exp_work work = {.type = type, .repetitions = 10000};
    contestant exponentials = {.run = floor_exp, .context = &work, .calls = 1};
    const double count = (double)(work.repetitions * EXP_COUNT * threads);
    floor_set_threads((int)threads);
    alternate(&exponentials, 1, MAX_ROUNDS);
    for (int i = 0; i < MAX_ROUNDS; i++)
        exponentials.samples[i] /= count;
    write_result(out, "exp", "value", threads, exponentials.samples, MAX_ROUNDS,
                 type == 0 ? ", \"type\": \"f32\"" : ", \"type\": \"f64\"");
}

static void run_nothing(void *context)
{
    (void)context;
    loss_version();
}

/* Calls so small that the work hardly counts, and a call that does nothing. */
void measure_small_calls(FILE *out)
{
    static const struct {
        const char *mode;
        bench_case c;
    } SMALL[] = {{"mse, n = 16", {ID_mse, 0, 16, 1, 0.0}},
                 {"cross_entropy, 1 x 10", {ID_cross_entropy, 0, 1, 10, 0.0}}};
    contestant all[5] = {{.mode = "nothing", .run = run_nothing}};
    library_call calls[4];
    arrays arrays[2];
    char modes[4][64];
    for (size_t i = 0; i < 4; i++) {
        const bench_case *c = &SMALL[i / 2].c;
        if (i % 2 == 0) {
            arrays[i / 2] = arrays_new(c);
            check_case(c, &arrays[i / 2], 1);
        }
        calls[i] = (library_call){c, &arrays[i / 2], arguments_of(c, &arrays[i / 2], 1, i % 2)};
        snprintf(modes[i], sizeof modes[i], "%s, %s", SMALL[i / 2].mode,
                 i % 2 ? "value and gradient" : "value");
        all[i + 1] = (contestant){.mode = modes[i], .run = run_library, .context = &calls[i]};
    }
    loss_set_num_threads(1);
    for (size_t i = 0; i < 5; i++)
        all[i].calls = 10000;
    alternate(all, 5, MAX_ROUNDS);
    for (size_t i = 0; i < 5; i++)
        write_result(out, "small", all[i].mode, 1, all[i].samples, MAX_ROUNDS, "");
    arrays_free(&arrays[0]);
    arrays_free(&arrays[1]);
}

void measure_first_call(FILE *out, const char *program, const char *library)
{
    enum { RUNS = 21 };
    double samples[RUNS];
    char command[8192];
    snprintf(command, sizeof command, "'%s' '%s'", program, library);
    for (int i = 0; i < RUNS; i++) {
        FILE *pipe = popen(command, "r");
        double milliseconds;
        if (!pipe || fscanf(pipe, "%lf", &milliseconds) != 1 || pclose(pipe) != 0)
            die("%s failed", command);
        samples[i] = milliseconds * 1e-3;
    }
    write_result(out, "first", "dlopen and first call", 1, samples, RUNS, "");
}
