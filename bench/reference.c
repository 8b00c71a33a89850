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
 * A formula for each element of losses of one input: l is its loss, d the derivative, terms the magnitude of what is
 * subtracted in it, weight what the piece weighs in a mean.
 */
#define EACH(name, weight_of_piece, ...)                                                           \
    sums reference_##name(const piece *p, const derivatives *out)                                  \
    {                                                                                              \
        sums s = {0.0L, 0.0L};                                                                     \
        for (size_t i = 0; i < p->count; i++) {                                                    \
            const double x = p->x[0][i], t = p->t[0] ? p->t[0][i] : 0.0;                           \
            double l = 0.0, d = 0.0, terms = 0.0;                                                  \
            (void)t;                                                                               \
            __VA_ARGS__                                                                            \
            s.loss += (long double)l;                                                              \
            s.weight += (long double)(weight_of_piece);                                            \
            if (out) {                                                                             \
                out->by[0][i] = d;                                                                 \
                out->terms[0][i] = terms;                                                          \
            }                                                                                      \
        }                                                                                          \
        return s;                                                                                  \
    }

/* The same for two inputs and a target: dx and dy by them. */
#define EACH_OF_TWO(name, ...)                                                                     \
    sums reference_##name(const piece *p, const derivatives *out)                                  \
    {                                                                                              \
        sums s = {0.0L, (long double)p->count};                                                    \
        for (size_t i = 0; i < p->count; i++) {                                                    \
            const double x = p->x[0][i], y = p->x[1][i], t = p->t[0][i];                           \
            double l = 0.0, dx = 0.0, dy = 0.0, terms_x = 0.0, terms_y = 0.0;                      \
            __VA_ARGS__                                                                            \
            s.loss += (long double)l;                                                              \
            if (out) {                                                                             \
                out->by[0][i] = dx;                                                                \
                out->by[1][i] = dy;                                                                \
                out->terms[0][i] = terms_x;                                                        \
                out->terms[1][i] = terms_y;                                                        \
            }                                                                                      \
        }                                                                                          \
        return s;                                                                                  \
    }

EACH(mse, 1.0, l = (x - t) * (x - t); d = 2.0 * (x - t);)
EACH(rmse, 1.0, l = (x - t) * (x - t); d = x - t;) /* the root is the caller's */
EACH(huber, 1.0, const double delta = p->numbers[0]; const double a = fabs(x - t); const double q = fmin(a, delta);
     l = 0.5 * q * q + delta * (a - q); d = copysign(q, x - t);)
EACH(log_cosh, 1.0, const double a = fabs(x - t);
     l = a < 1.0 ? 0.5 * log1p(sinh(a) * sinh(a)) : a + log1p(exp(-2.0 * a)) - log(2.0); d = tanh(x - t);)
EACH(l1, 1.0, l = fabs(x - t); d = x == t ? 0.0 : copysign(1.0, x - t);)
EACH(smooth_l1, 1.0, const double beta = p->numbers[0]; const double a = fabs(x - t); const double q = fmin(a, beta);
     l = q * q / (2.0 * beta) + (a - q); d = copysign(q / beta, x - t);)
EACH(quantile, 1.0, const double slope = x < t ? -p->numbers[0] : 1.0 - p->numbers[0]; l = slope * (x - t);
     d = x == t ? 0.0 : slope;)
EACH(expectile, 1.0, const double share = x < t ? p->numbers[0] : 1.0 - p->numbers[0]; l = share * (x - t) * (x - t);
     d = 2.0 * share * (x - t);)
EACH(epsilon_insensitive, 1.0, const double excess = fabs(x - t) - p->numbers[0]; l = fmax(0.0, excess);
     d = excess > 0.0 ? copysign(1.0, x - t) : 0.0;)
EACH(squared_epsilon_insensitive, 1.0, const double excess = fmax(0.0, fabs(x - t) - p->numbers[0]);
     l = excess * excess; d = copysign(2.0 * excess, x - t); terms = 2.0 * (fabs(x - t) + p->numbers[0]);)
EACH(pseudo_huber, 1.0, const double u = (x - t) / p->numbers[0]; const double root = sqrt(1.0 + u * u);
     l = (x - t) * (x - t) / (1.0 + root); d = (x - t) / root;)
EACH(fair, 1.0, const double c = p->numbers[0]; const double u = fabs(x - t) / c; l = c * c * (u - log1p(u));
     d = (x - t) / (1.0 + u);)
EACH(mape, 1.0, const double size = fmax(fabs(t), p->numbers[0]); l = fabs(x - t) / size;
     d = x == t ? 0.0 : copysign(1.0 / size, x - t);)
EACH(msle, 1.0, const double a = log1p(x); const double b = log1p(t); l = (a - b) * (a - b);
     d = 2.0 * (a - b) / (1.0 + x); terms = 2.0 * (fabs(a) + fabs(b)) / (1.0 + x);)
EACH(lp, 1.0, const double a = fabs(x - t); const double power = p->numbers[0]; l = pow(a, power);
     d = copysign(power * pow(a, power - 1.0), x - t);)
