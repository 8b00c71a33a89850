/*
 * Hosts that make it hard: no memory, no threads, signals, executors that do not keep their word, many threads of the
 * host's own, a library that is loaded and unloaded. What is asked for is the same each time: the right bits, and a
 * process that lives.
 *
 *   hosts LIBRARY    the shared library's file, to load it by
 */
#define _GNU_SOURCE

#include <dirent.h>
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "loss.h"
#include "no_memory.h"
#include "random.h"

enum { ROWS = 64, CLASSES = 1000, SIZE = ROWS * CLASSES, CALLERS = 64, HUNG_SECONDS = 60 };

static float logits[SIZE];
static int64_t target[ROWS];

typedef struct {
    double value;
    float grad[SIZE];
} result;

static result expected;

static loss_status compute(result *to, uint32_t threads)
{
    const loss_options_f32 options = {.threads = threads};
    return loss_cross_entropy_f32(logits, target, ROWS, CLASSES, NULL, &options, &to->value, to->grad);
}

/* Several tasks, in memory of its own: may be called from any thread. */
static int right(uint32_t threads)
{
    static _Thread_local result found;
    memset(&found, 0xA5, sizeof found);
    return compute(&found, threads) == LOSS_OK && memcmp(&found, &expected, sizeof found) == 0;
}

static void fill(void)
{
    for (size_t i = 0; i < SIZE; i++)
        logits[i] = (float)(random_bits(i) >> 40) / 1048576.0f - 8.0f;
    for (size_t row = 0; row < ROWS; row++)
        target[row] = (int64_t)(row * 7 % CLASSES);
}

static void rest(long milliseconds)
{
    const struct timespec a_moment = {0, milliseconds * 1000000};
    nanosleep(&a_moment, NULL);
}

/* In a child, where no thread of the pool exists yet, and what is broken stays there. */
static void in_child(const char *what, int (*test)(void))
{
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        alarm(HUNG_SECONDS);
        _exit(test());
    }
    int status = -1;
    if (!check(child > 0 && waitpid(child, &status, 0) == child, "%s: fork", what))
        return;
    check(!WIFSIGNALED(status), "%s: signal %d", what, WTERMSIG(status));
    check(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s: step %d failed", what, WEXITSTATUS(status));
}

/* Calls each test for every thread of the pool, the file being /proc/self/task/ID/status; how many there are. */
static size_t pool_threads(int (*test)(FILE *status), int *passed)
{
    DIR *tasks = opendir("/proc/self/task");
    size_t count = 0;
    for (struct dirent *entry; tasks != NULL && (entry = readdir(tasks)) != NULL;) {
        char path[300], name[32] = "";
        snprintf(path, sizeof path, "/proc/self/task/%s/status", entry->d_name);
        FILE *status = entry->d_name[0] == '.' ? NULL : fopen(path, "r");
        if (status == NULL)
            continue;
        if (fscanf(status, "Name: %31s", name) == 1 && strncmp(name, "loss-", 5) == 0) {
            count++;
            if (test != NULL && !test(status))
                *passed = 0;
        }
        fclose(status);
    }
    if (tasks != NULL)
        closedir(tasks);
    return count;
}

static void one_after_another(void *context, size_t tasks, void (*task)(void *data, size_t index), void *data)
{
    (void)context;
    for (size_t i = 0; i < tasks; i++)
        task(data, i);
}

/* The first step that failed; 0: none. */
static int without_malloc(void)
{
    static result again;
    refuse_memory(1);
    const int passed[] = {
        loss_num_threads() >= 1 && loss_isa() != NULL,
        right(4),
        compute(&again, 1) == LOSS_OK,
        loss_cross_entropy_f32(NULL, target, 1, 1, NULL, NULL, NULL, NULL) == LOSS_ERROR_NULL_POINTER,
        strlen(loss_last_error()) > 0,
        loss_set_executor(one_after_another, NULL) == LOSS_OK && right(4),
        loss_set_executor(NULL, NULL) == LOSS_OK && right(8),
    };
    refuse_memory(0);
    for (int step = 0; step < (int)(sizeof passed / sizeof *passed); step++)
        if (!passed[step])
            return step + 1;
    return 0;
}

static int without_address_space(void)
{
    struct rlimit before;
    if (getrlimit(RLIMIT_AS, &before) != 0)
        return 1;
    /* Less than the process has: nothing can be mapped any more. */
    const struct rlimit none = {4096, before.rlim_max};
    if (setrlimit(RLIMIT_AS, &none) != 0)
        return 2;
    const int passed = right(8);
    if (setrlimit(RLIMIT_AS, &before) != 0 || !passed)
        return 3;
    return pool_threads(NULL, NULL) == 0 ? 0 : 4;
}

static int without_threads(void)
{
    /* The limit does not hold for root. */
    if (getuid() == 0 && setuid(65534) != 0)
        return 1;
    const struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_NPROC, &none) != 0)
        return 2;
    if (!right(8) || !right(8))
        return 3;
    return pool_threads(NULL, NULL) == 0 ? 0 : 4;
}

