/*
 * Trains one network for two tasks whose losses differ in size, and learns how to weigh them.
 *
 *   height   of a place on a map, measured with an error of 3: loss_mse_f32
 *   wet      or dry? Wet is what lies near a winding river: loss_bce_logits_f32
 *
 * The tasks share a hidden layer and have a head each. With loss_combine_uncertainty_f32 the
 * logarithm s of a task's variance is a parameter like any other (Kendall et al. 2018): e^-s weighs
 * its loss, and s/2 keeps s from growing. A step makes two passes. The first gets the values of the
 * losses, and from them the combination and its derivative by each value. The second gets the
 * gradients, each multiplied by that derivative, the `upstream` of its call. An L2 penalty on the
 * shared weights comes on top: LOSS_ACCUMULATE adds its gradient to what both tasks left there.
 *
 * A second network has the fixed weights 1 and 1 (loss_combine_f32), to compare with.
 *
 * Exits with 1 unless the gradient agrees with central differences, s tells the error of the
 * heights to 10 %, and both tasks come near the best possible on places that were held out.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"

enum {
    HEIGHT, /* the tasks */
    WET,
    TASKS,

    PLACES = 512,
    COORDINATES = 2,
    HIDDEN = 32,
    STEPS = 1000,
    REPORT_EVERY = 200 /* steps */
};

static const float LEARNING_RATE = 0.02f;
static const double L2 = 0.0005;
static const double COEFFICIENTS[TASKS] = {0.5, 1.0}; /* of the paper: squares, classes */
static const double FIXED_WEIGHTS[TASKS] = {1.0, 1.0};

static const float HILLS = 10.0f;            /* how high they are */
static const float MEASUREMENT_ERROR = 3.0f; /* standard deviation */

static const double GRADIENT_TOLERANCE = 0.01;
static const double SIGMA_TOLERANCE = 0.1;
static const double MSE_TOLERANCE = 0.25;
static const double RIGHT_TOLERANCE = 0.05;

typedef struct places {
    float coordinates[PLACES * COORDINATES]; /* in [-1, 1) */
    float height[PLACES];                    /* as measured */
    float wet[PLACES];                       /* 1 or 0 */
    double best_mse;   /* of one who knew the land, but not the accidents */
    double best_right; /* part of wet and dry */
} places;

typedef struct model {
    layer shared;      /* (COORDINATES, HIDDEN) */
    layer head[TASKS]; /* (HIDDEN, 1) */
    parameter log_var; /* (TASKS) */
} model;

typedef struct run {
    model m;
    const places *data;
    int fixed_weights;
    float hidden[PLACES * HIDDEN];
    float d_hidden[PLACES * HIDDEN];
    float d_head[PLACES * HIDDEN]; /* the part of one task */
    float output[TASKS][PLACES];
    float d_output[TASKS][PLACES];
    double value[TASKS];
    double d_value[TASKS]; /* the derivatives of the total by the values */
} run;

/* About normally distributed, mean 0 and standard deviation 1. */
static float random_normal(uint64_t *random_state)
{
    float sum = -6.0f;
    for (int i = 0; i < 12; i++)
        sum += random_uniform(random_state);
    return sum;
}

static void draw_places(places *p, uint64_t *random_state)
{
    double squares = 0.0, right = 0.0;
    for (size_t i = 0; i < PLACES; i++) {
        float x = 2.0f * random_uniform(random_state) - 1.0f;
        float y = 2.0f * random_uniform(random_state) - 1.0f;
        float height = HILLS * sinf(3.0f * x + 1.0f) * cosf(3.0f * y);
        float from_river = fabsf(y - 0.5f * sinf(4.0f * x));
        float probability_wet = 1.0f / (1.0f + expf(25.0f * from_river - 6.0f));
        float accident = MEASUREMENT_ERROR * random_normal(random_state);
        p->coordinates[i * COORDINATES] = x;
        p->coordinates[i * COORDINATES + 1] = y;
        p->height[i] = height + accident;
        p->wet[i] = random_uniform(random_state) < probability_wet ? 1.0f : 0.0f;
        squares += (double)accident * (double)accident;
        right += (probability_wet > 0.5f) == (p->wet[i] == 1.0f);
    }
    p->best_mse = squares / PLACES;
    p->best_right = right / PLACES;
}