EACH(general_robust, 1.0, const double alpha = p->numbers[0]; const double c = p->numbers[1];
     const double z = (x - t) / c; const double b = 2.0 - alpha;
     if (alpha == 2.0) { l = 0.5 * z * z; d = z / c; }
     else if (alpha == 0.0) { l = log1p(0.5 * z * z); d = z / c / (1.0 + 0.5 * z * z); }
     else if (isinf(alpha)) { l = -expm1(-0.5 * z * z); d = z / c * exp(-0.5 * z * z); }
     else { const double lg = log1p(z * z / b); l = b / alpha * expm1(0.5 * alpha * lg);
            d = z / c * exp((0.5 * alpha - 1.0) * lg); })
EACH(gamma_deviance_log, 1.0, const double u = log(t) - x; l = expm1(u) - u; d = -expm1(u); terms = exp(u) + 1.0;)
/* Where the mean is near the target, the terms of the loss cancel: they have more digits. */
EACH(tweedie_deviance_log, 1.0, const long double a = 2.0L - p->numbers[0]; const long double b = 1.0L - p->numbers[0];
     const double of_mean = exp((double)a * x); const double of_target = t * exp((double)b * x);
     l = (double)(powl(t, a) / (a * b) - t * expl(b * x) / b + expl(a * x) / a);
     d = of_mean - of_target; terms = of_mean + of_target;)
EACH(tweedie_deviance, 1.0, const long double a = 2.0L - p->numbers[0]; const long double b = 1.0L - p->numbers[0];
     l = (double)(powl(t, a) / (a * b) - t * powl(x, b) / b + powl(x, a) / a);
     d = pow(x, -p->numbers[0]) * (x - t);)
EACH(poisson_nll_log, 1.0, l = exp(x) - t * x; d = exp(x) - t; terms = exp(x) + t;)
EACH(poisson_nll, 1.0, const double rate = x + p->numbers[0]; l = x - t * log(rate); d = 1.0 - t / rate;
     terms = 1.0 + t / rate;)
EACH(hinge, 1.0, l = fmax(0.0, 1.0 - t * x); d = t * x < 1.0 ? -t : 0.0;)
EACH(bce, 1.0, const double y = t * (1.0 - p->numbers[0]) + 0.5 * p->numbers[0];
     l = -y * fmax(log(x), -100.0) - (1.0 - y) * fmax(log1p(-x), -100.0); d = (x - y) / fmax(x * (1.0 - x), 1e-12);)
EACH(bce_logits, 1.0, const double y = t * (1.0 - p->numbers[1]) + 0.5 * p->numbers[1];
     l = (1.0 - y) * softplus(x) + p->numbers[0] * y * softplus(-x);
     d = (1.0 - y) * sigmoid(x) - p->numbers[0] * y * sigmoid(-x);)
EACH(squared_hinge, 1.0, const double margin = fmax(0.0, 1.0 - t * x); l = margin * margin; d = -2.0 * t * margin;)
EACH(perceptron, 1.0, l = fmax(0.0, -t * x); d = t * x <= 0.0 ? -t : 0.0;)
EACH(hinge_embedding, 1.0, const double margin = p->numbers[0]; l = t > 0.0 ? x : fmax(0.0, margin - x);
     d = t > 0.0 ? 1.0 : x < margin ? -1.0 : 0.0;)
EACH(modified_huber, 1.0, const double z = t * x; const double margin = fmax(0.0, 1.0 - z);
     l = z < -1.0 ? -4.0 * z : margin * margin; d = -2.0 * t * fmin(margin, 2.0);)
EACH(soft_margin, 1.0, l = softplus(-t * x); d = -t * sigmoid(-t * x);)
EACH(exponential, 1.0, const double falling = 0.5 * (1.0 + t) * exp(-x); const double rising = 0.5 * (1.0 - t) * exp(x);
     l = falling + rising; d = rising - falling; terms = l;)
EACH(poly1_bce_logits, 1.0, const double epsilon = p->numbers[0]; const double yes = sigmoid(x), no = sigmoid(-x);
     l = (1.0 - t) * (softplus(x) + epsilon * yes) + t * (softplus(-x) + epsilon * no);
     d = (1.0 - t) * yes * (1.0 + epsilon * no) - t * no * (1.0 + epsilon * yes);
     terms = (1.0 - t) * yes * (1.0 + fabs(epsilon) * no) + t * no * (1.0 + fabs(epsilon) * yes);)
EACH(sigmoid_focal, 1.0, const double alpha = p->numbers[0], gamma = p->numbers[1];
     const double yes = sigmoid(x), no = sigmoid(-x); const double wrong = (1.0 - t) * yes + t * no;
     const double cross = (1.0 - t) * softplus(x) + t * softplus(-x);
     const double weight = (alpha == 0.0 ? 1.0 : alpha * t + (1.0 - alpha) * (1.0 - t)) * pow(wrong, gamma);
     const double scaled = gamma * (1.0 - 2.0 * t) * yes * no / wrong * cross; l = weight * cross;
     d = weight * (scaled + (1.0 - t) * yes - t * no); terms = weight * (fabs(scaled) + (1.0 - t) * yes + t * no);)