/* Signals. */

static atomic_size_t on_another_thread;
static pthread_t main_thread;

static void handle(int signal)
{
    (void)signal;
    if (!pthread_equal(pthread_self(), main_thread))
        atomic_fetch_add(&on_another_thread, 1);
}

static int blocks_signals(FILE *status)
{
    char line[200];
    unsigned long long blocked = 0;
    while (fgets(line, sizeof line, status) != NULL)
        if (sscanf(line, "SigBlk: %llx", &blocked) == 1)
            break;
    const int must[] = {SIGALRM, SIGTERM, SIGINT, SIGCHLD, SIGUSR1, SIGHUP};
    const int must_not[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGPROF};
    for (size_t i = 0; i < sizeof must / sizeof *must; i++)
        if (!(blocked >> (must[i] - 1) & 1))
            return 0;
    for (size_t i = 0; i < sizeof must_not / sizeof *must_not; i++)
        if (blocked >> (must_not[i] - 1) & 1)
            return 0;
    return 1;
}

static int with_signals(void)
{
    main_thread = pthread_self();
    const struct sigaction action = {.sa_handler = handle};
    if (sigaction(SIGUSR1, &action, NULL) != 0)
        return 1;
    sigset_t before, after;
    pthread_sigmask(SIG_SETMASK, NULL, &before);
    for (int call = 0; call < 50; call++) {
        kill(getpid(), SIGUSR1);
        if (!right(4))
            return 2;
    }
    pthread_sigmask(SIG_SETMASK, NULL, &after);
    for (int signal = 1; signal < NSIG; signal++)
        if (sigismember(&before, signal) != sigismember(&after, signal))
            return 3;
    /* A thread that has not run yet blocks all: the C library makes it so. On a busy machine that takes a while. */
    for (int look = 0, passed = 0; !passed; look++) {
        passed = 1;
        if (pool_threads(blocks_signals, &passed) != 3)
            return 4;
        if (look == 500)
            return 5;
        rest(10);
    }
    return atomic_load(&on_another_thread) == 0 ? 0 : 6;
}

/* Executors that do not keep their word. */

typedef struct {
    void (*task)(void *data, size_t index);
    void *data;
    size_t tasks;
} remembered;

static remembered last;

static void twice(void *context, size_t tasks, void (*task)(void *data, size_t index), void *data)
{
    one_after_another(context, tasks, task, data);
    one_after_another(context, tasks, task, data);
}

static void wrong_indices(void *context, size_t tasks, void (*task)(void *data, size_t index), void *data)
{
    (void)context;
    task(data, tasks);
    task(data, SIZE_MAX);
}

static void wrong_data(void *context, size_t tasks, void (*task)(void *data, size_t index), void *data)
{
    (void)context, (void)tasks;
    task(NULL, 0);
    task(&last, 0);
    task((char *)data + 1, 0);
    task((char *)data - 1, 0);
}

static void never(void *context, size_t tasks, void (*task)(void *data, size_t index), void *data)
{
    (void)context;
    last = (remembered){task, data, tasks};
}

/* A task of the call before, while this one is going on. */
static void too_late(void *context, size_t tasks, void (*task)(void *data, size_t index), void *data)
{
    if (last.task != NULL)
        last.task(last.data, 0);
    never(context, tasks, task, data);
}

static void *run_remembered(void *argument)
{
    remembered *mine = argument;
    for (size_t i = 0; i < mine->tasks; i++)
        mine->task(mine->data, i);
    free(mine);
    return NULL;
}

/* Returns at once, and its thread goes on: into the call, and beyond it. */
static void does_not_wait(void *context, size_t tasks, void (*task)(void *data, size_t index), void *data)
{
    remembered *mine = malloc(sizeof *mine);
    pthread_t thread;
    (void)context;
    if (mine == NULL)
        return;
    *mine = (remembered){task, data, tasks};
    if (pthread_create(&thread, NULL, run_remembered, mine) == 0)
        pthread_detach(thread);
    else
        free(mine);
}

/* Where the call before had its stack there is something else now: not inlined, so that it is the same place. */
__attribute__((noinline)) static int nothing_happens_too_late(void)
{
    volatile unsigned char stack[1 << 16];
    for (size_t i = 0; i < sizeof stack; i++)
        stack[i] = 0xA5;
    last.task(last.data, 0);
    for (size_t i = 0; i < sizeof stack; i++)
        if (stack[i] != 0xA5)
            return 0;
    return 1;
}

static result by_executor;

/* Its tasks do the work: nothing is left to the caller when they have run. */
static void sees_the_gradient(void *context, size_t tasks, void (*task)(void *data, size_t index), void *data)
{
    one_after_another(context, tasks, task, data);
    *(int *)context = memcmp(by_executor.grad, expected.grad, sizeof expected.grad) == 0;
}

