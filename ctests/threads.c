/*
 * Threads: results do not depend on how many there are or whose, fork does not hang, and any number
 * of threads may call at once. Also the functions that take no arrays.
 */
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifndef _WIN32
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

#include "check.h"
#include "loss.h"
#include "random.h"

/* Large enough for many tasks. */
enum { N = 200000, ROWS = 300, CLASSES = 1000, CALLERS = 8, CALLS = 20, HUNG_SECONDS = 20 };

static float pred[N], target[N], logits[ROWS * CLASSES];
static int64_t target_class[ROWS];

typedef struct {
    double mse_value;
    double cross_entropy_value;
    float mse_grad[N];
    float cross_entropy_grad[ROWS * CLASSES];
} results;

static results *reference;

static void fill(void)
{
    /* Any numbers will do, as long as sums of them round. */
    for (size_t i = 0; i < N; i++) {
        pred[i] = (float)(random_bits(i) >> 40) / 16777216.0f;
        target[i] = (float)(i % 17) / 16.0f;
    }
    for (size_t i = 0; i < ROWS * CLASSES; i++)
        logits[i] = (float)(random_bits(N + i) >> 40) / 1048576.0f - 8.0f;
    for (size_t row = 0; row < ROWS; row++)
        target_class[row] = (int64_t)(row * 7 % CLASSES);
}

/* Without any check, so that it may run on any thread. */
static int compute(results *to, uint32_t threads)
{
    const loss_options_f32 options = {.threads = threads};
    return loss_mse_f32(pred, target, N, &options, &to->mse_value, to->mse_grad) == LOSS_OK &&
           loss_cross_entropy_f32(logits, target_class, ROWS, CLASSES, NULL, &options,
                                  &to->cross_entropy_value, to->cross_entropy_grad) == LOSS_OK;
}

/* Computes in memory that held something else, and compares bits. */
static int same_as_reference(uint32_t threads)
{
    results *found = malloc(sizeof *found);
    if (found == NULL)
        return 0;
    memset(found, 0xA5, sizeof *found);
    int same = compute(found, threads) && memcmp(found, reference, sizeof *found) == 0;
    free(found);
    return same;
}

static size_t executor_calls;

static void backwards(void *context, size_t tasks, void (*task)(void *data, size_t index),
                      void *data)
{
    ++*(size_t *)context;
    while (tasks > 0)
        task(data, --tasks);
}

/* The library then has to do all tasks itself. */
static void idle(void *context, size_t tasks, void (*task)(void *data, size_t index), void *data)
{
    ++*(size_t *)context;
    (void)tasks, (void)task, (void)data;
}

typedef struct {
    void (*task)(void *data, size_t index);
    void *data;
    size_t index;
} one_task;

static void *run_one_task(void *argument)
{
    one_task *one = argument;
    one->task(one->data, one->index);
    return NULL;
}

static void on_threads(void *context, size_t tasks, void (*task)(void *data, size_t index),
                       void *data)
{
    enum { MOST = 64 };
    pthread_t threads[MOST];
    one_task ones[MOST];
    size_t started = 0;
    ++*(size_t *)context;
    for (size_t i = 0; i < tasks; i++) {
        one_task one = {task, data, i};
        if (started < MOST) {
            ones[started] = one;
            if (pthread_create(&threads[started], NULL, run_one_task, &ones[started]) == 0) {
                started++;
                continue;
            }
        }
        run_one_task(&one);
    }
    while (started > 0)
        pthread_join(threads[--started], NULL);
}

static void executors(void)
{
    const struct {
        const char *name;
        loss_parallel_for *function;
    } all[] = {{"backwards", backwards}, {"on threads", on_threads}, {"idle", idle}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        executor_calls = 0;
        check(loss_set_executor(all[i].function, &executor_calls) == LOSS_OK, "set executor %s",
              all[i].name);
        check(same_as_reference(4), "executor %s: same bits", all[i].name);
        check(executor_calls >= 2, "executor %s: was called %zu times", all[i].name,
              executor_calls);
        executor_calls = 0;
        check(same_as_reference(1) && executor_calls == 0, "executor %s: not for one thread",
              all[i].name);
    }
    check(loss_set_executor(NULL, NULL) == LOSS_OK, "built-in pool again");
    executor_calls = 0;
    check(same_as_reference(4) && executor_calls == 0, "built-in pool again: same bits");
}

static void settings(void)
{
    check(loss_num_threads() >= 1, "default number of threads");
    check(loss_set_num_threads(3) == LOSS_OK && loss_num_threads() == 3, "three threads");
    check(same_as_reference(0), "setting of three threads: same bits");
    check(loss_set_num_threads(0) == LOSS_OK && loss_num_threads() >= 1, "default again");
}

