/*
 * Trains a classifier on 1,797 real handwritten digits, 64 pixels -> 32 hidden units -> 10 classes,
 * then lets it teach networks of 8 hidden units from 128 digits (Hinton et al. 2015).
 *
 *   digits [digits.csv]       default: examples/data/digits.csv
 *
 * The losses and their gradients, and at evaluation the predicted classes, come from
 *
 *   loss_cross_entropy_f32    with label smoothing for the classifier
 *   loss_l2_penalty_f32       its gradient is added to that of the weights (LOSS_ACCUMULATE)
 *   loss_distillation_f32     its gradient is added to that of the cross-entropy, which is by the
 *                             same logits
 *
 * It also shows that micro-batches add up to the batch that they are parts of.
 *
 * Exits with 1 when fewer than 93 % of the held-out digits are recognised, by the small networks
 * fewer than 75 % or no more than without a teacher, or when micro-batches do not add up.
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
    PIXEL_MAX = 16,
    SAMPLES_MAX = 2000,
    TEST_EVERY = 4, /* samples */

    HIDDEN = 32,
    BATCH = 32,
    EPOCHS = 40,
    REPORT_EVERY = 5, /* epochs */

    STUDENT_HIDDEN = 8,
    STUDENT_SAMPLES = 128,
    STUDENT_EPOCHS = 200,
    STUDENTS = 8, /* their mean counts: one alone may be lucky */

    MICRO_BATCHES = 8
};

static const float LEARNING_RATE = 0.003f;
static const double L2 = 1e-4;
static const double LABEL_SMOOTHING = 0.05;
static const double TEMPERATURE = 3.0;
static const double LABEL_SHARE = 0.1; /* of the labels in what a student minimises */

static const double REQUIRED_ACCURACY = 0.93;
static const double REQUIRED_STUDENT_ACCURACY = 0.75;
static const double ROUNDING = 1e-5; /* of floats, relative */

typedef struct dataset {
    size_t count;
    float pixels[SAMPLES_MAX * PIXELS]; /* 0 to 1 */
    int64_t label[SAMPLES_MAX];
    float teacher_logits[SAMPLES_MAX * CLASSES]; /* once there is a teacher */
} dataset;

typedef struct model {
    layer hidden; /* (PIXELS, hidden units) */
    layer output; /* (hidden units, CLASSES) */
} model;

typedef struct activations {
    float hidden[SAMPLES_MAX * HIDDEN];
    float logits[SAMPLES_MAX * CLASSES];
    float d_logits[SAMPLES_MAX * CLASSES];
    float d_hidden[SAMPLES_MAX * HIDDEN];
} activations;

/* What is minimised: label_share times the cross-entropy, and the rest of 1 times the divergence
 * from the teacher. */
typedef struct objective {
    double label_smoothing;
    double label_share;
} objective;

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

static model model_new(size_t hidden_units, uint64_t *random_state)
{
    /* The scales keep the size of activations from layer to layer (He et al. 2015). */
    model m;
    m.hidden = layer_new(PIXELS, hidden_units, sqrtf(6.0f / PIXELS), random_state);
    m.output = layer_new(hidden_units, CLASSES, sqrtf(6.0f / (float)hidden_units), random_state);
    return m;
}

static void model_free(model *m)
{
    layer_free(&m->hidden);
    layer_free(&m->output);
}

static void model_forward(const model *m, const float *pixels, size_t rows, activations *a)
{
    layer_forward(&m->hidden, pixels, rows, a->hidden);
    relu_forward(a->hidden, rows * m->hidden.outputs);
    layer_forward(&m->output, a->hidden, rows, a->logits);
}

static void model_backward(model *m, const float *pixels, size_t rows, activations *a)
{
    layer_backward(&m->output, a->hidden, a->d_logits, rows, a->d_hidden);
    relu_backward(a->hidden, a->d_hidden, rows * m->hidden.outputs);
    layer_backward(&m->hidden, pixels, a->d_hidden, rows, NULL);
}

/* Adds the gradient of the penalty to that of the loss. Biases are free. */
static void add_penalty(parameter *weight)
{
    const loss_options_f32 accumulate = {.flags = LOSS_ACCUMULATE};
    check(loss_l2_penalty_f32(weight->value, weight->count, L2, &accumulate, NULL,
                              weight->d_value));
}

/* Adds the gradient of the objective, over rows samples from first on, to that of the parameters.
 * Returns its value, and adds what the value is made of to *sums. */
