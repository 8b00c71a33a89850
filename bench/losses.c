/*
 * The benchmark of libloss: asserts the results of every loss and times them beside loops written
 * by hand (plain.c) and the least that the machine must do (floor.c).
 *
 *   losses --check                       only the assertions, on small sizes
 *   losses --out file.json --first first the whole benchmark; first is bench/first.c's program
 *   losses --out file.json --large       only the library, f32, at sizes larger than caches
 *   losses --only cross_entropy          with the last two: the loss of that name
 */
#define _GNU_SOURCE /* dladdr, setenv */
#include <dlfcn.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

#ifdef __clang__
#define COMPILER "clang"
#else
#define COMPILER "GCC"
#endif

typedef struct shape {
    size_t rows, classes;
} shape;

static const size_t SIZES[] = {16, 1 << 10, 1 << 16, 1 << 20, 4 << 20};
static const shape CROSS_ENTROPY_SHAPES[] = {{1, 10},     {64, 1000}, {16, 8192},
                                             {1 << 20, 10}, {16384, 1000},
                                             {512, 32000}, {128, 128256},
                                             {8, 256000}};
static const shape ROW_SHAPES[] = {{1, 10}, {128, 32000}};
static const shape TASK_SHAPES[] = {{16, 1}};
/* Small enough for seconds, large enough for several tasks, with remainders of every kind. */
static const size_t CHECKED_SIZES[] = {1, 16, 1000, 65539};
static const shape CHECKED_SHAPES[] = {{1, 10}, {37, 10}, {1024, 33}, {4, 1000}, {3, 32003}};

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { LARGE = 4000000, MAX_CASES = 2048 };

typedef struct case_list {
    bench_case cases[MAX_CASES];
    size_t count;
} case_list;

static void add(case_list *list, enum loss_id loss, int type, size_t rows, size_t classes,
                double label_smoothing)
{
    if (list->count == MAX_CASES)
        die("too many cases");
    list->cases[list->count++] = (bench_case){loss, type, rows, classes, label_smoothing};
}

static void add_shapes(case_list *list, enum loss_id loss, int type, const shape *shapes,
                       size_t count, size_t least)
{
    const enum layout layout = layout_of(&LOSS_TABLE[loss]);
    for (size_t i = 0; i < count; i++)
        if (shapes[i].rows * shapes[i].classes >= least)
            /* A sequence of one token has nothing to predict. */
            add(list, loss, type, shapes[i].rows + (layout == SEQUENCES && shapes[i].rows == 1),
                shapes[i].classes, 0.0);
}

static void add_sizes(case_list *list, enum loss_id loss, int type, const size_t *sizes,
                      size_t count, size_t least)
{
    for (size_t i = 0; i < count; i++)
        if (sizes[i] >= least)
            add(list, loss, type, sizes[i], 1, 0.0);
}

static void add_timed(case_list *list, enum loss_id loss, int type, int large)
{
    const enum layout layout = layout_of(&LOSS_TABLE[loss]);
    const size_t least = large ? LARGE : 0;
    if (layout == TASKS) {
        add_shapes(list, loss, type, TASK_SHAPES, COUNT(TASK_SHAPES), least);
    } else if (layout == ELEMENTS || layout == BATCHES) {
        add_sizes(list, loss, type, SIZES, COUNT(SIZES), least);
    } else if (loss == ID_cross_entropy) {
        add_shapes(list, loss, type, CROSS_ENTROPY_SHAPES, COUNT(CROSS_ENTROPY_SHAPES),
                   large ? 1 << 20 : 0);
        add(list, loss, type, 512, 32000, 0.1);
    } else {
        add_shapes(list, loss, type, ROW_SHAPES, COUNT(ROW_SHAPES), least);
    }
}

static void add_checked(case_list *list, enum loss_id loss, int type)
{
    const enum layout layout = layout_of(&LOSS_TABLE[loss]);
    if (layout == TASKS) {
        add_shapes(list, loss, type, TASK_SHAPES, COUNT(TASK_SHAPES), 0);
    } else if (layout == ELEMENTS || layout == BATCHES) {
        /* A batch of none of the discriminator has no mean. */
        add_sizes(list, loss, type, CHECKED_SIZES, COUNT(CHECKED_SIZES), layout == BATCHES ? 2 : 1);
    } else {
        add_shapes(list, loss, type, CHECKED_SHAPES, COUNT(CHECKED_SHAPES), 0);
        if (loss == ID_cross_entropy)
            add(list, loss, type, 5, 32003, 0.1);
    }
}