#ifndef _WIN32
/* The threads of the pool are not there in a child, which must not wait for them. */
static void forked(void)
{
    check(same_as_reference(4), "before fork: same bits");
    pid_t child = fork();
    if (child == 0) {
        alarm(HUNG_SECONDS);
        _exit(same_as_reference(4) ? 0 : 1);
    }
    int status = -1;
    if (check(child > 0 && waitpid(child, &status, 0) == child, "fork")) {
        check(!WIFSIGNALED(status), "child after fork: signal %d", WTERMSIG(status));
        check(WIFEXITED(status) && WEXITSTATUS(status) == 0, "child after fork: same bits");
    }
    check(same_as_reference(4), "parent after fork: same bits");
}
#else
static void forked(void)
{
    printf("SKIPPED: fork, which Windows does not have\n");
}
#endif

static atomic_size_t wrong_calls;

static void *call_many_times(void *argument)
{
    uint32_t threads = *(uint32_t *)argument;
    for (int i = 0; i < CALLS; i++)
        if (!same_as_reference(threads))
            atomic_fetch_add(&wrong_calls, 1);
    /* The message of this thread is its own: the one of an error elsewhere is not seen. */
    if (loss_last_error()[0] != '\0')
        atomic_fetch_add(&wrong_calls, 1);
    return NULL;
}

static void callers_at_once(void)
{
    pthread_t callers[CALLERS];
    uint32_t threads[CALLERS];
    size_t started = 0;
    while (started < CALLERS) {
        threads[started] = 1 + (uint32_t)(started % 4);
        if (pthread_create(&callers[started], NULL, call_many_times, &threads[started]) != 0)
            break;
        started++;
    }
    check(started == CALLERS, "starting callers");
    while (started > 0)
        pthread_join(callers[--started], NULL);
    check(atomic_load(&wrong_calls) == 0, "callers at once: %zu calls went wrong",
          atomic_load(&wrong_calls));
}

#ifndef _WIN32
/*
 * What docs/embedding.md says that a call of the released library needs at most; what the system needs of a thread's
 * stack is in it. Whoever tests a library that is not optimised sets more.
 */
#ifndef SMALL_STACK
#define SMALL_STACK (40 * 1024)
#endif
enum { STACK_ROWS = 60000 };

static float stack_f32[2][STACK_ROWS * 10];
static double stack_f64[2][STACK_ROWS * 10];

/* Large calls and small ones, of each kind of kernel: how many failed. */
#define CALLS_OF(bits, numbers)                                                                                        \
    static int calls_of_f##bits(void)                                                                                  \
    {                                                                                                                  \
        enum { COUNT = STACK_ROWS * 10, WIDE = COUNT / CLASSES };                                                      \
        static int64_t classes[STACK_ROWS];                                                                            \
        for (int i = 0; i < COUNT; i++)                                                                                \
            numbers[0][i] = (i % 97) / 97.0f;                                                                          \
        const loss_options_f##bits four = {.threads = 4};                                                              \
        const loss_class_options_f##bits capped = {.softcap = 30}, smoothed = {.label_smoothing = 0.1, .z_loss = 1e-4}, \
                                         images = {.inner = 100};                                                      \
        double value;                                                                                                  \
        int failures = 0;                                                                                              \
        failures += loss_mse_f##bits(numbers[0], numbers[0], COUNT, NULL, &value, numbers[1]) != LOSS_OK;              \
        failures += loss_mse_f##bits(numbers[0], numbers[0], COUNT, &four, &value, numbers[1]) != LOSS_OK;             \
        failures += loss_mse_f##bits(numbers[0], numbers[0], 100, NULL, &value, numbers[1]) != LOSS_OK;                \
        failures += loss_bce_logits_f##bits(numbers[0], numbers[0], COUNT, 1, 0, &four, &value, numbers[1]) != LOSS_OK;\
        failures += loss_gaussian_nll_f##bits(numbers[0], numbers[0], numbers[0], COUNT, 0, 0, &four, &value,          \
                                              numbers[1], NULL) != LOSS_OK;                                            \
        const loss_class_options_f##bits *const each[] = {NULL, &capped, &smoothed, &images};                          \
        for (size_t i = 0; i < sizeof each / sizeof *each; i++) {                                                      \
            failures += loss_cross_entropy_f##bits(numbers[0], classes, STACK_ROWS, 10, each[i], &four, &value,        \
                                                   numbers[1]) != LOSS_OK;                                             \
            failures += loss_cross_entropy_f##bits(numbers[0], classes, WIDE, CLASSES, each[i], &four, &value,         \
                                                   numbers[1]) != LOSS_OK;                                             \
            failures += loss_cross_entropy_soft_f##bits(numbers[0], numbers[0], WIDE, CLASSES, each[i], &four, &value, \
                                                        numbers[1]) != LOSS_OK;                                        \
        }                                                                                                              \
        failures += loss_kl_div_f##bits(numbers[0], numbers[0], WIDE, CLASSES, &four, &value, numbers[1]) != LOSS_OK;  \
        failures += loss_distillation_f##bits(numbers[0], numbers[0], WIDE, CLASSES, 2, NULL, &four, &value,           \
                                              numbers[1]) != LOSS_OK;                                                  \
        failures += loss_js_div_f##bits(numbers[0], numbers[0], WIDE, CLASSES, 0.5, NULL, &four, &value,               \
                                        numbers[1]) != LOSS_OK;                                                        \
        failures += loss_vae_kl_f##bits(numbers[0], numbers[0], WIDE, CLASSES, &four, &value, numbers[1], NULL) !=     \
                    LOSS_OK;                                                                                           \
        failures += loss_mse_f##bits(NULL, numbers[0], COUNT, NULL, &value, NULL) != LOSS_ERROR_NULL_POINTER;          \
        return failures;                                                                                               \
    }
