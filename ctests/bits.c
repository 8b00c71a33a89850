/*
 * The same bits everywhere: prints a line for each exported loss and set of options, with two hashes
 * of all that the calls give: of small arrays, and of arrays that are shared out among threads.
 * tests/golden/bits.txt is this output; ci/bits.sh compares.
 *
 *   bits               the lines
 *   bits --ways        also calls in place, at every misalignment, on 1 to 8 threads, on a host's executor
 *                      and with other floating-point settings, and fails where a hash is another
 *   bits --small       without the large arrays (for slow machines): `-` in place of their hash
 *   bits --calls NAME  a line for each call of a loss, to find out what has changed
 *   bits --isa NAME    exits with 3 if the library runs with another instruction set
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bits.h"
#include "environment.h"

/* Those that a loss refuses have no line: its other sets leave nothing out that it has. */
#define ANY 0
#define OPTIONS HAS_OPTIONS
#define CLASSES HAS_CLASS_OPTIONS
#define TARGETS (HAS_CLASS_OPTIONS | HAS_OPTIONS)
#define FLAG(name, flag) {#name, OPTIONS, .flags = flag, .hessian_of_one = 1, .losses = 1},
static const option_set SETS[] = {
    {"defaults", ANY, .reduction = LOSS_MEAN},
    {"value", HAS_VALUE, .no_gradient = 1},
    {"gradient", HAS_VALUE | HAS_GRADIENT, .no_value = 1},
    {"other_numbers", HAS_CHOICE, .other_numbers = 1},
    {"least_squares", HAS_KIND, .kind = LOSS_GAN_LEAST_SQUARES, .hessian = 1},
    {"non_saturating", HAS_KIND, .kind = LOSS_GAN_NON_SATURATING, .hessian = 1},
    {"hinge", HAS_KIND, .kind = LOSS_GAN_HINGE},
    {"wasserstein", HAS_KIND, .kind = LOSS_GAN_WASSERSTEIN, .weight = 1},
    /* Those of other losses that have so many. */
    {"kind_5", HAS_KIND, .kind = 5},
    {"kind_6", HAS_KIND, .kind = 6},
    {"kind_7", HAS_KIND, .kind = 7},
    {"kind_8", HAS_KIND, .kind = 8},
    {"kind_9", HAS_KIND, .kind = 9},
    {"kind_10", HAS_KIND, .kind = 10},
    {"kind_11", HAS_KIND, .kind = 11},
    {"sum", OPTIONS, .reduction = LOSS_SUM, .upstream = 1, .weight = 1, .losses = 1},
    {"mean_rows", OPTIONS, .reduction = LOSS_MEAN_ROWS, .weight = 1, .mask = 1, .sums = 1},
    {"losses", OPTIONS, .no_gradient = 1, .weight = 1, .losses = 1, .sums = 1},
    {"mask", OPTIONS, .upstream = 1, .mask = 1},
    {"hessian", OPTIONS, .weight = 1, .mask = 1, .hessian = 1},
    {"accumulate", OPTIONS, .flags = LOSS_ACCUMULATE, .weight = 1, .upstream = 1},
    {"accumulate_alone", OPTIONS, .flags = LOSS_ACCUMULATE},
    LOSS_FLAGS(FLAG)
    {"class_weight", TARGETS, .class_weight = 1, .weight = 1, .sums = 1},
    {"ignore_index", TARGETS, .ignore_index = 1, .mask = 1, .losses = 1},
    {"smoothing", TARGETS, .label_smoothing = 0.125, .class_weight = 1, .losses = 1},
    {"temperature", CLASSES, .temperature = 0.75, .statistics = 1},
    {"softcap", CLASSES, .softcap = 3.0},
    {"temperature_alone", CLASSES, .temperature = 0.75},
    {"class_bias", CLASSES, .class_bias = 1},
    {"class_bias_inner", CLASSES, .class_bias = 1, .temperature = 1.5, .softcap = 3.0, .inner = 1, .statistics = 1},
    {"class_bias_hessian", TARGETS, .class_bias = 1, .softcap = 5.0, .padding = 1, .hessian = 1, .losses = 1,
     .weight = 1},
    {"z_loss", TARGETS, .z_loss = 0.03125, .losses = 1},
    {"statistics", CLASSES, .statistics = 1, .no_gradient = 1},
    {"padding", CLASSES, .padding = 1},
    {"inner", CLASSES, .inner = 1},
    {"inner_padding", CLASSES, .inner = 1, .padding = 1, .statistics = 1},
    {"inner_weights", TARGETS, .inner = 1, .class_weight = 1, .weight = 1, .label_smoothing = 0.25},
    {"much", TARGETS, .padding = 1, .class_weight = 1, .label_smoothing = 0.25, .softcap = 5.0,
     .z_loss = 0.0625, .statistics = 1, .losses = 1, .hessian = 1, .weight = 1, .mask = 1},
    {"much_accumulated", TARGETS, .flags = LOSS_ACCUMULATE, .reduction = LOSS_SUM, .inner = 1,
     .temperature = 1.5, .softcap = 5.0, .z_loss = 0.0625, .statistics = 1, .hessian = 1},
};

