/*
 * What large models add to the plain losses, called as from an engine: values that can be had by
 * hand, gradients accumulated over micro-batches and tasks, and for each function a bad call that
 * must leave every output as it was.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "real.h"

/* log 2, to more digits than a double has. */
#define LOG_2 0.69314718055994530942

static int near(double actual, double expected)
{
    return fabs(actual - expected) <= TOLERANCE * fmax(1.0, fabs(expected));
}

static void expect(const char *name, loss_status status, double actual, double expected)
{
    check(status == LOSS_OK, "%s %s: status %d, %s", name, TYPE_NAME, (int)status,
          loss_last_error());
    check(near(actual, expected), "%s %s: %.17g, expected %.17g", name, TYPE_NAME, actual,
          expected);
}

static void language_model(void)
{
    /* Two sequences of three tokens, four classes of which all are as likely: log 4 each. */
    enum { BATCH = 2, SEQ_LEN = 3, VOCAB = 4, LENGTH = BATCH * SEQ_LEN * VOCAB };
    REAL logits[LENGTH] = {0}, grad[LENGTH];
    const int64_t tokens[BATCH * SEQ_LEN] = {3, 1, 2, 0, 1, -100};
    double value = NAN;
    loss_sums sums;
    const options_type options = {.sums = &sums};
    loss_status status = TYPED(loss_causal_lm)(logits, tokens, BATCH, SEQ_LEN, VOCAB, NULL,
                                               &options, &value, grad);
    expect("causal_lm value", status, value, 2 * LOG_2);
    check(sums.rows == 3, "causal_lm %s: %d rows, expected 3", TYPE_NAME, (int)sums.rows);
    /* (p - 1) / 3 at the next token, 0 at the last position and before a token to ignore. */
    expect("causal_lm gradient at the next token", status, (double)grad[1], -0.25);
    expect("causal_lm gradient elsewhere", status, (double)grad[0], 0.25 / 3);
    for (size_t c = 0; c < VOCAB; c++)
        check(grad[2 * VOCAB + c] == 0 && grad[4 * VOCAB + c] == 0 && grad[5 * VOCAB + c] == 0,
              "causal_lm %s: gradient of a position that does not count", TYPE_NAME);
}

static void teachers(void)
{
    /* A student that knows nothing, and a teacher with probabilities 1/4 and 3/4 at T = 2. */
    const REAL student[2] = {0, 0}, teacher[2] = {0, (REAL)(2 * 1.09861228866810969140)};
    REAL grad[2];
    double value = NAN;
    const double kl = 0.25 * log(0.5) + 0.75 * log(1.5);
    loss_status status =
        TYPED(loss_distillation)(student, teacher, 1, 2, 2.0, NULL, NULL, &value, grad);
    expect("distillation value", status, value, 4 * kl);
    expect("distillation gradient", status, (double)grad[0], 2 * (0.5 - 0.25));

    /* The same with T = 1 from the class options; the mixture of both halves is 3/8 and 5/8. */
    const class_options_type tempered = {.temperature = 2.0};
    const double js = 0.5 * (0.25 * log(2.0 / 3) + 0.75 * log(1.2)) +
                      0.5 * (0.5 * log(4.0 / 3) + 0.5 * log(0.8));
    status = TYPED(loss_js_div)(student, teacher, 1, 2, 0.5, &tempered, NULL, &value, grad);
    expect("js_div value", status, value, js);
    check(grad[0] > 0 && near((double)grad[0], -(double)grad[1]), "js_div %s: gradient",
          TYPE_NAME);
}

