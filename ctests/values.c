/*
 * Values and gradients on the data of examples/quickstart.c. Where the expected numbers come from
 * is said in expected.py.
 */
#include <math.h>
#include <string.h>

#include "check.h"
#include "expected.h"
#include "real.h"

enum { N = 4, ROWS = 4, CLASSES = 2, ELEMENTS = ROWS * CLASSES };

static const int64_t CLASS_INDEX[ROWS] = {1, 0, 1, 1};

static void round_to_real(const double *from, REAL *to, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] = (REAL)from[i];
}

/* Relative to 1, because the numbers are of that size. False for NaN. */
static int near(double actual, double expected)
{
    return fabs(actual - expected) <= TOLERANCE * fmax(1.0, fabs(expected));
}

static void compare(const char *name, loss_status status, double value, double expected_value,
                    const REAL *grad, const double *expected_grad, size_t count)
{
    check(status == LOSS_OK, "%s %s: status %d, %s", name, TYPE_NAME, (int)status,
          loss_last_error());
    check(near(value, expected_value), "%s %s: value %.17g, expected %.17g", name, TYPE_NAME,
          value, expected_value);
    for (size_t i = 0; i < count; i++)
        check(near((double)grad[i], expected_grad[i]), "%s %s: grad[%zu] %.17g, expected %.17g",
              name, TYPE_NAME, i, (double)grad[i], expected_grad[i]);
}

static void pointwise_losses(void)
{
    REAL pred[N], target[N], grad[N];
    double value = NAN;
    round_to_real(PRED, pred, N);
    round_to_real(TARGET, target, N);

    loss_status status = TYPED(loss_mse)(pred, target, N, NULL, &value, grad);
    compare("mse", status, value, MSE_VALUE, grad, MSE_GRADIENT, N);
    status = TYPED(loss_rmse)(pred, target, N, NULL, &value, grad);
    compare("rmse", status, value, RMSE_VALUE, grad, RMSE_GRADIENT, N);
    const options_type binary = {.flags = LOSS_BINARY_TARGETS};
    status = TYPED(loss_hinge)(pred, target, N, &binary, &value, grad);
    compare("hinge", status, value, HINGE_VALUE, grad, HINGE_GRADIENT, N);
    status = TYPED(loss_bce)(pred, target, N, 0.0, NULL, &value, grad);
    compare("bce", status, value, BCE_VALUE, grad, BCE_GRADIENT, N);
    status = TYPED(loss_bce_logits)(pred, target, N, 2.0, 0.0, NULL, &value, grad);
    compare("bce_logits", status, value, BCE_LOGITS_VALUE, grad, BCE_LOGITS_GRADIENT, N);
}

static void class_losses(void)
{
    REAL logits[ELEMENTS], log_prob[ELEMENTS], prob[ELEMENTS], target_prob[ELEMENTS];
    REAL log_target[ELEMENTS], grad[ELEMENTS];
    double value = NAN;
    round_to_real(LOGITS, logits, ELEMENTS);
    round_to_real(LOG_PROB, log_prob, ELEMENTS);
    round_to_real(PROB, prob, ELEMENTS);
    round_to_real(OTHER_PROB, target_prob, ELEMENTS);
    round_to_real(OTHER_LOG_PROB, log_target, ELEMENTS);

    loss_status status =
        TYPED(loss_cross_entropy)(logits, CLASS_INDEX, ROWS, CLASSES, NULL, NULL, &value, grad);
    compare("cross_entropy", status, value, CROSS_ENTROPY_VALUE, grad, CROSS_ENTROPY_GRADIENT,
            ELEMENTS);
    status = TYPED(loss_cross_entropy_soft)(logits, target_prob, ROWS, CLASSES, NULL, NULL, &value,
                                            grad);
    compare("cross_entropy_soft", status, value, CROSS_ENTROPY_SOFT_VALUE, grad,
            CROSS_ENTROPY_SOFT_GRADIENT, ELEMENTS);
    status = TYPED(loss_cross_entropy_prob)(prob, target_prob, ROWS, CLASSES, NULL, &value, grad);
    compare("cross_entropy_prob", status, value, CROSS_ENTROPY_PROB_VALUE, grad,
            CROSS_ENTROPY_PROB_GRADIENT, ELEMENTS);
    status = TYPED(loss_nll)(log_prob, CLASS_INDEX, ROWS, CLASSES, NULL, NULL, &value, grad);
    compare("nll", status, value, NLL_VALUE, grad, NLL_GRADIENT, ELEMENTS);
    status = TYPED(loss_kl_div)(log_prob, target_prob, ROWS, CLASSES, NULL, &value, grad);
    compare("kl_div", status, value, KL_DIV_VALUE, grad, KL_DIV_GRADIENT, ELEMENTS);
    status = TYPED(loss_kl_div_log_target)(log_prob, log_target, ROWS, CLASSES, NULL, &value,
                                           grad);
    compare("kl_div_log_target", status, value, KL_DIV_VALUE, grad, KL_DIV_GRADIENT, ELEMENTS);
    status = TYPED(loss_kl_div_prob)(prob, target_prob, ROWS, CLASSES, NULL, &value, grad);
    compare("kl_div_prob", status, value, KL_DIV_VALUE, grad, KL_DIV_PROB_GRADIENT, ELEMENTS);

    /* No value: the outputs take the place of the gradient. */
    status = TYPED(loss_softmax)(logits, ROWS, CLASSES, NULL, grad);
    compare("softmax", status, 0.0, 0.0, grad, PROB, ELEMENTS);
    status = TYPED(loss_log_softmax)(logits, ROWS, CLASSES, NULL, grad);
    compare("log_softmax", status, 0.0, 0.0, grad, LOG_PROB, ELEMENTS);
}

