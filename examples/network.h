/*
 * What the training examples share: trainable parameters with Adam, dense layers, random numbers,
 * a check of gradients, and the ways to stop on an error. None of it is part of libloss, which has
 * only the losses.
 *
 * Matrices are flat and row-major. The gradient of an array is named d_<array>.
 */
#ifndef EXAMPLES_NETWORK_H
#define EXAMPLES_NETWORK_H

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "loss.h"

static inline void check(loss_status status)
{
    if (status != LOSS_OK) {
        fprintf(stderr, "%s: %s\n", loss_status_string(status), loss_last_error());
        exit(EXIT_FAILURE);
    }
}

static inline void fail(const char *path, const char *reason)
{
    fprintf(stderr, "%s: %s\n", path, reason);
    exit(EXIT_FAILURE);
}

/* In [0, 1). SplitMix64 (Steele, Lea and Flood 2014), because rand() differs between C libraries
 * and a run should be repeatable. */
static inline float random_uniform(uint64_t *state)
{
    uint64_t bits = (*state += 0x9E3779B97F4A7C15u);
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
    bits ^= bits >> 31;
    return (float)(bits >> 40) * (1.0f / 16777216.0f); /* 24 bits fit a float exactly */
}

/* In [0, n). The product may round up to n. */
static inline size_t random_index(uint64_t *state, size_t n)
{
    size_t index = (size_t)((double)random_uniform(state) * (double)n);
    return index < n ? index : n - 1;
}

typedef struct parameter {
    size_t count;
    float *value;
    float *d_value;
    float *mean;   /* Adam's running mean of the gradient */
    float *square; /* and of its square */
} parameter;

/* Uniform in [-scale, scale); a scale of 0 is for biases. */
static inline parameter parameter_new(size_t count, float scale, uint64_t *random_state)
{
    float *memory = calloc(4 * count, sizeof *memory);
    if (memory == NULL)
        fail("parameters", "out of memory");
    for (size_t i = 0; i < count; i++)
        memory[i] = scale * (2.0f * random_uniform(random_state) - 1.0f) + 0.0f; /* not -0 */
    return (parameter){count, memory, memory + count, memory + 2 * count, memory + 3 * count};
}

static inline void parameter_free(parameter *p)
{
    free(p->value); /* the other arrays are parts of the same block */
}

/* Adam with decoupled weight decay (Loshchilov and Hutter 2019). step counts from 1: the
 * corrections make up for averages that start at 0. Clears the gradient, since backward passes
 * add to it. */
static inline void parameter_update(parameter *p, int step, float learning_rate, float weight_decay)
{
    const float beta_mean = 0.9f;
    const float beta_square = 0.99f;
    const float epsilon = 1e-8f;
    const float mean_correction = 1.0f / (1.0f - powf(beta_mean, (float)step));
    const float square_correction = 1.0f / (1.0f - powf(beta_square, (float)step));

    for (size_t i = 0; i < p->count; i++) {
        float d = p->d_value[i];
        p->mean[i] = beta_mean * p->mean[i] + (1.0f - beta_mean) * d;
        p->square[i] = beta_square * p->square[i] + (1.0f - beta_square) * d * d;
        float root = sqrtf(p->square[i] * square_correction);
        float direction = p->mean[i] * mean_correction / (root + epsilon);
        p->value[i] -= learning_rate * (direction + weight_decay * p->value[i]);
        p->d_value[i] = 0.0f;
    }
}

/* What a gradient is checked with: the objective at the present values of the parameters. */
typedef double objective_function(void *context);

/* How far the largest derivative of p is from the central difference of the objective there, as a
 * part of the larger of the two. With a smaller step the rounding of floats would show, with a
 * larger one the curvature of the objective and the kinks of ReLUs. */
static inline double gradient_error(parameter *p, objective_function *objective, void *context)
{
    const float step = 0.001f;
    size_t largest = 0;
    for (size_t i = 1; i < p->count; i++)
        if (fabsf(p->d_value[i]) > fabsf(p->d_value[largest]))
            largest = i;

    float *x = &p->value[largest];
    const float here = *x;
    const float above = here + step;
    const float below = here - step;
    const double analytic = p->d_value[largest]; /* the objective may write it anew */
    *x = above;
    double difference = objective(context);
    *x = below;
    difference -= objective(context);
    *x = here;

    double numeric = difference / ((double)above - (double)below); /* not exactly two steps */
    double scale = fmax(fabs(numeric), fabs(analytic));
    return scale > 0.0 ? fabs(numeric - analytic) / scale : 0.0;
}

