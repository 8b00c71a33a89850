/*
 * What one writes by hand: loops as in the textbooks, and for the losses over classes one loop for
 * the softmax, one for the loss and one for the gradient, as llm.c does. Compiled with -Ofast
 * -march=native, rows or elements shared among OpenMP's threads. Values are summed in double, so
 * that they are right for millions of elements.
 */
#include <math.h>

#include "bench.h"

/* A loop over elements: `l` is the loss of one, `d` its derivative. */
#define PLAIN(name, ...)                                                                           \
    void plain_##name(void *context)                                                               \
    {                                                                                              \
        plain_call *p = context;                                                                   \
        const float *x_all = p->x, *t_all = p->t, scale = 1.0f / (float)p->rows;                   \
        float *grad = p->grad;                                                                     \
        const size_t n = p->rows;                                                                  \
        double sum = 0.0;                                                                          \
        _Pragma("omp parallel for simd reduction(+ : sum) schedule(static)")                       \
        for (size_t i = 0; i < n; i++) {                                                           \
            const float x = x_all[i], t = t_all[i];                                                \
            float l, d;                                                                            \
            __VA_ARGS__                                                                            \
            (void)d;                                                                               \
            sum += (double)l;                                                                      \
        }                                                                                          \
        p->value = sum / (double)n;                                                                \
        if (!grad)                                                                                 \
            return;                                                                                \
        _Pragma("omp parallel for simd schedule(static)")                                          \
        for (size_t i = 0; i < n; i++) {                                                           \
            const float x = x_all[i], t = t_all[i];                                                \
            float l, d;                                                                            \
            __VA_ARGS__                                                                            \
            (void)l;                                                                               \
            grad[i] = scale * d;                                                                   \
        }                                                                                          \
    }

PLAIN(mse, l = (x - t) * (x - t); d = 2.0f * (x - t);)
PLAIN(hinge, l = fmaxf(0.0f, 1.0f - t * x); d = t * x < 1.0f ? -t : 0.0f;)
PLAIN(bce_logits, l = fmaxf(x, 0.0f) - x * t + log1pf(expf(-fabsf(x)));
      d = 1.0f / (1.0f + expf(-x)) - t;)

void plain_kl_div(void *context)
{
    plain_call *p = context;
    const size_t rows = p->rows, classes = p->classes;
    const float scale = 1.0f / (float)rows;
    double sum = 0.0;
#pragma omp parallel for reduction(+ : sum) schedule(static)
    for (size_t row = 0; row < rows; row++) {
        const float *x = p->x + row * classes, *t = p->t + row * classes;
        double loss = 0.0;
        for (size_t c = 0; c < classes; c++)
            loss += t[c] > 0.0f ? (double)(t[c] * (logf(t[c]) - x[c])) : 0.0;
        sum += loss;
    }
    p->value = sum / (double)rows;
    if (!p->grad)
        return;
#pragma omp parallel for schedule(static)
    for (size_t i = 0; i < rows * classes; i++)
        p->grad[i] = -scale * p->t[i];
}

static void softmax_forward(const float *logits, float temperature, size_t rows, size_t classes,
                            float *probs)
{
    const float inverse = 1.0f / temperature;
#pragma omp parallel for schedule(static)
    for (size_t row = 0; row < rows; row++) {
        const float *z = logits + row * classes;
        float *p = probs + row * classes;
        float largest = -INFINITY, sum = 0.0f;
        for (size_t c = 0; c < classes; c++)
            largest = z[c] > largest ? z[c] : largest;
        for (size_t c = 0; c < classes; c++) {
            p[c] = expf((z[c] - largest) * inverse);
            sum += p[c];
        }
        for (size_t c = 0; c < classes; c++)
            p[c] /= sum;
    }
}

static double cross_entropy_forward(const plain_call *p, const float *probs)
{
    const float smoothing = p->label_smoothing;
    double sum = 0.0;
#pragma omp parallel for reduction(+ : sum) schedule(static)
    for (size_t row = 0; row < p->rows; row++) {
        const float *prob = probs + row * p->classes;
        double loss = -(1.0 - (double)smoothing) * (double)logf(prob[p->index[row]]);
        if (smoothing != 0.0f) {
            double others = 0.0;
            for (size_t c = 0; c < p->classes; c++)
                others -= (double)logf(prob[c]);
            loss += (double)smoothing / (double)p->classes * others;
        }
        sum += loss;
    }
    return sum / (double)p->rows;
}

static void cross_entropy_backward(const plain_call *p, const float *probs)
{
    const float scale = 1.0f / (float)p->rows;
    const float others = p->label_smoothing / (float)p->classes;
#pragma omp parallel for schedule(static)
    for (size_t row = 0; row < p->rows; row++) {
        const float *prob = probs + row * p->classes;
        float *grad = p->grad + row * p->classes;
        for (size_t c = 0; c < p->classes; c++) {
            const float indicator = (int64_t)c == p->index[row] ? 1.0f - p->label_smoothing : 0.0f;
            grad[c] = (prob[c] - others - indicator) * scale;
        }
    }
}

void plain_cross_entropy(void *context)
{
    plain_call *p = context;
    softmax_forward(p->x, 1.0f, p->rows, p->classes, p->scratch);
    p->value = cross_entropy_forward(p, p->scratch);
    if (p->grad)
        cross_entropy_backward(p, p->scratch);
}

void plain_distillation(void *context)
{
    plain_call *p = context;
    const size_t rows = p->rows, classes = p->classes;
    const float temperature = p->temperature, scale = temperature / (float)rows;
    float *student = p->scratch, *teacher = p->scratch + rows * classes;
    double sum = 0.0;
    softmax_forward(p->x, temperature, rows, classes, student);
    softmax_forward(p->t, temperature, rows, classes, teacher);
#pragma omp parallel for reduction(+ : sum) schedule(static)
    for (size_t row = 0; row < rows; row++) {
        const float *s = student + row * classes, *t = teacher + row * classes;
        double loss = 0.0;
        for (size_t c = 0; c < classes; c++)
            loss += (double)(t[c] * (logf(t[c]) - logf(s[c])));
        sum += loss;
    }
    p->value = (double)(temperature * temperature) * sum / (double)rows;
    if (!p->grad)
        return;
#pragma omp parallel for schedule(static)
    for (size_t i = 0; i < rows * classes; i++)
        p->grad[i] = scale * (student[i] - teacher[i]);
}