/* The outputs that are asked for in the options agree with the value. */
static void more_outputs(void)
{
    REAL logits[ELEMENTS], losses[ROWS], lse[ROWS], entropy[ROWS];
    int64_t argmax[ROWS];
    loss_sums sums;
    double value = NAN;
    round_to_real(LOGITS, logits, ELEMENTS);
    const options_type options = {.losses = losses, .sums = &sums};
    const class_options_type class_options = {.lse = lse, .entropy = entropy, .argmax = argmax};
    loss_status status = TYPED(loss_cross_entropy)(logits, CLASS_INDEX, ROWS, CLASSES,
                                                   &class_options, &options, &value, NULL);
    if (!check(status == LOSS_OK, "outputs %s: %s", TYPE_NAME, loss_last_error()))
        return;
    double sum = 0.0;
    for (size_t row = 0; row < ROWS; row++) {
        const double *p = PROB + row * CLASSES, *log_p = LOG_PROB + row * CLASSES;
        sum += (double)losses[row];
        check(near((double)losses[row], -log_p[CLASS_INDEX[row]]), "losses[%zu] %s", row,
              TYPE_NAME);
        check(near((double)lse[row], LOGITS[row * CLASSES] - log_p[0]), "lse[%zu] %s", row,
              TYPE_NAME);
        check(near((double)entropy[row], -p[0] * log_p[0] - p[1] * log_p[1]), "entropy[%zu] %s",
              row, TYPE_NAME);
        check(argmax[row] == (log_p[1] > log_p[0]), "argmax[%zu] %s", row, TYPE_NAME);
    }
    check(near(value, sum / ROWS), "value is the mean of losses %s", TYPE_NAME);
    check(sums.rows == ROWS && sums.weight == ROWS && near(sums.loss, sum), "sums %s", TYPE_NAME);
}

static void no_rows(void)
{
    double value = NAN;
    check(TYPED(loss_mse)(NULL, NULL, 0, NULL, &value, NULL) == LOSS_OK && value == 0.0,
          "mse of nothing is 0 %s", TYPE_NAME);
    value = NAN;
    check(TYPED(loss_cross_entropy)(NULL, NULL, 0, 5, NULL, NULL, &value, NULL) == LOSS_OK &&
              value == 0.0,
          "cross_entropy of no rows is 0 %s", TYPE_NAME);
    value = NAN;
    check(TYPED(loss_kl_div)(NULL, NULL, 0, 5, NULL, &value, NULL) == LOSS_OK && value == 0.0,
          "kl_div of no rows is 0 %s", TYPE_NAME);
    check(TYPED(loss_softmax)(NULL, 0, 5, NULL, NULL) == LOSS_OK, "softmax of no rows %s",
          TYPE_NAME);
}

/* Arrays one byte off any alignment give the same bits, and nothing around them is touched. */
static void unaligned(void)
{
    enum { COUNT = 77, BYTES = COUNT * sizeof(REAL) };
    REAL pred[COUNT], target[COUNT], grad[COUNT];
    unsigned char pred_bytes[BYTES + 2], target_bytes[BYTES + 2], grad_bytes[BYTES + 2];
    double value, value_unaligned;
    for (size_t i = 0; i < COUNT; i++) {
        pred[i] = (REAL)i / 7;
        target[i] = (REAL)(i % 5) / 3;
    }
    memcpy(pred_bytes + 1, pred, BYTES);
    memcpy(target_bytes + 1, target, BYTES);
    memset(grad_bytes, 0xA5, sizeof grad_bytes);
    loss_status status = TYPED(loss_mse)(pred, target, COUNT, NULL, &value, grad);
    check(status == LOSS_OK, "aligned mse %s", TYPE_NAME);
    /* Through void: the C language forbids reading such a pointer, the library's contract does
     * not, and it is the library that reads. */
    status = TYPED(loss_mse)((const void *)(pred_bytes + 1), (const void *)(target_bytes + 1),
                             COUNT, NULL, &value_unaligned, (void *)(grad_bytes + 1));
    check(status == LOSS_OK, "unaligned mse %s", TYPE_NAME);
    check(memcmp(&value, &value_unaligned, sizeof value) == 0, "unaligned: same value %s",
          TYPE_NAME);
    check(memcmp(grad, grad_bytes + 1, BYTES) == 0, "unaligned: same gradient %s", TYPE_NAME);
    check(grad_bytes[0] == 0xA5 && grad_bytes[BYTES + 1] == 0xA5, "unaligned: bytes around %s",
          TYPE_NAME);
}

void TYPED(values_suite)(void)
{
    pointwise_losses();
    class_losses();
    more_outputs();
    no_rows();
    unaligned();
}