CALLS_OF(32, stack_f32)
CALLS_OF(64, stack_f64)

static loss_bf16 stack_half[2][STACK_ROWS * 10];

/* The same of functions of half precision, for each type of gradients; and of functions with a workspace. */
static int calls_of_half(void)
{
    enum { COUNT = STACK_ROWS * 10, WIDE = COUNT / CLASSES, DIM = 20 };
    static int64_t classes[STACK_ROWS];
    static unsigned char memory[1 << 20];
    for (int i = 0; i < COUNT; i++)
        stack_half[0][i] = (loss_bf16)(0x3F00 + i % 97);
    loss_bf16 *const x = stack_half[0], *const grad = stack_half[1];
    float *const numbers = stack_f32[0], *const floats = stack_f32[1];
    const loss_options_f32 four = {.threads = 4},
                           adding = {.flags = LOSS_ACCUMULATE, .workspace = memory, .workspace_size = sizeof memory};
    const loss_class_options_f32 capped = {.softcap = 30}, smoothed = {.label_smoothing = 0.1, .z_loss = 1e-4},
                                 images = {.inner = 100};
    const loss_class_options_f32 *const each[] = {NULL, &capped, &smoothed, &images};
    double value;
    int failures = 0;
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        failures += loss_cross_entropy_bf16(x, classes, STACK_ROWS, 10, each[i], &four, &value, grad) != LOSS_OK;
        failures += loss_cross_entropy_f16(x, classes, STACK_ROWS, 10, each[i], &adding, &value, grad) != LOSS_OK;
        failures += loss_cross_entropy_bf16_f32(x, classes, WIDE, CLASSES, each[i], &four, &value, floats) != LOSS_OK;
        failures += loss_cross_entropy_soft_bf16(x, x, WIDE, CLASSES, each[i], &four, &value, grad) != LOSS_OK;
        failures += loss_focal_cross_entropy_soft_f16(x, x, WIDE, CLASSES, 2, i == 2 ? NULL : each[i], &four, &value,
                                                      grad) != LOSS_OK;
    }
    failures += loss_causal_lm_bf16(x, classes, 3, WIDE / 3, CLASSES, NULL, &four, &value, grad) != LOSS_OK;
    failures += loss_distillation_bf16(x, x, WIDE, CLASSES, 2, NULL, &four, &value, grad) != LOSS_OK;
    failures += loss_js_div_f16(x, x, WIDE, CLASSES, 0.5, NULL, &four, &value, grad) != LOSS_OK;
    failures += loss_kl_div_bf16(x, x, WIDE, CLASSES, &four, &value, grad) != LOSS_OK;
    failures += loss_mse_rows_bf16(x, x, WIDE, CLASSES, &four, &value, grad) != LOSS_OK;
    failures += loss_mse_bf16(x, x, COUNT, &four, &value, grad) != LOSS_OK;
    failures += loss_softmax_bf16(x, WIDE, CLASSES, NULL, grad) != LOSS_OK;
    failures += loss_linear_cross_entropy_f32(numbers, numbers, NULL, classes, 70, DIM, CLASSES, NULL, &adding, &value,
                                              floats, floats + 70 * DIM, NULL) != LOSS_OK;
    static double of_tokens[3][STACK_ROWS];
    failures += loss_token_log_prob_f32(numbers, classes, 3, WIDE / 3, CLASSES, 1, NULL, NULL, NULL, of_tokens[0],
                                        of_tokens[1], of_tokens[2], NULL) != LOSS_OK;
    failures += loss_token_log_prob_backward_f32(numbers, classes, 3, WIDE / 3, CLASSES, 1, of_tokens[0], of_tokens[1],
                                                 numbers, numbers, NULL, NULL, NULL, floats) != LOSS_OK;
    failures += loss_linear_cross_entropy_bf16(x, x, NULL, classes, 70, DIM, CLASSES, NULL, &adding, &value, grad,
                                               grad + 70 * DIM, NULL) != LOSS_OK;
    failures += loss_linear_cross_entropy_f16_f32(x, x, NULL, classes, 70, DIM, CLASSES, NULL, &adding, &value, floats,
                                                  floats + 70 * DIM, NULL) != LOSS_OK;
    failures += loss_token_log_prob_bf16(x, classes, 3, WIDE / 3, CLASSES, 1, NULL, NULL, NULL, of_tokens[0],
                                         of_tokens[1], of_tokens[2], NULL) != LOSS_OK;
    failures += loss_token_log_prob_backward_f16(x, classes, 3, WIDE / 3, CLASSES, 1, of_tokens[0], of_tokens[1],
                                                 numbers, numbers, NULL, NULL, NULL, grad) != LOSS_OK;
    return failures;
}