static void executors(void)
{
    int seen = 0;
    check(loss_set_executor(sees_the_gradient, &seen) == LOSS_OK, "set an executor that looks at the gradient");
    check(compute(&by_executor, 4) == LOSS_OK && seen, "an executor's tasks do the work");
    const struct {
        const char *name;
        loss_parallel_for *function;
    } all[] = {{"runs tasks twice", twice},         {"runs other tasks", wrong_indices},
               {"passes other data", wrong_data},   {"runs nothing", never},
               {"runs old tasks", too_late},        {"does not wait", does_not_wait},
               {"one after another", one_after_another}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        check(loss_set_executor(all[i].function, NULL) == LOSS_OK, "set an executor that %s", all[i].name);
        int calls = 0;
        while (calls < 50 && right(4))
            calls++;
        check(calls == 50, "an executor that %s: call %d", all[i].name, calls);
    }
    check(loss_set_executor(never, NULL) == LOSS_OK && right(4) && loss_set_executor(NULL, NULL) == LOSS_OK &&
              nothing_happens_too_late(),
          "a task of a call that is over finds nothing of it");
    check(right(4), "after a task that is too late");
}

/* Host's threads. */

static atomic_size_t wrong;

static void *call_often(void *argument)
{
    (void)argument;
    for (int i = 0; i < 10; i++)
        if (!right(i % 5))
            atomic_fetch_add(&wrong, 1);
    return NULL;
}

static int many_callers(void)
{
    pthread_t callers[CALLERS];
    int started = 0;
    while (started < CALLERS && pthread_create(&callers[started], NULL, call_often, NULL) == 0)
        started++;
    for (int i = 0; i < started; i++)
        pthread_join(callers[i], NULL);
    if (started < CALLERS)
        return 1;
    if (atomic_load(&wrong) != 0)
        return 2;
    /* The callers share the workers of the largest call: 4 threads, or what the process is set to. */
    const size_t most = loss_num_threads() > 4 ? loss_num_threads() : 4;
    return pool_threads(NULL, NULL) < most ? 0 : 3;
}

/* A call has no more threads than it asks for, however many others have. */
static int fewer_threads(void)
{
    if (loss_set_num_threads(8) != LOSS_OK || !right(2) || pool_threads(NULL, NULL) != 1)
        return 1;
    return right(0) && pool_threads(NULL, NULL) == 3 ? 0 : 2;
}

static int in_a_parallel_region(void)
{
    int failures = 0;
#pragma omp parallel for num_threads(8) schedule(dynamic) reduction(+ : failures)
    for (int i = 0; i < 64; i++)
        failures += !right(4);
    return failures;
}

/* The child of a child, and a parent that forks while others call. */
static int forks_while_others_call(void)
{
    pthread_t callers[4];
    for (size_t i = 0; i < 4; i++)
        if (pthread_create(&callers[i], NULL, call_often, NULL) != 0)
            return 1;
    int failed = 0;
    for (int i = 0; i < 20; i++) {
        const pid_t child = fork();
        if (child == 0) {
            alarm(HUNG_SECONDS);
            if (!right(4))
                _exit(1);
            /* Those of the parent are not here: it has started its own. */
            if (pool_threads(NULL, NULL) != 3)
                _exit(3);
            const pid_t grandchild = fork();
            if (grandchild == 0) {
                alarm(HUNG_SECONDS);
                _exit(right(4) ? 0 : 1);
            }
            int status = -1;
            waitpid(grandchild, &status, 0);
            _exit(status == 0 ? 0 : 2);
        }
        int status = -1;
        if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
            failed++;
    }
    for (size_t i = 0; i < 4; i++)
        pthread_join(callers[i], NULL);
    return failed + (int)atomic_load(&wrong);
}

/* Loading and unloading. */

typedef loss_status cross_entropy_function(const float *, const int64_t *, size_t, size_t,
                                           const loss_class_options_f32 *, const loss_options_f32 *, double *, float *);

static void loads(const char *file)
{
    /* A copy: this program is linked with the file itself. */
    const loss_options_f32 options = {.threads = 4};
    static float grad[SIZE];
    for (int round = 0; round < 20; round++) {
        void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
        if (!check(library != NULL, "load: %s", library == NULL ? dlerror() : ""))
            return;
        cross_entropy_function *function;
        *(void **)&function = dlsym(library, "loss_cross_entropy_f32");
        double value = -1;
        check(function != NULL &&
                  function(logits, target, ROWS, CLASSES, NULL, &options, &value, grad) == LOSS_OK &&
                  value == expected.value && memcmp(grad, expected.grad, sizeof grad) == 0,
              "round %d: loaded, called", round);
        check(dlclose(library) == 0, "round %d: unload", round);
        rest(1);
    }
}

int main(int count, char **arguments)
{
    fill();
    check(compute(&expected, 1) == LOSS_OK, "reference: %s", loss_last_error());
    in_child("no memory", without_malloc);
    in_child("no address space", without_address_space);
    in_child("no threads", without_threads);
    in_child("signals", with_signals);
    in_child("64 callers", many_callers);
    in_child("fewer threads than others", fewer_threads);
    in_child("a parallel region", in_a_parallel_region);
    in_child("forks while others call", forks_while_others_call);
    executors();
    if (count > 1)
        loads(arguments[1]);
    return summary("C hosts");
}