static void check_small(uint32_t all_threads)
{
    case_list list = {.count = 0};
    for (int loss = 0; loss < LOSS_COUNT; loss++)
        for (int type = 0; type < 2; type++)
            add_checked(&list, (enum loss_id)loss, type);
    for (size_t i = 0; i < list.count; i++) {
        arrays m = arrays_new(&list.cases[i]);
        check_case(&list.cases[i], &m, all_threads);
        arrays_free(&m);
    }
}

static void time_all(FILE *out, const char *only, int large, uint32_t all_threads)
{
    case_list list = {.count = 0};
    for (int type = 0; type < (large ? 1 : 2); type++)
        for (int loss = 0; loss < LOSS_COUNT; loss++)
            if (!only || strcmp(only, LOSS_TABLE[loss].name) == 0)
                add_timed(&list, (enum loss_id)loss, type, large);
    for (size_t i = 0; i < list.count; i++) {
        const bench_case *c = &list.cases[i];
        char text[128];
        describe(c, text, sizeof text);
        fprintf(stderr, "%3zu/%zu %s\n", i + 1, list.count, text);
        floor_set_threads((int)all_threads); /* of data and formulas as well */
        arrays m = arrays_new(c);
        check_case(c, &m, all_threads);
        measure_case(out, c, &m, 1, large);
        /* Below this size a call uses the thread of the caller alone. */
        if (all_threads > 1 && c->rows * c->classes >= 1 << 14)
            measure_case(out, c, &m, all_threads, large);
        arrays_free(&m);
    }
}

static const char *library_path(void)
{
    Dl_info info;
    /* Through an integer: ISO C has no conversion of functions to objects. */
    if (!dladdr((void *)(uintptr_t)loss_version, &info))
        die("cannot find the library's file");
    return info.dli_fname;
}

static void write_report(const char *path, const char *first, const char *only, int large,
                         uint32_t all_threads)
{
    FILE *out = fopen(path, "w");
    if (!out)
        die("cannot write %s", path);
    fprintf(out, "{\"version\": \"%s\", \"isa\": \"%s\", \"threads\": %" PRIu32 ",\n",
            loss_version(), loss_isa(), all_threads);
    fprintf(out, " \"compiler\": \"" COMPILER " %s\", \"library\": \"%s\",\n \"results\": [",
            __VERSION__, library_path());
    if (!only && !large) {
        measure_small_calls(out);
        if (first)
            measure_first_call(out, first, library_path());
    }
    pin_threads(all_threads);
    for (int type = 0; type < 2; type++) {
        measure_exp(out, type, 1);
        if (all_threads > 1)
            measure_exp(out, type, all_threads);
    }
    time_all(out, only, large, all_threads);
    fputs("\n]}\n", out);
    if (fclose(out) != 0)
        die("cannot write %s", path);
}

/*
 * OpenMP's threads that have nothing to do must sleep, not spin, or they would take a core from
 * what is timed next. The setting is read before main.
 */
static void sleep_when_idle(char **argv)
{
    if (getenv("OMP_WAIT_POLICY"))
        return;
    setenv("OMP_WAIT_POLICY", "passive", 1);
    execv("/proc/self/exe", argv);
}

int main(int argc, char **argv)
{
    const char *out = NULL, *first = NULL, *only = NULL;
    int check = 0, large = 0;
    sleep_when_idle(argv);
    for (int i = 1; i < argc; i++) {
        const char **option = strcmp(argv[i], "--out") == 0     ? &out
                              : strcmp(argv[i], "--first") == 0 ? &first
                              : strcmp(argv[i], "--only") == 0  ? &only
                                                                : NULL;
        if (option && i + 1 < argc)
            *option = argv[++i];
        else if (strcmp(argv[i], "--check") == 0)
            check = 1;
        else if (strcmp(argv[i], "--large") == 0)
            large = 1;
        else
            die("unknown argument %s", argv[i]);
    }
    const uint32_t all_threads = loss_num_threads();
    if (check) {
        /* At least two, for the comparison of one thread with several. */
        check_small(all_threads > 1 ? all_threads : 2);
        printf("all %d losses give what the plain formulas give\n", (int)LOSS_COUNT);
    }
    if (out)
        write_report(out, first, only, large, all_threads);
    return 0;
}