static model model_new(uint64_t *random_state)
{
    model m;
    m.shared = layer_new(COORDINATES, HIDDEN, 2.0f, random_state);
    for (size_t task = 0; task < TASKS; task++)
        m.head[task] = layer_new(HIDDEN, 1, 0.1f, random_state);
    m.log_var = parameter_new(TASKS, 0.0f, random_state);
    return m;
}

static void model_free(model *m)
{
    layer_free(&m->shared);
    for (size_t task = 0; task < TASKS; task++)
        layer_free(&m->head[task]);
    parameter_free(&m->log_var);
}

static void model_update(model *m, int step, float learning_rate)
{
    layer_update(&m->shared, step, learning_rate);
    for (size_t task = 0; task < TASKS; task++)
        layer_update(&m->head[task], step, learning_rate);
    parameter_update(&m->log_var, step, learning_rate, 0.0f);
}

static void forward(run *r, const places *p)
{
    layer_forward(&r->m.shared, p->coordinates, PLACES, r->hidden);
    for (size_t i = 0; i < PLACES * HIDDEN; i++)
        r->hidden[i] = tanhf(r->hidden[i]);
    for (size_t task = 0; task < TASKS; task++)
        layer_forward(&r->m.head[task], r->hidden, PLACES, r->output[task]);
}

/* The first pass: values only. What they are combined to needs them all, and is needed before any
 * gradient. */
static double objective(void *context)
{
    run *r = context;
    const places *p = r->data;
    parameter *shared = &r->m.shared.weight;
    parameter *log_var = &r->m.log_var;
    double total, penalty;

    forward(r, p);
    check(loss_mse_f32(r->output[HEIGHT], p->height, PLACES, NULL, &r->value[HEIGHT], NULL));
    check(loss_bce_logits_f32(r->output[WET], p->wet, PLACES, 0.0, 0.0, NULL, &r->value[WET], NULL));
    if (r->fixed_weights) {
        check(loss_combine_f32(r->value, FIXED_WEIGHTS, TASKS, &total));
        for (size_t task = 0; task < TASKS; task++)
            r->d_value[task] = FIXED_WEIGHTS[task];
    } else {
        check(loss_combine_uncertainty_f32(r->value, log_var->value, COEFFICIENTS, TASKS, &total,
                                           r->d_value, log_var->d_value));
    }
    check(loss_l2_penalty_f32(shared->value, shared->count, L2, NULL, &penalty, NULL));
    return total + penalty;
}

/* The second pass: gradients only, each task's multiplied by the derivative of the total by its
 * value. */
static void backward(run *r)
{
    const places *p = r->data;
    parameter *shared = &r->m.shared.weight;
    const loss_options_f32 of_height = {.upstream = &r->d_value[HEIGHT]};
    const loss_options_f32 of_wet = {.upstream = &r->d_value[WET]};
    check(loss_mse_f32(r->output[HEIGHT], p->height, PLACES, &of_height, NULL,
                       r->d_output[HEIGHT]));
    check(loss_bce_logits_f32(r->output[WET], p->wet, PLACES, 0.0, 0.0, &of_wet, NULL,
                              r->d_output[WET]));

    memset(r->d_hidden, 0, sizeof r->d_hidden);
    for (size_t task = 0; task < TASKS; task++) {
        layer_backward(&r->m.head[task], r->hidden, r->d_output[task], PLACES, r->d_head);
        add_scaled(r->d_hidden, 1.0f, r->d_head, PLACES * HIDDEN);
    }
    for (size_t i = 0; i < PLACES * HIDDEN; i++)
        r->d_hidden[i] *= 1.0f - r->hidden[i] * r->hidden[i];
    layer_backward(&r->m.shared, p->coordinates, r->d_hidden, PLACES, NULL);

    const loss_options_f32 accumulate = {.flags = LOSS_ACCUMULATE};
    check(loss_l2_penalty_f32(shared->value, shared->count, L2, &accumulate, NULL,
                              shared->d_value));
}

