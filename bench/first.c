/*
 * Prints the milliseconds that it takes to load the library and to make the first call. A program
 * of its own, because one that is linked with the library has loaded it already.
 */
#define _POSIX_C_SOURCE 199309L /* clock_gettime */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "loss.h"

typedef loss_status mse_function(const float *pred, const float *target, size_t n,
                                 const loss_options_f32 *options, double *value, float *grad);

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    const float pred[16] = {1.0f}, target[16] = {0.0f};
    float grad[16];
    double value = 0.0;
    mse_function *mse;
    if (argc != 2)
        return 1;
    const double start = now();
    void *library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    void *symbol = library ? dlsym(library, "loss_mse_f32") : NULL;
    if (!symbol) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    memcpy(&mse, &symbol, sizeof mse); /* ISO C has no conversion */
    if (mse(pred, target, 16, NULL, &value, grad) != LOSS_OK || value != 1.0 / 16.0)
        return 1;
    printf("%.4f\n", now() - start);
    return 0;
}