static void generative_models(void)
{
    const REAL mu[2] = {1, -2}, log_var[2] = {0, (REAL)LOG_2};
    REAL grad_mu[2], grad_log_var[2];
    double value = NAN;
    loss_status status =
        TYPED(loss_vae_kl)(mu, log_var, 1, 2, NULL, &value, grad_mu, grad_log_var);
    expect("vae_kl value", status, value, 0.5 * (1 + 4 + 1 - LOG_2));
    expect("vae_kl gradient by mu", status, (double)grad_mu[1], -2);
    expect("vae_kl gradient by log_var", status, (double)grad_log_var[1], 0.5);

    /* Mean over each batch: real scores 0 and 2, one fake score 1. */
    const REAL real[2] = {0, 2}, fake[1] = {1};
    const double discriminator[5] = {
        (LOG_2 + log1p(exp(-2))) / 2 + log1p(exp(1)), (LOG_2 + log1p(exp(-2))) / 2 + log1p(exp(1)),
        (0.5 + 0.5) / 2 + 0.5, (1.0 + 0.0) / 2 + 2, -1.0 + 1};
    const double generator[5] = {-log1p(exp(1)), log1p(exp(-1)), 0, -1, -1};
    REAL grad_real[2], grad_fake[1];
    for (uint32_t kind = LOSS_GAN_MINIMAX; kind <= LOSS_GAN_WASSERSTEIN; kind++) {
        status = TYPED(loss_gan_discriminator)(kind, real, 2, fake, 1, NULL, &value, grad_real,
                                               grad_fake);
        expect("gan_discriminator", status, value, discriminator[kind]);
        status = TYPED(loss_gan_generator)(kind, fake, 1, NULL, &value, grad_fake);
        expect("gan_generator", status, value, generator[kind]);
    }
}

static void penalties(void)
{
    const REAL param[3] = {-2, 0, 1};
    REAL grad[3] = {1, 1, 1};
    double value = NAN;
    const options_type add = {.flags = LOSS_ACCUMULATE};
    loss_status status = TYPED(loss_l1_penalty)(param, 3, 0.5, &add, &value, grad);
    expect("l1_penalty", status, value, 1.5);
    status = TYPED(loss_l2_penalty)(param, 3, 0.25, &add, &value, grad);
    expect("l2_penalty", status, value, 1.25);
    status = TYPED(loss_elastic_net_penalty)(param, 3, 0.5, 0.25, &add, &value, grad);
    expect("elastic_net_penalty", status, value, 2.75);
    /* 1, twice each of the two derivatives. */
    expect("accumulated gradient", status, (double)grad[0], 1 + 2 * (-0.5 - 1));
    expect("accumulated gradient at 0", status, (double)grad[1], 1);
}

static void several_tasks(void)
{
    const double values[2] = {2, 3};
    const double weights[2] = {1, 0.5};
    const REAL log_vars[2] = {0, (REAL)-LOG_2};
    REAL d_log_vars[2];
    double total = NAN, d_values[2];
    loss_status status = TYPED(loss_combine)(values, weights, 2, &total);
    expect("combine", status, total, 3.5);
    status = TYPED(loss_combine_uncertainty)(values, log_vars, NULL, 2, &total, d_values,
                                             d_log_vars);
    expect("combine_uncertainty", status, total, 2 + 2 * 3 - LOG_2 / 2);
    expect("combine_uncertainty by a value", status, d_values[1], 2);
    expect("combine_uncertainty by a log_var", status, (double)d_log_vars[1], 0.5 - 6);
}

/* Eight micro-batches that write sums, divided once, are the whole batch. */
static void micro_batches(void)
{
    enum { PARTS = 8, ROWS = 4, CLASSES = 5, PART = ROWS * CLASSES, ALL = PARTS * PART };
    REAL logits[ALL], whole_grad[ALL], grad[ALL];
    int64_t target[PARTS * ROWS];
    for (size_t i = 0; i < ALL; i++)
        logits[i] = (REAL)((i * 37) % 23) / 4 - 2;
    for (size_t row = 0; row < (size_t)PARTS * ROWS; row++)
        target[row] = row % 7 == 0 ? -100 : (int64_t)(row % CLASSES);
    double whole = NAN;
    loss_status status = TYPED(loss_cross_entropy)(logits, target, (size_t)PARTS * ROWS, CLASSES,
                                                   NULL, NULL, &whole, whole_grad);
    loss_sums total = {0};
    for (size_t part = 0; part < PARTS; part++) {
        loss_sums sums;
        const options_type options = {.reduction = LOSS_SUM, .sums = &sums};
        const loss_status done = TYPED(loss_cross_entropy)(
            logits + part * PART, target + part * ROWS, ROWS, CLASSES, NULL, &options, NULL,
            grad + part * PART);
        check(done == LOSS_OK, "micro-batch %d: %s", (int)part, loss_last_error());
        total.loss += sums.loss;
        total.weight += sums.weight;
        total.rows += sums.rows;
    }
    expect("micro-batches", status, total.loss / total.weight, whole);
    int same = 1;
    for (size_t i = 0; i < ALL; i++)
        same &= near((double)grad[i] / total.weight, (double)whole_grad[i]);
    check(same, "micro-batches %s: gradient of the whole batch", TYPE_NAME);
}

