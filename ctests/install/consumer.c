/* A program of someone who has installed libloss: compiled by ci/install.sh against nothing but the installed files. */
#include <stdio.h>
#include <string.h>

#include "loss.h"

#define TEXT(x) #x
#define VERSION(major, minor, patch) TEXT(major) "." TEXT(minor) "." TEXT(patch)

int main(void)
{
    const float pred[4] = {1, 2, 3, 4};
    const float target[4] = {0, 2, 5, 4};
    float grad[4];
    double value = -1;
    loss_status status = loss_mse_f32(pred, target, 4, NULL, &value, grad);
    /* (1 + 0 + 4 + 0) / 4 and 2 (x - t) / 4: exact in binary. */
    int right = status == LOSS_OK && value == 1.25 && grad[0] == 0.5f && grad[1] == 0 && grad[2] == -1 && grad[3] == 0;
    right &= strcmp(loss_version(), VERSION(LOSS_VERSION_MAJOR, LOSS_VERSION_MINOR, LOSS_VERSION_PATCH)) == 0;
    printf("C program, libloss %s: %s\n", loss_version(), right ? "right" : "WRONG");
    return !right;
}