EACH(focal, 1.0, const double alpha = p->numbers[0], gamma = p->numbers[1];
     const double wrong = (1.0 - t) * x + t * (1.0 - x);
     const double cross = -t * fmax(log(x), -100.0) - (1.0 - t) * fmax(log1p(-x), -100.0);
     const double slope = (x - t) / fmax(x * (1.0 - x), 1e-12);
     const double weight = (alpha == 0.0 ? 1.0 : alpha * t + (1.0 - alpha) * (1.0 - t)) * pow(wrong, gamma - 1.0);
     l = weight * wrong * cross; d = weight * (gamma * (1.0 - 2.0 * t) * cross + wrong * slope);
     terms = weight * (gamma * fabs(1.0 - 2.0 * t) * cross + wrong * fabs(slope));)
EACH(asymmetric_bce_logits, 1.0, const double positive = p->numbers[0], negative = p->numbers[1], shift = p->numbers[2];
     const double yes = sigmoid(x), no = sigmoid(-x); const double k = fmax(yes - shift, 0.0);
     const double logarithm = k < 0.5 ? -log1p(-k) : -log(no + shift);
     const double power = pow(k, negative); l = t * pow(no, positive) * softplus(-x) + (1.0 - t) * power * logarithm;
     const double by_k = k == 0.0 ? 0.0 : negative * power / k * logarithm + power / (no + shift);
     const double rising = (1.0 - t) * by_k * yes * no;
     const double falling = t * pow(no, positive) * (positive * yes * softplus(-x) + no);
     d = rising - falling; terms = rising + falling;)
EACH(gan_discriminator, 1.0, l = p->second ? softplus(x) : softplus(-x);
     d = p->second ? sigmoid(x) : -sigmoid(-x);)
EACH(gan_generator, 1.0, l = softplus(-x); d = -sigmoid(-x);)
EACH(l1_penalty, 0.0, l = p->numbers[0] * fabs(x); d = x == 0.0 ? 0.0 : copysign(p->numbers[0], x);)
EACH(l2_penalty, 0.0, l = p->numbers[0] * x * x; d = 2.0 * p->numbers[0] * x;)
EACH(elastic_net_penalty, 0.0, l = p->numbers[0] * fabs(x) + p->numbers[1] * x * x;
     d = (x == 0.0 ? 0.0 : copysign(p->numbers[0], x)) + 2.0 * p->numbers[1] * x;)
EACH(mse_rows, i == 0, l = (x - t) * (x - t) / (double)p->count; d = 2.0 * (x - t) / (double)p->count;)
EACH(kl_div, i == 0, l = t * (log(t) - x); d = -t;)
EACH(kl_div_log_target, i == 0, l = exp(t) * (t - x); d = -exp(t);)
EACH(kl_div_prob, i == 0, l = t * (log(t) - log(x)); d = -t / x;)
EACH(kl_div_generalized, i == 0, const double v = x - log(t); l = t * (expm1(v) - v); d = t * expm1(v);
     terms = exp(x) + t;)
EACH(cross_entropy_prob, t, l = -t * log(x); d = -t / x;)

/* x is the mean, y the variance. */
EACH_OF_TWO(gaussian_nll, const double v = fmax(y, p->numbers[1]); const double weight = pow(v, p->numbers[0]);
            const double ratio = (x - t) * (x - t) / v; l = weight * 0.5 * (log(v) + ratio);
            dx = weight * (x - t) / v; dy = weight * 0.5 * (1.0 - ratio) / v;
            terms_y = weight * 0.5 * (1.0 + ratio) / v;)

/* y is the logarithm of the variance. */
EACH_OF_TWO(gaussian_nll_log, const double ratio = (x - t) * (x - t) * exp(-y); l = 0.5 * (y + ratio);
            dx = (x - t) * exp(-y); dy = 0.5 * (1.0 - ratio); terms_y = 0.5 * (1.0 + ratio);)

/* x is the location, y the scale. */
EACH_OF_TWO(laplace_nll, const double b = fmax(y, p->numbers[0]); const double ratio = fabs(x - t) / b;
            l = log(b) + ratio; dx = x == t ? 0.0 : copysign(1.0, x - t) / b; dy = (1.0 - ratio) / b;
            terms_y = (1.0 + ratio) / b;)

/* x is the location, y the scale. */
EACH_OF_TWO(student_t_nll, const double df = p->numbers[0], b = fmax(y, p->numbers[1]), k = (x - t) / b;
            l = log(b) + 0.5 * (df + 1.0) * log1p(k * k / df); dx = (df + 1.0) * k / (df + k * k) / b;
            const double share = (df + 1.0) * (k * k / (df + k * k)); dy = (1.0 - share) / b; terms_y = (1.0 + share) / b;)

/* y is the logarithm of the scale. */
EACH_OF_TWO(laplace_nll_log, const double ratio = fabs(x - t) * exp(-y); l = y + ratio;
            dx = x == t ? 0.0 : copysign(exp(-y), x - t); dy = 1.0 - ratio; terms_y = 1.0 + ratio;)