static double backpropagate(model *m, const dataset *data, size_t first, size_t rows,
                            const objective *o, uint32_t reduction, loss_sums *sums,
                            activations *a)
{
    const float *pixels = data->pixels + first * PIXELS;
    const double teacher_share = 1.0 - o->label_share;
    double label_value, teacher_value = 0.0;
    loss_sums label_sums, teacher_sums = {0};

    model_forward(m, pixels, rows, a);
    const loss_class_options_f32 class_options = {.label_smoothing = o->label_smoothing};
    const loss_options_f32 label_options = {
        .reduction = reduction, .upstream = &o->label_share, .sums = &label_sums};
    check(loss_cross_entropy_f32(a->logits, data->label + first, rows, CLASSES, &class_options,
                                 &label_options, &label_value, a->d_logits));
    if (teacher_share > 0.0) {
        const loss_options_f32 teacher_options = {.reduction = reduction,
                                                  .flags = LOSS_ACCUMULATE,
                                                  .upstream = &teacher_share,
                                                  .sums = &teacher_sums};
        check(loss_distillation_f32(a->logits, data->teacher_logits + first * CLASSES, rows,
                                    CLASSES, TEMPERATURE, NULL, &teacher_options, &teacher_value,
                                    a->d_logits));
    }
    model_backward(m, pixels, rows, a);

    sums->loss += o->label_share * label_sums.loss + teacher_share * teacher_sums.loss;
    sums->weight += label_sums.weight;
    sums->rows += label_sums.rows;
    return o->label_share * label_value + teacher_share * teacher_value;
}

static void copy_sample(const dataset *from, size_t sample, dataset *to, size_t place)
{
    memcpy(to->pixels + place * PIXELS, from->pixels + sample * PIXELS, PIXELS * sizeof(float));
    memcpy(to->teacher_logits + place * CLASSES, from->teacher_logits + sample * CLASSES,
           CLASSES * sizeof(float));
    to->label[place] = from->label[sample];
}