static void *call_on_small_stack(void *failures)
{
    *(int *)failures = calls_of_f32() + calls_of_f64() + calls_of_half();
    return NULL;
}

/* The first calls of the process: what is looked up once needs stack too. Too small a stack ends the process. */
void stack_suite(void)
{
    int failures = -1;
    pthread_t thread;
    pthread_attr_t attributes;
    const long least = sysconf(_SC_THREAD_STACK_MIN);
    const size_t bytes = least > SMALL_STACK ? (size_t)least : SMALL_STACK;
    if (check(pthread_attr_init(&attributes) == 0 && pthread_attr_setstacksize(&attributes, bytes) == 0 &&
                  pthread_create(&thread, &attributes, call_on_small_stack, &failures) == 0,
              "a thread with a stack of %zu bytes", bytes))
        pthread_join(thread, NULL);
    check(failures == 0, "small stack: %d calls failed", failures);
    pthread_attr_destroy(&attributes);
}
#else
void stack_suite(void)
{
    printf("SKIPPED: small stacks, which Windows does not let a program choose\n");
}
#endif

void threads_suite(void)
{
    reference = malloc(sizeof *reference);
    if (check(reference != NULL, "memory for the reference")) {
        memset(reference, 0xA5, sizeof *reference);
        fill();
        check(compute(reference, 1), "reference: %s", loss_last_error());
        for (uint32_t threads = 2; threads <= 8; threads++)
            check(same_as_reference(threads), "%u threads: same bits", (unsigned)threads);
        settings();
        executors();
        /* qemu's user mode aborts when a forked child starts threads. */
        if (getenv("LOSS_TEST_WITHOUT_FORK") != NULL)
            printf("SKIPPED: fork, as LOSS_TEST_WITHOUT_FORK says\n");
        else
            forked();
        callers_at_once();
    }
    free(reference);
    reference = NULL;
}

void status_suite(void)
{
    const int32_t unknown[] = {-1, LOSS_ERROR_INTERNAL + 1, INT32_MAX, INT32_MIN};
    check(loss_last_error() != NULL && loss_last_error()[0] == '\0', "no error yet");
    for (int32_t status = LOSS_OK; status <= LOSS_ERROR_INTERNAL; status++) {
        const char *words = loss_status_string(status);
        check(words != NULL && words[0] != '\0', "words for status %d", (int)status);
        /* The one behind the last is unknown. */
        for (int32_t other = status + 1; other <= LOSS_ERROR_INTERNAL + 1; other++)
            check(strcmp(words, loss_status_string(other)) != 0, "words of its own for status %d", (int)status);
    }
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        const char *words = loss_status_string(unknown[i]);
        check(words != NULL && words[0] != '\0', "words for status %d", (int)unknown[i]);
    }
    char version[32];
    check(loss_version() != NULL && strlen(loss_version()) < sizeof version, "version");
    check(loss_isa() != NULL && loss_isa()[0] != '\0', "instruction set");
}
