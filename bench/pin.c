/*
 * Gives each thread of the benchmark a core of its own: the calling thread the first, the threads
 * of the library the others, and those of OpenMP again all of them in order. Left alone, a kernel
 * may wake two threads on one core and take longer than a call to notice, now for one contestant
 * and now for another.
 */
#define _GNU_SOURCE /* sched_setaffinity */
#include <dirent.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef _OPENMP
#include <omp.h>
#endif

#include "bench.h"

enum { MAX_THREADS = 1024 };

static size_t list_cores(int *cores, size_t most)
{
    cpu_set_t set;
    size_t count = 0;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 0;
    for (int core = 0; core < CPU_SETSIZE && count < most; core++)
        if (CPU_ISSET(core, &set))
            cores[count++] = core;
    return count;
}

/* Of thread `id`, 0 for the calling one. Without the permission it stays where it is. */
static void pin(pid_t id, int core)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    if (sched_setaffinity(id, sizeof set, &set) != 0)
        fprintf(stderr, "benchmark: a thread could not be bound to core %d\n", core);
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static size_t list_threads(int *ids, size_t most)
{
    DIR *directory = opendir("/proc/self/task");
    size_t count = 0;
    for (struct dirent *e; directory && count < most && (e = readdir(directory));)
        if (e->d_name[0] != '.')
            ids[count++] = atoi(e->d_name);
    if (directory)
        closedir(directory);
    qsort(ids, count, sizeof *ids, by_number);
    return count;
}

/* Makes the library's pool with a call of many elements. */
static void make_pool(uint32_t threads)
{
    static float pred[1 << 18], target[1 << 18];
    double value;
    loss_set_num_threads(threads);
    if (loss_mse_f32(pred, target, 1 << 18, NULL, &value, NULL) != LOSS_OK)
        die("%s", loss_last_error());
}

void pin_threads(uint32_t threads)
{
    static int cores[MAX_THREADS], before[MAX_THREADS], after[MAX_THREADS];
    const size_t core_count = list_cores(cores, MAX_THREADS);
    if (core_count < 2 || threads < 2)
        return;
    const size_t before_count = list_threads(before, MAX_THREADS);
    make_pool(threads);
    const size_t after_count = list_threads(after, MAX_THREADS);
    size_t next = 1;
    for (size_t i = 0; i < after_count; i++)
        if (!bsearch(&after[i], before, before_count, sizeof *before, by_number))
            pin(after[i], cores[next++ % core_count]);
    floor_set_threads((int)threads);
#ifdef _OPENMP
#pragma omp parallel
    pin(0, cores[(size_t)omp_get_thread_num() % core_count]);
#endif
}