EACH_OF_TWO(margin_ranking, const double lack = p->numbers[0] - t * (x - y); l = fmax(0.0, lack);
            dx = lack > 0.0 ? -t : 0.0; dy = -dx;)
EACH_OF_TWO(pair_logistic, l = softplus(-t * (x - y)); dx = -t * sigmoid(-t * (x - y)); dy = -dx;)

sums reference_vae_kl(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 1.0L};
    for (size_t i = 0; i < p->count; i++) {
        const double mu = p->x[0][i], log_var = p->x[1][i], variance_1 = expm1(log_var);
        s.loss += 0.5L * ((long double)(mu * mu) + (long double)variance_1 - (long double)log_var);
        if (d) {
            d->by[0][i] = mu;
            d->by[1][i] = 0.5 * variance_1;
        }
    }
    return s;
}

/* (1 - t) softplus(z) + t softplus(-z) of decision c of a row, times a share; adds to the sums of the row. */
static void decide(sums *s, const piece *p, const derivatives *d, size_t c, double t, double share)
{
    const double z = p->x[0][c];
    s->loss += (long double)(share * ((1.0 - t) * softplus(z) + t * softplus(-z)));
    if (d) {
        d->by[0][c] = share * ((1.0 - t) * sigmoid(z) - t * sigmoid(-z));
        d->terms[0][c] = share;
    }
}

/* A prior that is not there is the standard one. */
/* Of the first kind, without a reference and without lengths. */
sums reference_preference(const piece *p, const derivatives *out)
{
    sums s = {0.0L, (long double)p->count};
    for (size_t i = 0; i < p->count; i++) {
        const double beta = p->numbers[0], x = beta * (p->x[0][i] - p->x[1][i]);
        s.loss += (long double)softplus(-x);
        if (out) {
            out->by[0][i] = -beta * sigmoid(-x);
            out->by[1][i] = beta * sigmoid(-x);
        }
    }
    return s;
}

/* Of the first kind, without a reference. */
sums reference_preference_unpaired(const piece *p, const derivatives *out)
{
    sums s = {0.0L, (long double)p->count};
    const double beta = p->numbers[0];
    for (size_t i = 0; i < p->count; i++) {
        const double sign = p->bytes[i] ? 1.0 : -1.0, u = sign * beta * (p->x[0][i] - p->numbers[1]);
        const double weight = p->numbers[p->bytes[i] ? 2 : 3];
        s.loss += (long double)(weight * sigmoid(-u));
        if (out)
            out->by[0][i] = -sign * weight * beta * sigmoid(u) * sigmoid(-u);
    }
    return s;
}

sums reference_gaussian_kl(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 1.0L};
    for (size_t i = 0; i < p->count; i++) {
        const double m = p->t[0] ? p->t[0][i] : 0.0, v = p->t[1] ? p->t[1][i] : 0.0;
        const double distance = p->x[0][i] - m, u = p->x[1][i] - v, growth = expm1(u);
        const double slope = distance * exp(-v);
        const long double term = 0.5L * ((long double)(distance * slope) + (long double)growth - (long double)u);
        const int is_free = p->numbers[0] > 0.0 && term <= (long double)p->numbers[0];
        s.loss += is_free ? (long double)p->numbers[0] : term;
        if (d) {
            d->by[0][i] = is_free ? 0.0 : slope;
            d->by[1][i] = is_free ? 0.0 : 0.5 * growth;
        }
    }
    return s;
}

sums reference_multilabel_soft_margin(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 1.0L};
    for (size_t c = 0; c < p->count; c++)
        decide(&s, p, d, c, p->t[0][c], 1.0 / (double)p->count);
    return s;
}

sums reference_coral(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 1.0L};
    for (size_t c = 0; c < p->count; c++)
        decide(&s, p, d, c, p->index > (int64_t)c ? 1.0 : 0.0, 1.0);
    return s;
}

sums reference_corn(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 0.0L};
    for (size_t c = 0; c < p->count; c++) {
        const int made = (int64_t)c <= p->index;
        s.weight += made ? 1.0L : 0.0L;
        if (made || d)
            decide(&s, p, d, c, p->index > (int64_t)c ? 1.0 : 0.0, made ? 1.0 : 0.0);
    }
    return s;
}

/* The class is between the logits of its index and of the one before. */
sums reference_cumulative_link(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 1.0L};
    const size_t y = (size_t)p->index;
    const double b = y < p->count ? p->x[0][y] : INFINITY, a = y > 0 ? p->x[0][y - 1] : -INFINITY;
    const double ratio = 1.0 / expm1(b - a);
    s.loss = (long double)(softplus(-b) + softplus(a) - log(-expm1(a - b)));
    for (size_t c = 0; d && c < p->count; c++) {
        d->by[0][c] = c == y ? -sigmoid(-b) - ratio : c + 1 == y ? sigmoid(a) + ratio : 0.0;
        d->terms[0][c] = 0.0;
    }
    return s;
}

