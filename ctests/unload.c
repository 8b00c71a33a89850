/*
 * Windows: a DLL that has threads of its own and is unloaded must not be gone while they live. Loads the library by
 * name, makes a call that is large enough for threads, and unloads it, some times; where the code was gone, the process
 * would crash.
 */
#include <stdint.h>
#include <stdio.h>
#include <windows.h>

#include "loss.h"

typedef loss_status mse_function(const float *pred, const float *target, size_t n, const loss_options_f32 *options,
                                 double *value, float *grad);

enum { N = 1 << 20, ROUNDS = 3 };

static float pred[N], target[N], grad[N];

int main(int count, char **arguments)
{
    const char *library = count > 1 ? arguments[1] : "loss.dll";
    const loss_options_f32 options = {.threads = 4};
    for (size_t i = 0; i < N; i++)
        pred[i] = (float)(i % 3);
    for (int round = 0; round < ROUNDS; round++) {
        HMODULE module = LoadLibraryA(library);
        if (module == NULL) {
            printf("cannot load %s: error %lu\n", library, GetLastError());
            return 1;
        }
        /* A function pointer may be seen as one of another type, and comes back as it was. */
        mse_function *mse = (mse_function *)(uintptr_t)GetProcAddress(module, "loss_mse_f32");
        double value = -1;
        if (mse == NULL || mse(pred, target, N, &options, &value, grad) != LOSS_OK || value <= 0) {
            printf("round %d: the call failed\n", round);
            return 1;
        }
        FreeLibrary(module);
        /* The threads look for work, and then go to sleep. */
        Sleep(200);
    }
    if (GetModuleHandleA(library) == NULL) {
        printf("%s was unloaded\n", library);
        return 1;
    }
    printf("unloading: %d rounds, still there\n", ROUNDS);
    return 0;
}