/* One pass over the first samples of data, in random order. */
static void train_epoch(model *m, const dataset *data, size_t samples, const objective *o,
                        float learning_rate, int *step, uint64_t *random_state, activations *a)
{
    static size_t order[SAMPLES_MAX];
    static dataset batch;
    for (size_t i = 0; i < samples; i++) { /* Fisher-Yates, building the shuffle as it goes */
        size_t j = random_index(random_state, i + 1);
        order[i] = order[j];
        order[j] = i;
    }

    for (size_t start = 0; start < samples; start += BATCH) {
        size_t rows = samples - start < BATCH ? samples - start : BATCH;
        for (size_t row = 0; row < rows; row++)
            copy_sample(data, order[start + row], &batch, row);
        loss_sums sums = {0};
        backpropagate(m, &batch, 0, rows, o, LOSS_MEAN, &sums, a);
        add_penalty(&m->hidden.weight);
        add_penalty(&m->output.weight);

        *step += 1;
        layer_update(&m->hidden, *step, learning_rate);
        layer_update(&m->output, *step, learning_rate);
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

/* The classifier. Returns its accuracy on the held-out digits. */
static double train_teacher(model *m, const dataset *train, const dataset *test,
                            uint64_t *random_state, activations *a)
{
    const objective labels = {.label_smoothing = LABEL_SMOOTHING, .label_share = 1.0};
    int step = 0;
    double test_accuracy = 0.0;
    for (int epoch = 0; epoch <= EPOCHS; epoch++) {
        if (epoch > 0) {
            /* Falls to nearly 0, so that the last steps settle instead of jumping about. */
            float learning_rate = LEARNING_RATE * (float)(EPOCHS + 1 - epoch) / (float)EPOCHS;
            train_epoch(m, train, train->count, &labels, learning_rate, &step, random_state, a);
        }
        if (epoch % REPORT_EVERY == 0) {
            double train_accuracy;
            double train_loss = evaluate(m, train, a, &train_accuracy);
            double test_loss = evaluate(m, test, a, &test_accuracy);
            printf("epoch %2d   train: loss %.4f, accuracy %4.1f %%   "
                   "test: loss %.4f, accuracy %4.1f %%\n",
                   epoch, train_loss, 100.0 * train_accuracy, test_loss, 100.0 * test_accuracy);
        }
    }
    return test_accuracy;
}

/* Mean accuracy on the held-out digits of small networks, all trained on the same few digits. */
static double train_students(const dataset *train, const dataset *test, double label_share,
                             uint64_t random_state, activations *a)
{
    const objective o = {.label_share = label_share};
    size_t samples = train->count < STUDENT_SAMPLES ? train->count : STUDENT_SAMPLES;
    double sum = 0.0;
    for (int student = 0; student < STUDENTS; student++) {
        model m = model_new(STUDENT_HIDDEN, &random_state);
        int step = 0;
        for (int epoch = 0; epoch < STUDENT_EPOCHS; epoch++) {
            float left = (float)(STUDENT_EPOCHS - epoch) / (float)STUDENT_EPOCHS;
            train_epoch(&m, train, samples, &o, LEARNING_RATE * left, &step, &random_state, a);
        }
        double accuracy;
        evaluate(&m, test, a, &accuracy);
        sum += accuracy;
        model_free(&m);
    }
    return sum / STUDENTS;
}

/* For batches that do not fit into memory: the parts are summed, and one division by the weight of
 * all makes the mean. (Means of parts cannot be averaged: the last part is smaller.) Prints how far
 * that is from the batch in one piece; returns whether it is no more than rounding. */
static int check_micro_batches(const dataset *data, uint64_t random_state, activations *a)
{
    static float whole[PIXELS * STUDENT_HIDDEN];
    const objective o = {.label_smoothing = LABEL_SMOOTHING, .label_share = LABEL_SHARE};
    model m = model_new(STUDENT_HIDDEN, &random_state);
    float *gradient = m.hidden.weight.d_value;

    loss_sums sums = {0};
    double value = backpropagate(&m, data, 0, data->count, &o, LOSS_MEAN, &sums, a);
    memcpy(whole, gradient, sizeof whole);
    memset(gradient, 0, sizeof whole);

    sums = (loss_sums){0};
    size_t part = (data->count + MICRO_BATCHES - 1) / MICRO_BATCHES;
    for (size_t first = 0; first < data->count; first += part) {
        size_t rows = data->count - first < part ? data->count - first : part;
        backpropagate(&m, data, first, rows, &o, LOSS_SUM, &sums, a);
    }

    double value_error = fabs(sums.loss / sums.weight / value - 1.0);
    double error = 0.0, largest = 0.0;
    for (size_t i = 0; i < PIXELS * STUDENT_HIDDEN; i++) {
        error = fmax(error, fabs((double)gradient[i] / sums.weight - (double)whole[i]));
        largest = fmax(largest, fabs((double)whole[i]));
    }
    model_free(&m);
    printf("%d micro-batches make one batch of %.0f: value differs by %.0e, gradient by %.0e\n",
           MICRO_BATCHES, sums.weight, value_error, error / largest);
    return value_error <= ROUNDING && error <= ROUNDING * largest;
}

int main(int argc, char **argv)
{
    static dataset train, test; /* static: too large for the stack of some systems */
    static activations a;
    read_digits(argc > 1 ? argv[1] : "examples/data/digits.csv", &train, &test);
    printf("%zu digits to train on, %zu held out\n", train.count, test.count);

    uint64_t random_state = 1;
    model teacher = model_new(HIDDEN, &random_state);
    double accuracy = train_teacher(&teacher, &train, &test, &random_state, &a);
    printf("test accuracy %.1f %%\n", 100.0 * accuracy);

    model_forward(&teacher, train.pixels, train.count, &a);
    memcpy(train.teacher_logits, a.logits, train.count * CLASSES * sizeof(float));
    model_free(&teacher);

    /* The same initial values and the same order of samples for both. */
    double taught = train_students(&train, &test, LABEL_SHARE, random_state, &a);
    double untaught = train_students(&train, &test, 1.0, random_state, &a);
    printf("%d networks of %d hidden units, from %d digits: mean test accuracy %.1f %% with labels "
           "alone,\n%.1f %% with the classifier as a teacher\n",
           STUDENTS, STUDENT_HIDDEN, STUDENT_SAMPLES, 100.0 * untaught, 100.0 * taught);
    int adds_up = check_micro_batches(&train, random_state, &a);

    int passed = 1;
    if (accuracy < REQUIRED_ACCURACY) {
        fprintf(stderr, "expected at least %.0f %%\n", 100.0 * REQUIRED_ACCURACY);
        passed = 0;
    }
    if (taught < REQUIRED_STUDENT_ACCURACY || taught <= untaught) {
        fprintf(stderr, "expected that students reach %.0f %%, and more than without a teacher\n",
                100.0 * REQUIRED_STUDENT_ACCURACY);
        passed = 0;
    }
    if (!adds_up) {
        fprintf(stderr, "expected that micro-batches differ by at most %.0e\n", ROUNDING);
        passed = 0;
    }
    return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}
