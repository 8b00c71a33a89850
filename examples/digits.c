/*
 * Trains a classifier on 1,797 real handwritten digits: 64 pixels -> 32 hidden units -> 10 classes.
 * The loss and its gradient, and at evaluation the predicted classes, come from
 * loss_cross_entropy_f32.
 *
 *   digits [digits.csv]       default: examples/data/digits.csv
 *
 * Exits with 1 when fewer than 93 % of the held-out digits are recognised.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"

enum {
    PIXELS = 64,
    CLASSES = 10,
    HIDDEN = 32,
    PIXEL_MAX = 16,
    SAMPLES_MAX = 2000,
    BATCH = 32,
    EPOCHS = 40,
    REPORT_EVERY = 5, /* epochs */
    TEST_EVERY = 4    /* samples */
};

static const float LEARNING_RATE = 0.003f;
static const float WEIGHT_DECAY = 0.01f;
static const double REQUIRED_ACCURACY = 0.93;

typedef struct dataset {
    size_t count;
    float pixels[SAMPLES_MAX * PIXELS]; /* 0 to 1 */
    int64_t label[SAMPLES_MAX];
} dataset;

typedef struct model {
    parameter hidden_weight; /* (PIXELS, HIDDEN) */
    parameter hidden_bias;   /* (HIDDEN) */
    parameter output_weight; /* (HIDDEN, CLASSES) */
    parameter output_bias;   /* (CLASSES) */
} model;

typedef struct activations {
    float hidden[SAMPLES_MAX * HIDDEN];
    float logits[SAMPLES_MAX * CLASSES]; /* after the loss: their gradient */
    float d_hidden[SAMPLES_MAX * HIDDEN];
} activations;

/* One line: 64 pixels and a label, separated by commas. */
static int parse_line(const char *text, float *pixels, int64_t *label)
{
    for (size_t column = 0; column <= PIXELS; column++) {
        char *end;
        long number = strtol(text, &end, 10);
        long limit = column < PIXELS ? PIXEL_MAX : CLASSES - 1;
        int line_ends = *end == '\n' || *end == '\r' || *end == '\0';
        int separated = column < PIXELS ? *end == ',' : line_ends;
        if (end == text || number < 0 || number > limit || !separated)
            return 0;
        if (column < PIXELS)
            pixels[column] = (float)number / (float)PIXEL_MAX;
        else
            *label = number;
        text = end + 1;
    }
    return 1;
}

/* Every fourth sample is held out, which leaves about as many of each digit in both parts. (Every
 * fifth would not: the labels repeat about every 130 lines, and five divides that.) Neighbours are
 * often by the same hand, so this is easier than unseen hands: about 90 % with the last fifth. */
static void read_digits(const char *path, dataset *train, dataset *test)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        fail(path, "cannot open; give the path of digits.csv as the first argument");

    char line[512];
    for (size_t i = 0; fgets(line, sizeof line, file) != NULL; i++) {
        dataset *part = i % TEST_EVERY == TEST_EVERY - 1 ? test : train;
        if (part->count == SAMPLES_MAX)
            fail(path, "too many samples");
        if (!parse_line(line, part->pixels + part->count * PIXELS, &part->label[part->count])) {
            fprintf(stderr, "%s:%zu: not 64 pixels from 0 to 16 and a digit\n", path, i + 1);
            exit(EXIT_FAILURE);
        }
        part->count++;
    }
    fclose(file);
    if (train->count == 0 || test->count == 0)
        fail(path, "too few samples");
}

static model model_new(uint64_t *random_state)
{
    /* The scales keep the size of activations from layer to layer (He et al. 2015). */
    model m;
    m.hidden_weight = parameter_new(PIXELS * HIDDEN, sqrtf(6.0f / PIXELS), random_state);
    m.hidden_bias = parameter_new(HIDDEN, 0.0f, random_state);
    m.output_weight = parameter_new(HIDDEN * CLASSES, sqrtf(6.0f / HIDDEN), random_state);
    m.output_bias = parameter_new(CLASSES, 0.0f, random_state);
    return m;
}

static void model_free(model *m)
{
    parameter_free(&m->hidden_weight);
    parameter_free(&m->hidden_bias);
    parameter_free(&m->output_weight);
    parameter_free(&m->output_bias);
}

static void model_forward(const model *m, const float *pixels, size_t rows, activations *a)
{
    dense_forward(pixels, &m->hidden_weight, &m->hidden_bias, rows, PIXELS, HIDDEN, a->hidden);
    relu_forward(a->hidden, rows * HIDDEN);
    dense_forward(a->hidden, &m->output_weight, &m->output_bias, rows, HIDDEN, CLASSES, a->logits);
}