sums reference_cross_entropy(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 1.0L};
    if (p->index < 0) {
        s.weight = 0.0L;
        for (size_t c = 0; d && c < p->count; c++)
            d->by[0][c] = 0.0;
        return s;
    }
    const double lse = log_sum_exp(p->x[0], p->count, 1.0);
    const double others = p->label_smoothing / (double)p->count;
    for (size_t c = 0; c < p->count; c++) {
        const double a = others + ((int64_t)c == p->index ? 1.0 - p->label_smoothing : 0.0);
        s.loss += (long double)a * (long double)(lse - p->x[0][c]);
        if (d)
            d->by[0][c] = exp(p->x[0][c] - lse) - a;
    }
    return s;
}

/* A function of the cross-entropy q of a row: its loss l, and its derivative d by q. */
#define OF_CROSS_ENTROPY(name, ...)                                                                \
    sums reference_##name(const piece *p, const derivatives *out)                                  \
    {                                                                                              \
        const double lse = log_sum_exp(p->x[0], p->count, 1.0);                                    \
        const double q = lse - p->x[0][p->index], a = -expm1(-q);                                  \
        double l = 0.0, d = 0.0;                                                                   \
        __VA_ARGS__                                                                                \
        for (size_t c = 0; out && c < p->count; c++)                                               \
            out->by[0][c] = d * (exp(p->x[0][c] - lse) - ((int64_t)c == p->index ? 1.0 : 0.0));    \
        return (sums){(long double)l, 1.0L};                                                       \
    }

OF_CROSS_ENTROPY(focal_cross_entropy, const double gamma = p->numbers[0]; l = pow(a, gamma) * q;
                 d = pow(a, gamma) + gamma * pow(a, gamma - 1.0) * (1.0 - a) * q;)
OF_CROSS_ENTROPY(generalized_cross_entropy, (void)a; l = -expm1(-p->numbers[0] * q) / p->numbers[0];
                 d = exp(-p->numbers[0] * q);)
OF_CROSS_ENTROPY(poly1_cross_entropy, l = q + p->numbers[0] * a; d = 1.0 + p->numbers[0] * exp(-q);)
OF_CROSS_ENTROPY(taylor_cross_entropy,
                 for (int i = 1; i <= (int)p->numbers[0]; i++) l += pow(a, i) / i;
                 d = -expm1(p->numbers[0] * log1p(-exp(-q)));)

/* Cosines times a scale, that of the target as psi of it: a row of logits, of which one has another derivative. */
static sums of_cosines(const piece *p, const derivatives *d, double psi, double slope)
{
    const double s = p->numbers[0], *x = p->x[0];
    const size_t y = (size_t)p->index;
    double largest = s * psi, total = 0.0;
    for (size_t c = 0; c < p->count; c++)
        if (c != y && s * x[c] > largest)
            largest = s * x[c];
    for (size_t c = 0; c < p->count; c++)
        total += exp((c == y ? s * psi : s * x[c]) - largest);
    const double lse = largest + log(total);
    for (size_t c = 0; d && c < p->count; c++)
        d->by[0][c] = c == y ? s * slope * expm1(s * psi - lse) : s * exp(s * x[c] - lse);
    return (sums){(long double)(lse - s * psi), 1.0L};
}

sums reference_cosface(const piece *p, const derivatives *d)
{
    return of_cosines(p, d, p->x[0][p->index] - p->numbers[1], 1.0);
}

sums reference_arcface(const piece *p, const derivatives *d)
{
    const double u = fmin(fmax(p->x[0][p->index], -1.0), 1.0), m = p->numbers[1];
    const double sine = sqrt((1.0 - u) * (1.0 + u));
    if (u <= -cos(m))
        return of_cosines(p, d, u - m * sin(m), 1.0);
    return of_cosines(p, d, u * cos(m) - sine * sin(m), cos(m) + u * sin(m) / fmax(sine, 1e-6));
}

/* The same of each class, weighted by its target t. */
#define OF_CROSS_ENTROPIES(name, ...)                                                              \
    sums reference_##name(const piece *p, const derivatives *out)                                  \
    {                                                                                              \
        sums s = {0.0L, 0.0L};                                                                     \
        const double lse = log_sum_exp(p->x[0], p->count, 1.0);                                    \
        double slopes = 0.0;                                                                       \
        for (int pass = 0; pass < (out ? 2 : 1); pass++)                                           \
            for (size_t c = 0; c < p->count; c++) {                                                \
                const double q = lse - p->x[0][c], a = -expm1(-q), t = p->t[0][c];                 \
                double l = 0.0, d = 0.0;                                                           \
                __VA_ARGS__                                                                        \
                if (pass == 0) {                                                                   \
                    s.loss += (long double)t * (long double)l;                                     \
                    s.weight += (long double)t;                                                    \
                    slopes += t * d;                                                               \
                } else {                                                                           \
                    out->by[0][c] = exp(-q) * slopes - t * d;                                      \
                }                                                                                  \
            }                                                                                      \
        return s;                                                                                  \
    }