typedef struct size {
    size_t rows, classes;
} size;

/* Vectors with and without rest, blocks of 1,024, rows on each side of every path's limits. */
static const size SMALL[] = {{1, 1},   {1, 7},   {3, 2},   {8, 5},
                             {36, 10}, {20, 33}, {4, 130}, {2, 1100}};
/* Above 16,384 elements: several tasks. */
static const size LARGE[] = {{1700, 10}, {34, 520}};

#define COUNT(array) (sizeof(array) / sizeof *(array))
const loss_entry LOSS_TABLE[LOSS_COUNT] = {LOSS_ENTRIES};
static const char *const DATA[DATA_COUNT] = {"numbers", "shares",  "logs_and_shares",
                                             "logs",    "extreme", "wild"};

enum { OTHER_ISA = 3 };

static unsigned char *memory;
static size_t calls, failures;
static int try_ways;
static const char *printed; /* the loss whose calls are printed */

void die(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    fputs("bits: ", stderr);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
    exit(1);
}

uint64_t hash_bits(uint64_t hash, uint64_t bits)
{
    /* Multiplication alone would leave the highest bit of a word in the highest of the hash. */
    hash = (hash ^ bits) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

uint64_t hash_double(uint64_t hash, double number)
{
    uint64_t bits = UINT64_MAX;
    if (number == number)
        memcpy(&bits, &number, sizeof bits);
    return hash_bits(hash, bits);
}

static int can_be_in_place(const corpus_call *call)
{
    return !call->set->no_gradient && !(call->set->flags & LOSS_ACCUMULATE) &&
           LOSS_TABLE[call->loss].has & (HAS_GRADIENT | HAS_OUTPUT);
}

static void backwards(void *context, size_t tasks, void (*task)(void *data, size_t index),
                      void *data)
{
    (void)context;
    while (tasks > 0)
        task(data, --tasks);
}

typedef uint64_t corpus_function(const corpus_call *call, const way *how, unsigned char *memory);
static corpus_function *const CALL[] = {call_f32, call_f64};
static const char *const TYPES[] = {"f32", "f64"};

static void try_way(const corpus_call *call, int type, way how, uint64_t expected,
                    const char *what)
{
    calls++;
    /* Softmax has no options: its threads are the setting's. */
    loss_set_num_threads(how.threads);
    if (CALL[type](call, &how, memory) == expected)
        return;
    failures++;
    printf("FAILED: %s %s %s, %zu x %zu, %s: other bits %s, %" PRIu32 " threads, %zu bytes off, "
           "environment %d\n",
           LOSS_TABLE[call->loss].name, TYPES[type], call->set->name, call->rows, call->classes,
           DATA[call->data], what, how.threads, how.misalignment, how.environment);
}

static void try_all(const corpus_call *call, int type, uint64_t expected, int large)
{
    const int in_place = can_be_in_place(call);
    if (in_place)
        try_way(call, type, (way){.in_place = 1}, expected, "in place");
    for (uint32_t threads = 1; large && threads <= 8; threads++)
        try_way(call, type, (way){.threads = threads, .misalignment = threads},
                expected, "with more or fewer threads");
    for (int settings = 1; settings <= ENVIRONMENT_COUNT; settings++)
        try_way(call, type, (way){.threads = large ? 4 : 0, .environment = settings}, expected,
                "with other floating-point settings");
    if (large) {
        loss_set_executor(backwards, NULL);
        try_way(call, type, (way){.threads = 8, .in_place = in_place}, expected, "on an executor");
        loss_set_executor(NULL, NULL);
    }
    /* Any would do that has a vector and a rest. */
    for (size_t off = 1; call->classes == 33 && call->data == WILD && off < 64; off++)
        try_way(call, type, (way){.misalignment = off, .in_place = in_place && off % 2}, expected,
                "at another alignment");
    loss_set_num_threads(0);
}

/* Continues the hash with a call; 0 where it was refused. */
static uint64_t call_one(const corpus_call *call, int type, uint64_t hash, int large)
{
    calls++;
    const uint64_t found = CALL[type](call, &(way){0}, memory);
    if (found != 0 && try_ways)
        try_all(call, type, found, large);
    if (found != 0 && printed && strcmp(printed, LOSS_TABLE[call->loss].name) == 0)
        printf("%s %s %s %zu x %zu %s %016" PRIx64 "\n", LOSS_TABLE[call->loss].name, TYPES[type],
               call->set->name, call->rows, call->classes, DATA[call->data], found);
    return found == 0 ? 0 : hash_bits(hash, found);
}

static uint64_t call_sizes(enum loss_id loss, int type, const option_set *set, const size *sizes,
                           size_t count, int large)
{
    uint64_t hash = 1;
    for (size_t i = 0; i < count; i++)
        for (int data = 0; data < (large ? 1 : DATA_COUNT); data++) {
            corpus_call call = {loss, sizes[i].rows, sizes[i].classes, (enum data)data, set};
            if (large)
                call.data = i % 2 == 0 ? EXTREME : NUMBERS;
            hash = call_one(&call, type, hash, large);
            if (hash == 0)
                return 0;
        }
    return hash;
}

/* Whether a loss has the arguments and the flags of a set. */
static int suits(const loss_entry *loss, const option_set *set)
{
    const uint32_t others = LOSS_ACCUMULATE | loss->flags;
    return (loss->has & set->needs) == set->needs && (set->flags & ~others) == 0;
}

static void print_line(enum loss_id loss, int type, const option_set *set, int small)
{
    if (!suits(&LOSS_TABLE[loss], set))
        return;
    const uint64_t hash = call_sizes(loss, type, set, SMALL, COUNT(SMALL), 0);
    if (hash == 0)
        return;
    const uint64_t large = small ? 0 : call_sizes(loss, type, set, LARGE, COUNT(LARGE), 1);
    if (printed)
        return;
    printf("%s %s %s %016" PRIx64, LOSS_TABLE[loss].name, TYPES[type], set->name, hash);
    if (small)
        printf(" -\n");
    else
        printf(" %016" PRIx64 "\n", large);
}

int main(int argc, char **argv)
{
    int small = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--ways") == 0)
            try_ways = 1;
        else if (strcmp(argv[i], "--small") == 0)
            small = 1;
        else if (strcmp(argv[i], "--calls") == 0 && i + 1 < argc)
            printed = argv[++i];
        else if (strcmp(argv[i], "--isa") == 0 && i + 1 < argc) {
            if (strcmp(argv[++i], loss_isa()) != 0) {
                fprintf(stderr, "bits: the library runs with %s, not %s\n", loss_isa(), argv[i]);
                return OTHER_ISA;
            }
        } else
            die("unknown argument %s", argv[i]);
    }
    memory = malloc(MEMORY);
    if (memory == NULL)
        die("no memory");
    for (int loss = 0; loss < LOSS_COUNT; loss++)
        for (int type = 0; type < 2; type++)
            for (size_t set = 0; set < COUNT(SETS); set++)
                print_line((enum loss_id)loss, type, &SETS[set], small);
    free(memory);
    fprintf(stderr, "bits, %s, %" PRIu32 " threads: %zu calls, %zu failed\n", loss_isa(),
            loss_num_threads(), calls, failures);
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
