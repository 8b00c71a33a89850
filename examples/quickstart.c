/*
 * First steps with libloss: one call gives the value of a loss and its gradient.
 *
 *   cc -std=c11 -Iinclude examples/quickstart.c -Ltarget/release -lloss -lm -o quickstart
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "loss.h"

enum { N = 4, ROWS = 4, CLASSES = 2 };

/* Every fallible function returns a status; loss_last_error() says which argument is wrong. */
static void check(loss_status status)
{
    if (status != LOSS_OK) {
        fprintf(stderr, "%s: %s\n", loss_status_string(status), loss_last_error());
        exit(EXIT_FAILURE);
    }
}

/* Prints a result and returns 1 if its value, at the printed digits, is not the expected one. */
static int show(const char *name, double value, double expected, int digits,
                const float *grad, size_t n)
{
    printf("%-14s %.*f  gradient", name, digits, value);
    for (size_t i = 0; i < n; i++)
        printf(" %7.4f", (double)grad[i]);
    printf("\n");

    /* Written so that NaN is a failure too. */
    int same = fabs(value - expected) <= 0.5 * pow(10.0, -digits);
    if (!same)
        fprintf(stderr, "%s: expected %.*f\n", name, digits, expected);
    return !same;
}

int main(void)
{
    /* One number per sample. */
    const float y_true[N] = {1.0f, 0.0f, 1.0f, 1.0f};
    const float y_pred[N] = {0.9f, 0.1f, 0.8f, 0.7f};

    /* One row of scores ("logits") per sample, and the class that is right for each. */
    const float logits[ROWS * CLASSES] = {0.2f, 0.8f, 0.9f, 0.1f, 0.3f, 0.7f, 0.4f, 0.6f};
    const int64_t target_class[ROWS] = {1, 0, 1, 1};

    /* The scores of another model, whose probabilities the KL divergence compares with. */
    const float other_logits[ROWS * CLASSES] = {0.3f, 0.7f, 0.8f, 0.2f, 0.4f, 0.6f, 0.5f, 0.5f};

    float log_prob[ROWS * CLASSES];
    float target_prob[ROWS * CLASSES];
    float grad[N];
    float row_grad[ROWS * CLASSES];
    double value;
    int failures = 0;

    printf("libloss %s (%s)\n", loss_version(), loss_isa());

    /* NULL options are the defaults: the mean over all samples. */
    check(loss_mse_f32(y_pred, y_true, N, NULL, &value, grad));
    failures += show("MSE", value, 0.0375, 4, grad, N);

    check(loss_rmse_f32(y_pred, y_true, N, NULL, &value, grad));
    failures += show("RMSE", value, 0.1936, 4, grad, N);

    /* The hinge loss wants targets -1 and 1. The flag lets it take 0 and 1 as they are.
     * Fields that are not named are zero, which means the default. */
    const loss_options_f32 binary = {.flags = LOSS_BINARY_TARGETS};
    check(loss_hinge_f32(y_pred, y_true, N, &binary, &value, grad));
    failures += show("Hinge", value, 0.4250, 4, grad, N);

    /* Takes logits: softmax and logarithm happen inside, where they cannot overflow. */
    check(loss_cross_entropy_f32(logits, target_class, ROWS, CLASSES, NULL, NULL, &value,
                                 row_grad));
    failures += show("Cross-entropy", value, 0.4799, 4, row_grad, ROWS * CLASSES);

    /* The same value in two steps. This gradient is with respect to the log-probabilities. */
    check(loss_log_softmax_f32(logits, ROWS, CLASSES, NULL, log_prob));
    check(loss_nll_f32(log_prob, target_class, ROWS, CLASSES, NULL, NULL, &value, row_grad));
    failures += show("NLL", value, 0.4799, 4, row_grad, ROWS * CLASSES);

    /* Summed over the classes of a row, then averaged over the rows. */
    check(loss_softmax_f32(other_logits, ROWS, CLASSES, NULL, target_prob));
    check(loss_kl_div_f32(log_prob, target_prob, ROWS, CLASSES, NULL, &value, row_grad));
    failures += show("KL divergence", value, 0.00478, 5, row_grad, ROWS * CLASSES);

    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