OF_CROSS_ENTROPIES(focal_cross_entropy_soft, const double gamma = p->numbers[0]; l = pow(a, gamma) * q;
                   d = pow(a, gamma) + gamma * pow(a, gamma - 1.0) * (1.0 - a) * q;)
OF_CROSS_ENTROPIES(poly1_cross_entropy_soft, l = q + p->numbers[0] * a; d = 1.0 + p->numbers[0] * exp(-q);)

/* The caller gives each row the index of the next one. */
sums reference_causal_lm(const piece *p, const derivatives *d)
{
    return reference_cross_entropy(p, d);
}

sums reference_cross_entropy_soft(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 0.0L};
    const double lse = log_sum_exp(p->x[0], p->count, 1.0);
    for (size_t c = 0; c < p->count; c++) {
        s.weight += (long double)p->t[0][c];
        s.loss += (long double)p->t[0][c] * (long double)(lse - p->x[0][c]);
    }
    for (size_t c = 0; d && c < p->count; c++)
        d->by[0][c] = (double)s.weight * exp(p->x[0][c] - lse) - p->t[0][c];
    return s;
}

sums reference_nll(const piece *p, const derivatives *d)
{
    for (size_t c = 0; d && c < p->count; c++)
        d->by[0][c] = (int64_t)c == p->index ? -1.0 : 0.0;
    return (sums){-(long double)p->x[0][p->index], 1.0L};
}

sums reference_multi_margin(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 1.0L};
    const double *x = p->x[0], degree = p->numbers[0], margin = p->numbers[1], count = (double)p->count;
    const size_t right = (size_t)p->index;
    double total = 0.0;
    for (size_t c = 0; c < p->count; c++) {
        const double excess = c == right ? 0.0 : fmax(0.0, margin + x[c] - x[right]);
        const double slope = excess > 0.0 ? degree * pow(excess, degree - 1.0) / count : 0.0;
        s.loss += (long double)(pow(excess, degree) / count);
        total += slope;
        if (d)
            d->by[0][c] = slope;
    }
    if (d)
        d->by[0][right] = -total;
    return s;
}

/* Against the largest of the wrong classes, or 0 where that is more and the rival is floored. */
static sums against_rival(const piece *p, const derivatives *d, double margin, int floored)
{
    const double *x = p->x[0];
    const size_t right = (size_t)p->index;
    size_t rival = p->count; /* none */
    double largest = floored ? 0.0 : -INFINITY;
    for (size_t c = 0; c < p->count; c++)
        if (c != right && x[c] > largest) {
            largest = x[c];
            rival = c;
        }
    const double loss = fmax(0.0, margin + largest - x[right]);
    for (size_t c = 0; d && c < p->count; c++)
        d->by[0][c] = loss > 0.0 ? (double)(c == rival) - (double)(c == right) : 0.0;
    return (sums){(long double)loss, 1.0L};
}

sums reference_multiclass_hinge(const piece *p, const derivatives *d)
{
    return against_rival(p, d, p->numbers[0], 0);
}

sums reference_categorical_hinge(const piece *p, const derivatives *d)
{
    return against_rival(p, d, p->numbers[0], 1);
}

sums reference_multiclass_perceptron(const piece *p, const derivatives *d)
{
    return against_rival(p, d, 0.0, 0);
}

/* The threshold by halving: of more than enough steps for every digit. With more digits than the logits have, as it is
   subtracted from logits that are hardly above it. */
sums reference_sparsemax(const piece *p, const derivatives *d)
{
    const double *x = p->x[0];
    double largest = x[0];
    for (size_t c = 1; c < p->count; c++)
        largest = fmax(largest, x[c]);
    long double low = (long double)largest - 1.0L, high = (long double)largest;
    for (int step = 0; step < 100; step++) {
        const long double middle = 0.5L * (low + high);
        long double total = 0.0L;
        for (size_t c = 0; c < p->count; c++)
            total += fmaxl(0.0L, (long double)x[c] - middle);
        if (total > 1.0L)
            low = middle;
        else
            high = middle;
    }
    sums s = {0.5L - (long double)x[p->index], 1.0L};
    for (size_t c = 0; c < p->count; c++) {
        const long double share = fmaxl(0.0L, (long double)x[c] - high);
        s.loss += 0.5L * share * ((long double)x[c] + high);
        if (d)
            d->by[0][c] = (double)share - (double)((int64_t)c == p->index);
    }
    return s;
}

static int is_listed(const piece *p, size_t c)
{
    for (size_t k = 0; k < p->count && p->list[k] >= 0; k++)
        if (p->list[k] == (int64_t)c)
            return 1;
    return 0;
}

sums reference_multilabel_margin(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 1.0L};
    const double *x = p->x[0], count = (double)p->count;
    for (size_t c = 0; d && c < p->count; c++)
        d->by[0][c] = 0.0;
    for (size_t c = 0; c < p->count; c++) {
        if (is_listed(p, c))
            continue;
        for (size_t k = 0; k < p->count && p->list[k] >= 0; k++) {
            const double excess = 1.0 + x[c] - x[p->list[k]];
            if (excess <= 0.0)
                continue;
            s.loss += (long double)(excess / count);
            if (d) {
                d->by[0][c] += 1.0 / count;
                d->by[0][p->list[k]] -= 1.0 / count;
            }
        }
    }
    return s;
}