static void model_backward(model *m, const float *pixels, size_t rows, activations *a,
                           const float *d_logits)
{
    dense_backward(a->hidden, &m->output_weight, &m->output_bias, d_logits, rows, HIDDEN, CLASSES,
                   a->d_hidden);
    relu_backward(a->hidden, a->d_hidden, rows * HIDDEN);
    dense_backward(pixels, &m->hidden_weight, &m->hidden_bias, a->d_hidden, rows, PIXELS, HIDDEN,
                   NULL);
}

static void model_update(model *m, int step, float learning_rate)
{
    parameter_update(&m->hidden_weight, step, learning_rate, WEIGHT_DECAY);
    parameter_update(&m->hidden_bias, step, learning_rate, 0.0f);
    parameter_update(&m->output_weight, step, learning_rate, WEIGHT_DECAY);
    parameter_update(&m->output_bias, step, learning_rate, 0.0f);
}

static void train_epoch(model *m, const dataset *train, activations *a, float learning_rate,
                        int *step, uint64_t *random_state)
{
    static size_t order[SAMPLES_MAX];
    for (size_t i = 0; i < train->count; i++) { /* Fisher-Yates, building the shuffle as it goes */
        size_t j = random_index(random_state, i + 1);
        order[i] = order[j];
        order[j] = i;
    }

    for (size_t start = 0; start < train->count; start += BATCH) {
        size_t rows = train->count - start < BATCH ? train->count - start : BATCH;
        float pixels[BATCH * PIXELS];
        int64_t label[BATCH];
        for (size_t row = 0; row < rows; row++) {
            size_t sample = order[start + row];
            memcpy(pixels + row * PIXELS, train->pixels + sample * PIXELS, PIXELS * sizeof(float));
            label[row] = train->label[sample];
        }

        model_forward(m, pixels, rows, a);
        /* In place: the logits are not needed again, so their gradient takes their memory. The
         * value is not wanted here, and NULL saves computing it. */
        float *d_logits = a->logits;
        check(loss_cross_entropy_f32(a->logits, label, rows, CLASSES, NULL, NULL, NULL, d_logits));
        model_backward(m, pixels, rows, a, d_logits);

        *step += 1;
        model_update(m, *step, learning_rate);
    }
}

/* Mean cross-entropy; *accuracy is the part of the samples whose largest logit is the label's. The
 * loss has to find the largest logit anyway: argmax asks for its place. */
static double evaluate(const model *m, const dataset *data, activations *a, double *accuracy)
{
    static int64_t predicted[SAMPLES_MAX];
    const loss_class_options_f32 class_options = {.argmax = predicted};
    double loss;

    model_forward(m, data->pixels, data->count, a);
    check(loss_cross_entropy_f32(a->logits, data->label, data->count, CLASSES, &class_options, NULL,
                                 &loss, NULL));
    size_t right = 0;
    for (size_t i = 0; i < data->count; i++)
        right += predicted[i] == data->label[i];
    *accuracy = (double)right / (double)data->count;
    return loss;
}

int main(int argc, char **argv)
{
    static dataset train, test; /* static: too large for the stack of some systems */
    static activations a;
    read_digits(argc > 1 ? argv[1] : "examples/data/digits.csv", &train, &test);
    printf("%zu digits to train on, %zu held out\n", train.count, test.count);

    uint64_t random_state = 1;
    model m = model_new(&random_state);
    int step = 0;
    double test_accuracy = 0.0;
    for (int epoch = 0; epoch <= EPOCHS; epoch++) {
        if (epoch > 0) {
            /* Falls to nearly 0, so that the last steps settle instead of jumping about. */
            float learning_rate = LEARNING_RATE * (float)(EPOCHS + 1 - epoch) / (float)EPOCHS;
            train_epoch(&m, &train, &a, learning_rate, &step, &random_state);
        }
        if (epoch % REPORT_EVERY == 0) {
            double train_accuracy;
            double train_loss = evaluate(&m, &train, &a, &train_accuracy);
            double test_loss = evaluate(&m, &test, &a, &test_accuracy);
            printf("epoch %2d   train: loss %.4f, accuracy %4.1f %%   "
                   "test: loss %.4f, accuracy %4.1f %%\n",
                   epoch, train_loss, 100.0 * train_accuracy, test_loss, 100.0 * test_accuracy);
        }
    }

    model_free(&m);

    printf("test accuracy %.1f %%\n", 100.0 * test_accuracy);
    if (test_accuracy < REQUIRED_ACCURACY) {
        fprintf(stderr, "expected at least %.0f %%\n", 100.0 * REQUIRED_ACCURACY);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