/* In blocks of 4: compilers do not reorder the additions of floats to make vectors of them. */
static inline float dot(const float *x, const float *y, size_t n)
{
    const size_t blocks_end = n - n % 4;
    float sum[4] = {0.0f};
    for (size_t i = 0; i < blocks_end; i += 4)
        for (size_t k = 0; k < 4; k++)
            sum[k] += x[i + k] * y[i + k];
    for (size_t i = blocks_end; i < n; i++)
        sum[0] += x[i] * y[i];
    return sum[0] + sum[1] + sum[2] + sum[3];
}

static inline void add_scaled(float *restrict sum, float scale, const float *restrict x, size_t n)
{
    const size_t blocks_end = n - n % 4;
    for (size_t i = 0; i < blocks_end; i += 4)
        for (size_t k = 0; k < 4; k++)
            sum[i + k] += scale * x[i + k];
    for (size_t i = blocks_end; i < n; i++)
        sum[i] += scale * x[i];
}

/* output (rows, outputs) = input (rows, inputs) * weight (inputs, outputs) + bias (outputs) */
static inline void dense_forward(const float *input, const parameter *weight, const parameter *bias,
                                 size_t rows, size_t inputs, size_t outputs, float *output)
{
    for (size_t row = 0; row < rows; row++) {
        float *y = output + row * outputs;
        for (size_t j = 0; j < outputs; j++)
            y[j] = bias->value[j];
        for (size_t i = 0; i < inputs; i++)
            add_scaled(y, input[row * inputs + i], weight->value + i * outputs, outputs);
    }
}

/* Adds to the gradients of weight and bias, writes d_input (rows, inputs). NULL: not wanted. */
static inline void dense_backward(const float *input, parameter *weight, parameter *bias,
                                  const float *d_output, size_t rows, size_t inputs,
                                  size_t outputs, float *d_input)
{
    for (size_t row = 0; row < rows; row++) {
        const float *x = input + row * inputs;
        const float *d_y = d_output + row * outputs;
        add_scaled(bias->d_value, 1.0f, d_y, outputs);
        for (size_t i = 0; i < inputs; i++)
            add_scaled(weight->d_value + i * outputs, x[i], d_y, outputs);
        for (size_t i = 0; d_input != NULL && i < inputs; i++)
            d_input[row * inputs + i] = dot(weight->value + i * outputs, d_y, outputs);
    }
}

/* A dense layer that knows its size. */
typedef struct layer {
    size_t inputs;
    size_t outputs;
    parameter weight; /* (inputs, outputs) */
    parameter bias;   /* (outputs) */
} layer;

static inline layer layer_new(size_t inputs, size_t outputs, float scale, uint64_t *random_state)
{
    parameter weight = parameter_new(inputs * outputs, scale, random_state);
    parameter bias = parameter_new(outputs, 0.0f, random_state);
    return (layer){inputs, outputs, weight, bias};
}

static inline void layer_free(layer *l)
{
    parameter_free(&l->weight);
    parameter_free(&l->bias);
}

static inline void layer_forward(const layer *l, const float *input, size_t rows, float *output)
{
    dense_forward(input, &l->weight, &l->bias, rows, l->inputs, l->outputs, output);
}

static inline void layer_backward(layer *l, const float *input, const float *d_output, size_t rows,
                                  float *d_input)
{
    dense_backward(input, &l->weight, &l->bias, d_output, rows, l->inputs, l->outputs, d_input);
}

static inline void layer_update(layer *l, int step, float learning_rate)
{
    parameter_update(&l->weight, step, learning_rate, 0.0f);
    parameter_update(&l->bias, step, learning_rate, 0.0f);
}

/* Options with memory for loss_linear_cross_entropy_f32, which is the last layer and its loss in
 * one. Its weight is (outputs, inputs), other than that of a layer here. */
static inline loss_options_f32 linear_head_options(size_t rows, size_t inputs, size_t outputs)
{
    loss_options_f32 options = {0};
    options.workspace_size =
        loss_linear_cross_entropy_workspace_f32(rows, inputs, outputs, 1, &options);
    options.workspace = malloc(options.workspace_size);
    if (options.workspace == NULL)
        fail("workspace of the linear head", "out of memory");
    return options;
}

static inline void relu_forward(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = x[i] > 0.0f ? x[i] : 0.0f;
}

/* output is what relu_forward left; d_output becomes the gradient of its input. */
static inline void relu_backward(const float *output, float *d_output, size_t n)
{
    for (size_t i = 0; i < n; i++)
        d_output[i] = output[i] > 0.0f ? d_output[i] : 0.0f;
}

#endif