sums reference_softmax(const piece *p, const derivatives *d)
{
    const double lse = log_sum_exp(p->x[0], p->count, 1.0);
    for (size_t c = 0; d && c < p->count; c++)
        d->by[0][c] = exp(p->x[0][c] - lse);
    return (sums){0.0L, 0.0L};
}

sums reference_log_softmax(const piece *p, const derivatives *d)
{
    const double lse = log_sum_exp(p->x[0], p->count, 1.0);
    for (size_t c = 0; d && c < p->count; c++)
        d->by[0][c] = p->x[0][c] - lse;
    return (sums){0.0L, 0.0L};
}

sums reference_softmax_backward(const piece *p, const derivatives *d)
{
    long double mass = 0.0L, sum = 0.0L;
    for (size_t c = 0; c < p->count; c++) {
        mass += p->x[0][c];
        sum += (long double)p->x[0][c] * p->t[0][c];
    }
    for (size_t c = 0; d && c < p->count; c++)
        d->by[0][c] = (double)(p->x[0][c] * (p->t[0][c] - sum / mass));
    return (sums){0.0L, 0.0L};
}

sums reference_distillation(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 1.0L};
    const double temperature = p->numbers[0];
    const double student = log_sum_exp(p->x[0], p->count, temperature);
    const double teacher = log_sum_exp(p->t[0], p->count, temperature);
    for (size_t c = 0; c < p->count; c++) {
        const double log_p = p->x[0][c] / temperature - student;
        const double log_q = p->t[0][c] / temperature - teacher, q = exp(log_q);
        s.loss += (long double)(temperature * temperature * q) * (long double)(log_q - log_p);
        if (d)
            d->by[0][c] = temperature * (exp(log_p) - q);
    }
    return s;
}

sums reference_js_div(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 1.0L};
    const double beta = p->numbers[0];
    long double mean = 0.0L; /* of log p - log m over p */
    const double student = log_sum_exp(p->x[0], p->count, 1.0);
    const double teacher = log_sum_exp(p->t[0], p->count, 1.0);
    for (int pass = 0; pass < (d ? 2 : 1); pass++)
        for (size_t c = 0; c < p->count; c++) {
            const double log_p = p->x[0][c] - student, log_q = p->t[0][c] - teacher;
            const double prob = exp(log_p), q = exp(log_q);
            const double log_m = log(beta * q + (1.0 - beta) * prob);
            if (pass == 0) {
                s.loss += (long double)(beta * q * (log_q - log_m));
                s.loss += (long double)((1.0 - beta) * prob * (log_p - log_m));
                mean += (long double)(prob * (log_p - log_m));
            } else {
                d->by[0][c] = (1.0 - beta) * prob * (log_p - log_m - (double)mean);
            }
        }
    return s;
}

sums reference_entropy_penalty(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 1.0L};
    const double lse = log_sum_exp(p->x[0], p->count, 1.0);
    long double mean = 0.0L; /* of log p over p */
    for (size_t c = 0; c < p->count; c++) {
        const double log_p = p->x[0][c] - lse;
        mean += (long double)(exp(log_p) * log_p);
    }
    s.loss = (long double)p->numbers[0] * mean;
    for (size_t c = 0; d && c < p->count; c++) {
        const double log_p = p->x[0][c] - lse, gain = p->numbers[0] * exp(log_p);
        d->by[0][c] = gain * (log_p - (double)mean);
        d->terms[0][c] = gain * fmax(fabs(log_p), fabs((double)mean));
    }
    return s;
}

/* Values and weights are targets. */
sums reference_combine(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 0.0L};
    (void)d;
    for (size_t i = 0; i < p->count; i++)
        s.loss += (long double)p->t[0][i] * (long double)p->t[1][i];
    return s;
}

sums reference_combine_uncertainty(const piece *p, const derivatives *d)
{
    sums s = {0.0L, 0.0L};
    for (size_t i = 0; i < p->count; i++) {
        const double task = p->x[0][i], log_var = p->x[1][i], precision = exp(-log_var);
        s.loss += (long double)(precision * task + 0.5 * log_var);
        if (d) {
            d->by[0][i] = precision;
            d->by[1][i] = 0.5 - precision * task;
        }
    }
    return s;
}

/* Euclid's distance of two vectors. */
static double distance(const double *x, const double *y, size_t count)
{
    long double sum = 0.0L;
    for (size_t i = 0; i < count; i++)
        sum += (long double)(x[i] - y[i]) * (long double)(x[i] - y[i]);
    return sqrt((double)sum);
}