/* All bytes of every output are FILL before a bad call and after. */
typedef struct {
    double value;
    REAL grad[16];
    REAL other[16];
    double d_values[2];
} outputs;

enum { FILL = 0xA5 };

static void refused(const char *name, const outputs *out, loss_status status, loss_status expected,
                    const char *sentence)
{
    outputs before;
    memset(&before, FILL, sizeof before);
    check(status == expected, "%s %s: status %d, expected %d", name, TYPE_NAME, (int)status,
          (int)expected);
    check(strstr(loss_last_error(), sentence) != NULL, "%s %s: \"%s\" does not mention \"%s\"",
          name, TYPE_NAME, loss_last_error(), sentence);
    check(memcmp(out, &before, sizeof before) == 0, "%s %s: an output was written", name,
          TYPE_NAME);
}

static void bad_calls(void)
{
    const REAL x[8] = {0}, y[8] = {0};
    const int64_t first[4] = {9, 0, 1, 0}, last[4] = {0, 1, 0, -1};
    outputs out;
    memset(&out, FILL, sizeof out);
    const loss_status argument = LOSS_ERROR_INVALID_ARGUMENT;
    refused("causal_lm", &out,
            TYPED(loss_causal_lm)(x, first, 1, 4, 2, NULL, NULL, &out.value, out.grad),
            LOSS_ERROR_TARGET, "tokens[0] = 9");
    refused("causal_lm", &out,
            TYPED(loss_causal_lm)(x, last, 2, 2, 2, NULL, NULL, &out.value, out.grad),
            LOSS_ERROR_TARGET, "tokens[3] = -1");
    refused("distillation", &out,
            TYPED(loss_distillation)(x, y, 2, 4, 0.0, NULL, NULL, &out.value, out.grad), argument,
            "temperature = 0");
    refused("js_div", &out, TYPED(loss_js_div)(x, y, 2, 4, 1.0, NULL, NULL, &out.value, out.grad),
            argument, "beta = 1");
    refused("vae_kl", &out, TYPED(loss_vae_kl)(x, NULL, 2, 4, NULL, &out.value, out.grad, out.other),
            LOSS_ERROR_NULL_POINTER, "log_var is NULL");
    refused("gan_discriminator", &out,
            TYPED(loss_gan_discriminator)(5, x, 8, y, 8, NULL, &out.value, out.grad, out.other),
            argument, "kind = 5");
    refused("gan_generator", &out, TYPED(loss_gan_generator)(7, x, 8, NULL, &out.value, out.grad),
            argument, "kind = 7");
    refused("l1_penalty", &out, TYPED(loss_l1_penalty)(x, 8, -1.0, NULL, &out.value, out.grad),
            argument, "lambda = -1");
    refused("l2_penalty", &out, TYPED(loss_l2_penalty)(x, 8, NAN, NULL, &out.value, out.grad),
            argument, "lambda = NaN");
    refused("elastic_net_penalty", &out,
            TYPED(loss_elastic_net_penalty)(x, 8, 0.0, -1.0, NULL, &out.value, out.grad), argument,
            "l2 = -1");
    refused("combine", &out, TYPED(loss_combine)(NULL, NULL, 2, &out.value), LOSS_ERROR_NULL_POINTER,
            "values is NULL");
    refused("combine_uncertainty", &out,
            TYPED(loss_combine_uncertainty)(out.d_values, NULL, NULL, 2, &out.value, NULL,
                                            out.grad),
            LOSS_ERROR_NULL_POINTER, "log_vars is NULL");
}

void TYPED(models_suite)(void)
{
    language_model();
    teachers();
    generative_models();
    penalties();
    several_tasks();
    micro_batches();
    bad_calls();
}