static void train(run *r, int print)
{
    const float *s = r->m.log_var.value;
    for (int step = 0; step <= STEPS; step++) {
        double total = objective(r);
        if (print && step % REPORT_EVERY == 0)
            printf("step %4d   height: loss %7.3f, s %5.2f   wet: loss %.3f, s %5.2f   "
                   "total %6.3f\n",
                   step, r->value[HEIGHT], (double)s[HEIGHT], r->value[WET],
                   (double)s[WET], total);
        if (step < STEPS) {
            /* Falls to nearly 0, so that the last steps settle instead of jumping about. */
            float learning_rate = LEARNING_RATE * (float)(STEPS - step) / (float)STEPS;
            backward(r);
            model_update(&r->m, step + 1, learning_rate);
        }
    }
}

static void print_test(const char *name, double mse, double right)
{
    printf("%-16s squared error of the height %6.3f   wet or dry: %4.1f %% right\n", name, mse,
           100.0 * right);
}

/* Prints how well both tasks do on held-out places; returns whether they come near the best. */
static int test(run *r, const places *held_out, const char *name)
{
    double mse, right = 0.0;
    forward(r, held_out);
    check(loss_mse_f32(r->output[HEIGHT], held_out->height, PLACES, NULL, &mse, NULL));
    for (size_t i = 0; i < PLACES; i++)
        right += (r->output[WET][i] > 0.0f) == (held_out->wet[i] == 1.0f);
    right /= PLACES;
    print_test(name, mse, right);
    return mse <= (1.0 + MSE_TOLERANCE) * held_out->best_mse &&
           right >= held_out->best_right - RIGHT_TOLERANCE;
}

/* Where the weights are far from 1, and both tasks matter. */
static int check_gradient(run *r)
{
    r->m.log_var.value[HEIGHT] = 3.0f;
    r->m.log_var.value[WET] = -1.0f;
    objective(r);
    backward(r);
    double shared = gradient_error(&r->m.shared.weight, objective, r);
    double log_var = gradient_error(&r->m.log_var, objective, r);
    printf("gradient from central differences: %.4f %% (a shared weight), %.4f %% (an s)\n",
           100.0 * shared, 100.0 * log_var);
    return shared <= GRADIENT_TOLERANCE && log_var <= GRADIENT_TOLERANCE;
}

int main(void)
{
    static places data, held_out; /* static: too large for the stack of some systems */
    static run checked, learned, fixed;
    uint64_t random_state = 1;
    draw_places(&data, &random_state);
    draw_places(&held_out, &random_state);

    run *const runs[] = {&checked, &learned, &fixed};
    for (size_t i = 0; i < 3; i++) { /* the same model for all */
        uint64_t model_state = random_state;
        runs[i]->m = model_new(&model_state);
        runs[i]->data = &data;
    }
    fixed.fixed_weights = 1;

    int gradient_right = check_gradient(&checked);
    train(&learned, 1);
    train(&fixed, 0);

    double sigma = exp(0.5 * (double)learned.m.log_var.value[HEIGHT]);
    printf("s of the height stands for a standard deviation of %.2f; heights were measured with "
           "%.2f\n", sigma, (double)MEASUREMENT_ERROR);
    print_test("best possible", held_out.best_mse, held_out.best_right);
    int learned_well = test(&learned, &held_out, "learned weights");
    test(&fixed, &held_out, "weights 1 and 1");
    for (size_t i = 0; i < 3; i++)
        model_free(&runs[i]->m);

    if (!gradient_right) {
        fprintf(stderr, "the gradient should be within %.1f %%\n", 100.0 * GRADIENT_TOLERANCE);
        return EXIT_FAILURE;
    }
    if (!(fabs(sigma / (double)MEASUREMENT_ERROR - 1.0) <= SIGMA_TOLERANCE)) {
        fprintf(stderr, "the standard deviation should be within %.0f %%\n",
                100.0 * SIGMA_TOLERANCE);
        return EXIT_FAILURE;
    }
    if (!learned_well) {
        fprintf(stderr, "learned weights should come within %.0f %% of the best squared error, and "
                        "%.0f %% of the best part of places\n",
                100.0 * MSE_TOLERANCE, 100.0 * RIGHT_TOLERANCE);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