/* With the numbers that are usual: p = 2 and no epsilon. */
sums reference_triplet(const piece *p, const derivatives *d)
{
    const double *a = p->x[0], *positive = p->x[1], *negative = p->x[2];
    const double near = distance(a, positive, p->count), far = distance(a, negative, p->count);
    const double loss = fmax(0.0, p->numbers[0] + near - far);
    for (size_t i = 0; d && i < p->count; i++) {
        const double by_positive = loss > 0.0 ? (positive[i] - a[i]) / near : 0.0;
        const double by_negative = loss > 0.0 ? (a[i] - negative[i]) / far : 0.0;
        d->by[0][i] = -by_positive - by_negative;
        d->by[1][i] = by_positive;
        d->by[2][i] = by_negative;
        d->terms[0][i] = fabs(by_positive) + fabs(by_negative);
    }
    return (sums){(long double)loss, 1.0L};
}

/* The cosine of two vectors; adds its derivatives times a factor to both, with their sizes. */
static double cosine(const piece *p, int first, int second, double factor, const derivatives *d)
{
    const double *a = p->x[first], *b = p->x[second];
    long double xy = 0.0L, xx = 0.0L, yy = 0.0L;
    for (size_t i = 0; i < p->count; i++) {
        xy += (long double)a[i] * (long double)b[i];
        xx += (long double)a[i] * (long double)a[i];
        yy += (long double)b[i] * (long double)b[i];
    }
    const double product = sqrt((double)xx) * sqrt((double)yy), found = (double)xy / product;
    for (size_t i = 0; d && i < p->count; i++) {
        const double by_a = found * a[i] / (double)xx, by_b = found * b[i] / (double)yy;
        d->by[first][i] += factor * (b[i] / product - by_a);
        d->by[second][i] += factor * (a[i] / product - by_b);
        d->terms[first][i] += fabs(factor) * (fabs(b[i] / product) + fabs(by_a));
        d->terms[second][i] += fabs(factor) * (fabs(a[i] / product) + fabs(by_b));
    }
    return found;
}

static void clear(const piece *p, int inputs, const derivatives *d)
{
    for (int x = 0; d && x < inputs; x++)
        for (size_t i = 0; i < p->count; i++)
            d->by[x][i] = d->terms[x][i] = 0.0;
}

sums reference_triplet_cosine(const piece *p, const derivatives *d)
{
    clear(p, 3, d);
    const double loss = fmax(0.0, p->numbers[0] + cosine(p, 0, 2, 0.0, NULL) - cosine(p, 0, 1, 0.0, NULL));
    if (loss > 0.0) {
        cosine(p, 0, 1, -1.0, d);
        cosine(p, 0, 2, 1.0, d);
    }
    return (sums){(long double)loss, 1.0L};
}

sums reference_contrastive(const piece *p, const derivatives *d)
{
    const double apart = distance(p->x[0], p->x[1], p->count), left = fmax(0.0, p->numbers[0] - apart);
    const int alike = p->t[0][0] == 1.0;
    for (size_t i = 0; d && i < p->count; i++) {
        const double difference = p->x[0][i] - p->x[1][i];
        const double slope = alike ? difference : left > 0.0 ? -left * difference / apart : 0.0;
        d->by[0][i] = slope;
        d->by[1][i] = -slope;
        d->terms[0][i] = d->terms[1][i] = alike ? 0.0 : fabs(difference);
    }
    return (sums){(long double)(alike ? apart * apart / 2.0 : left * left / 2.0), 1.0L};
}

/* With the numbers that are usual: p = 2 and no epsilon. */
sums reference_pairwise_distance(const piece *p, const derivatives *d)
{
    const double apart = distance(p->x[0], p->x[1], p->count);
    for (size_t i = 0; d && i < p->count; i++) {
        d->by[0][i] = (p->x[0][i] - p->x[1][i]) / apart;
        d->by[1][i] = -d->by[0][i];
    }
    return (sums){(long double)apart, 1.0L};
}

sums reference_cosine_distance(const piece *p, const derivatives *d)
{
    clear(p, 2, d);
    return (sums){(long double)(1.0 - cosine(p, 0, 1, -1.0, d)), 1.0L};
}

sums reference_cosine_embedding(const piece *p, const derivatives *d)
{
    const int alike = p->t[0][0] == 1.0;
    const double found = cosine(p, 0, 1, 0.0, NULL), loss = alike ? 1.0 - found : fmax(0.0, found - p->numbers[0]);
    clear(p, 2, d);
    if (alike || loss > 0.0)
        cosine(p, 0, 1, alike ? -1.0 : 1.0, d);
    return (sums){(long double)loss, 1.0L};
}

sums reference_group_lasso_penalty(const piece *p, const derivatives *d)
{
    long double squares = 0.0L;
    for (size_t i = 0; i < p->count; i++)
        squares += (long double)p->x[0][i] * (long double)p->x[0][i];
    const double norm = sqrt((double)squares), factor = p->numbers[0] * sqrt((double)p->count);
    for (size_t i = 0; d && i < p->count; i++) {
        d->by[0][i] = norm == 0.0 ? 0.0 : factor * p->x[0][i] / norm;
        d->terms[0][i] = 0.0;
    }
    return (sums){(long double)(factor * norm), 0.0L};
}
