/*
 * The formulas of include/loss.h, written down as plainly as possible, in double and with sums in
 * long double. Nothing here knows how the library computes.
 */
#include <math.h>

#include "bench.h"

static double softplus(double x)
{
    return x > 0.0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

static double sigmoid(double x)
{
    return x > 0.0 ? 1.0 / (1.0 + exp(-x)) : exp(x) / (1.0 + exp(x));
}

/* log sum exp(x / temperature) */
static double log_sum_exp(const double *x, size_t count, double temperature)
{
    double largest = -INFINITY;
    for (size_t i = 0; i < count; i++)
        largest = fmax(largest, x[i] / temperature);
    long double sum = 0.0L;
    for (size_t i = 0; i < count; i++)
        sum += (long double)exp(x[i] / temperature - largest);
    return largest + log((double)sum);
}

/*
 * A formula for each element: l is its loss, d the derivative, weight what the piece weighs in a
 * mean.
 */
#define EACH(name, weight_of_piece, ...)                                                           \
    sums reference_##name(const piece *p, double *grad, double *grad_target)                       \
    {                                                                                              \
        sums s = {0.0L, 0.0L};                                                                     \
        (void)grad_target;                                                                         \
        for (size_t i = 0; i < p->count; i++) {                                                    \
            const double x = p->x[i], t = p->t ? p->t[i] : 0.0;                                    \
            double l = 0.0, d = 0.0;                                                               \
            (void)t;                                                                               \
            __VA_ARGS__                                                                            \
            s.loss += (long double)l;                                                              \
            s.weight += (long double)(weight_of_piece);                                            \
            if (grad)                                                                              \
                grad[i] = d;                                                                       \
        }                                                                                          \
        return s;                                                                                  \
    }

EACH(mse, 1.0, l = (x - t) * (x - t); d = 2.0 * (x - t);)
EACH(rmse, 1.0, l = (x - t) * (x - t); d = x - t;) /* the root is the caller's */
EACH(hinge, 1.0, l = fmax(0.0, 1.0 - t * x); d = t * x < 1.0 ? -t : 0.0;)
EACH(bce, 1.0, l = -t * fmax(log(x), -100.0) - (1.0 - t) * fmax(log1p(-x), -100.0);
     d = (x - t) / fmax(x * (1.0 - x), 1e-12);)
EACH(bce_logits, 1.0, l = (1.0 - t) * softplus(x) + t * softplus(-x);
     d = (1.0 - t) * sigmoid(x) - t * sigmoid(-x);)
EACH(gan_discriminator, 1.0, l = p->second ? softplus(x) : softplus(-x);
     d = p->second ? sigmoid(x) : -sigmoid(-x);)
EACH(gan_generator, 1.0, l = softplus(-x); d = -sigmoid(-x);)
EACH(l1_penalty, 0.0, l = L1 * fabs(x); d = x == 0.0 ? 0.0 : copysign(L1, x);)
EACH(l2_penalty, 0.0, l = L2 * x * x; d = 2.0 * L2 * x;)
EACH(elastic_net_penalty, 0.0, l = L1 * fabs(x) + L2 * x * x;
     d = (x == 0.0 ? 0.0 : copysign(L1, x)) + 2.0 * L2 * x;)
EACH(kl_div, i == 0, l = t * (log(t) - x); d = -t;)
EACH(kl_div_log_target, i == 0, l = exp(t) * (t - x); d = -exp(t);)
EACH(kl_div_prob, i == 0, l = t * (log(t) - log(x)); d = -t / x;)
EACH(cross_entropy_prob, t, l = -t * log(x); d = -t / x;)

sums reference_vae_kl(const piece *p, double *grad, double *grad_target)
{
    sums s = {0.0L, 1.0L};
    for (size_t i = 0; i < p->count; i++) {
        const double mu = p->x[i], log_var = p->t[i], variance_1 = expm1(log_var);
        s.loss += 0.5L * ((long double)(mu * mu) + (long double)variance_1 - (long double)log_var);
        if (grad)
            grad[i] = mu;
        if (grad_target)
            grad_target[i] = 0.5 * variance_1;
    }
    return s;
}

sums reference_cross_entropy(const piece *p, double *grad, double *grad_target)
{
    sums s = {0.0L, 1.0L};
    (void)grad_target;
    if (p->index < 0) {
        s.weight = 0.0L;
        for (size_t c = 0; grad && c < p->count; c++)
            grad[c] = 0.0;
        return s;
    }
    const double lse = log_sum_exp(p->x, p->count, 1.0);
    const double others = p->label_smoothing / (double)p->count;
    for (size_t c = 0; c < p->count; c++) {
        const double a = others + ((int64_t)c == p->index ? 1.0 - p->label_smoothing : 0.0);
        s.loss += (long double)a * (long double)(lse - p->x[c]);
        if (grad)
            grad[c] = exp(p->x[c] - lse) - a;
    }
    return s;
}

/* The caller gives each row the index of the next one. */
sums reference_causal_lm(const piece *p, double *grad, double *grad_target)
{
    return reference_cross_entropy(p, grad, grad_target);
}

sums reference_cross_entropy_soft(const piece *p, double *grad, double *grad_target)
{
    sums s = {0.0L, 0.0L};
    const double lse = log_sum_exp(p->x, p->count, 1.0);
    (void)grad_target;
    for (size_t c = 0; c < p->count; c++) {
        s.weight += (long double)p->t[c];
        s.loss += (long double)p->t[c] * (long double)(lse - p->x[c]);
    }
    for (size_t c = 0; grad && c < p->count; c++)
        grad[c] = (double)s.weight * exp(p->x[c] - lse) - p->t[c];
    return s;
}

sums reference_nll(const piece *p, double *grad, double *grad_target)
{
    (void)grad_target;
    for (size_t c = 0; grad && c < p->count; c++)
        grad[c] = (int64_t)c == p->index ? -1.0 : 0.0;
    return (sums){-(long double)p->x[p->index], 1.0L};
}

sums reference_softmax(const piece *p, double *grad, double *grad_target)
{
    const double lse = log_sum_exp(p->x, p->count, 1.0);
    (void)grad_target;
    for (size_t c = 0; grad && c < p->count; c++)
        grad[c] = exp(p->x[c] - lse);
    return (sums){0.0L, 0.0L};
}

sums reference_log_softmax(const piece *p, double *grad, double *grad_target)
{
    const double lse = log_sum_exp(p->x, p->count, 1.0);
    (void)grad_target;
    for (size_t c = 0; grad && c < p->count; c++)
        grad[c] = p->x[c] - lse;
    return (sums){0.0L, 0.0L};
}

sums reference_distillation(const piece *p, double *grad, double *grad_target)
{
    sums s = {0.0L, 1.0L};
    const double student = log_sum_exp(p->x, p->count, TEMPERATURE);
    const double teacher = log_sum_exp(p->t, p->count, TEMPERATURE);
    (void)grad_target;
    for (size_t c = 0; c < p->count; c++) {
        const double log_p = p->x[c] / TEMPERATURE - student;
        const double log_q = p->t[c] / TEMPERATURE - teacher, q = exp(log_q);
        s.loss += (long double)(TEMPERATURE * TEMPERATURE * q) * (long double)(log_q - log_p);
        if (grad)
            grad[c] = TEMPERATURE * (exp(log_p) - q);
    }
    return s;
}

sums reference_js_div(const piece *p, double *grad, double *grad_target)
{
    sums s = {0.0L, 1.0L};
    long double mean = 0.0L; /* of log p - log m over p */
    const double student = log_sum_exp(p->x, p->count, 1.0);
    const double teacher = log_sum_exp(p->t, p->count, 1.0);
    (void)grad_target;
    for (int pass = 0; pass < (grad ? 2 : 1); pass++)
        for (size_t c = 0; c < p->count; c++) {
            const double log_p = p->x[c] - student, log_q = p->t[c] - teacher;
            const double prob = exp(log_p), q = exp(log_q);
            const double log_m = log(BETA * q + (1.0 - BETA) * prob);
            if (pass == 0) {
                s.loss += (long double)(BETA * q * (log_q - log_m));
                s.loss += (long double)((1.0 - BETA) * prob * (log_p - log_m));
                mean += (long double)(prob * (log_p - log_m));
            } else {
                grad[c] = (1.0 - BETA) * prob * (log_p - log_m - (double)mean);
            }
        }
    return s;
}

/* Tasks have no gradient by an element type's array here, or one with a row each. */
sums reference_combine(const piece *p, double *grad, double *grad_target)
{
    sums s = {0.0L, 0.0L};
    (void)grad;
    (void)grad_target;
    for (size_t i = 0; i < p->count; i++)
        s.loss += (long double)p->tasks[i] * (long double)p->tasks[p->count + i];
    return s;
}

/* grad_target: by the values of the tasks. */
sums reference_combine_uncertainty(const piece *p, double *grad, double *grad_target)
{
    sums s = {0.0L, 0.0L};
    for (size_t i = 0; i < p->count; i++) {
        const double precision = exp(-p->x[i]);
        s.loss += (long double)(precision * p->tasks[i] + 0.5 * p->x[i]);
        if (grad)
            grad[i] = 0.5 - precision * p->tasks[i];
        if (grad_target)
            grad_target[i] = precision;
    }
    return s;
}
