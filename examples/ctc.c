/*
 * Learns to read rows of handwritten digits of which only the order of the digits is known, never their places:
 * connectionist temporal classification (Graves et al. 2006).
 *
 *   ctc [digits.csv]          default: examples/data/digits.csv
 *
 * A row is 3 to 7 digits side by side, with gaps of 0 to 3 columns between them. Each column is a frame: the network sees
 * it with its neighbours, 11 columns in all -> 48 hidden units -> 10 digits and the blank, and loss_ctc_f32 finds by itself
 * which columns belong to which digit. A row is read by the largest logit of each column: equal neighbours are made one, and
 * blanks are removed.
 *
 * Exits with 1 when of the digits of held-out rows more than 5 % are wrong, left out or too many, or when a derivative is not
 * that of the loss.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"

enum {
    SIDE = 8, /* pixels */
    PIXELS = SIDE * SIDE,
    PIXEL_MAX = 16,
    DIGITS = 10,
    BLANK = 10, /* the last class */
    CLASSES = 11,
    SAMPLES_MAX = 2000,
    TEST_EVERY = 4, /* samples */

    DIGITS_MIN = 3,
    DIGITS_MAX = 7,
    GAP_MAX = 3,
    FRAMES_MAX = DIGITS_MAX * (SIDE + GAP_MAX),

    AROUND = 5, /* columns on each side that a frame sees */
    INPUTS = (2 * AROUND + 1) * SIDE,
    HIDDEN = 48,
    BATCH = 16,
    STEPS = 1200,
    REPORT_EVERY = 200,
    TEST_ROWS = 400
};

static const float LEARNING_RATE = 0.01f;
static const double ERROR_RATE_MAX = 0.05;
static const double DERIVATIVE_ERROR_MAX = 0.02; /* of central differences of floats */

typedef struct dataset {
    size_t count;
    float pixels[SAMPLES_MAX][PIXELS]; /* 0 to 1, line by line */
    int64_t label[SAMPLES_MAX];
} dataset;

/* Rows of digits, each with its frames and labels. */
typedef struct batch {
    float inputs[BATCH * FRAMES_MAX * INPUTS];
    int64_t frames[BATCH];
    int64_t labels[BATCH * DIGITS_MAX]; /* DIGITS_MAX to a row */
    int64_t label_counts[BATCH];
} batch;

typedef struct model {
    layer hidden;
    layer output;
} model;

typedef struct activations {
    float hidden[BATCH * FRAMES_MAX * HIDDEN];
    float logits[BATCH * FRAMES_MAX * CLASSES];
    float d_logits[BATCH * FRAMES_MAX * CLASSES];
    float d_hidden[BATCH * FRAMES_MAX * HIDDEN];
} activations;

/* One line: 64 pixels and a label, separated by commas. */
static int parse_line(const char *text, float *pixels, int64_t *label)
{
    for (size_t column = 0; column <= PIXELS; column++) {
        char *end;
        long number = strtol(text, &end, 10);
        if (end == text || number < 0 || number > (column < PIXELS ? PIXEL_MAX : DIGITS - 1))
            return 0;
        if (column < PIXELS)
            pixels[column] = (float)number / (float)PIXEL_MAX;
        else
            *label = number;
        text = end + 1;
    }
    return 1;
}

/* Every fourth digit is held out: rows for the test are made of digits that training never sees. */
static void read_digits(const char *path, dataset *train, dataset *test)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        fail(path, "cannot open; give the path of digits.csv as the first argument");
    char line[512];
    for (size_t i = 0; fgets(line, sizeof line, file) != NULL; i++) {
        dataset *part = i % TEST_EVERY == TEST_EVERY - 1 ? test : train;
        if (part->count == SAMPLES_MAX || !parse_line(line, part->pixels[part->count], &part->label[part->count]))
            fail(path, "not 64 pixels from 0 to 16 and a digit in each line, or too many lines");
        part->count++;
    }
    fclose(file);
    if (train->count == 0 || test->count == 0)
        fail(path, "too few samples");
}

/* Draws a row: its columns of pixels, and its labels. Returns the number of columns. */
static size_t draw_row(const dataset *data, uint64_t *random_state, float columns[FRAMES_MAX][SIDE], int64_t *labels,
                       int64_t *label_count)
{
    size_t digits = DIGITS_MIN + random_index(random_state, DIGITS_MAX - DIGITS_MIN + 1), end = 0;
    memset(columns, 0, FRAMES_MAX * sizeof *columns);
    for (size_t digit = 0; digit < digits; digit++) {
        size_t sample = random_index(random_state, data->count);
        for (size_t x = 0; x < SIDE; x++)
            for (size_t y = 0; y < SIDE; y++)
                columns[end + x][y] = data->pixels[sample][y * SIDE + x];
        labels[digit] = data->label[sample];
        end += SIDE + random_index(random_state, GAP_MAX + 1);
    }
    *label_count = (int64_t)digits;
    return end;
}

/* A batch of rows. What a frame sees is copied into its input; beyond the row is 0. */
static void draw_batch(const dataset *data, uint64_t *random_state, batch *b)
{
    static float columns[FRAMES_MAX][SIDE];
    memset(b, 0, sizeof *b);
    for (size_t row = 0; row < BATCH; row++) {
        size_t frames = draw_row(data, random_state, columns, b->labels + row * DIGITS_MAX, &b->label_counts[row]);
        b->frames[row] = (int64_t)frames;
        for (size_t t = 0; t < frames; t++) {
            float *input = b->inputs + (row * FRAMES_MAX + t) * INPUTS;
            for (size_t k = 0; k < 2 * AROUND + 1; k++)
                if (t + k >= AROUND && t + k - AROUND < frames)
                    memcpy(input + k * SIDE, columns[t + k - AROUND], sizeof columns[0]);
        }
    }
}

static void model_forward(const model *m, const batch *b, activations *a)
{
    layer_forward(&m->hidden, b->inputs, BATCH * FRAMES_MAX, a->hidden);
    relu_forward(a->hidden, BATCH * FRAMES_MAX * HIDDEN);
    layer_forward(&m->output, a->hidden, BATCH * FRAMES_MAX, a->logits);
}

/* The memory that the loss needs, for all batches: they have one size. */
static loss_options_f32 options_with_workspace(void)
{
    loss_options_f32 options = {0};
    options.workspace_size = loss_ctc_workspace_f32(BATCH, FRAMES_MAX, DIGITS_MAX, CLASSES, 1, &options);
    options.workspace = malloc(options.workspace_size);
    if (options.workspace == NULL)
        fail("workspace", "out of memory");
    return options;
}

/* The mean loss of a row per digit; the gradient by the logits, if it is wanted. */
static double batch_loss(const batch *b, const loss_options_f32 *options, activations *a, float *d_logits)
{
    /* Labels are padded: what stands behind those of a row is not read. */
    const loss_sequence_options sequences = {.normalization = LOSS_LENGTH_MEAN, .target_stride = DIGITS_MAX};
    double value;
    check(loss_ctc_f32(a->logits, b->labels, b->frames, b->label_counts, BATCH, FRAMES_MAX, CLASSES, BLANK, &sequences,
                       options, &value, d_logits));
    return value;
}

/* Adds the gradient to that of the parameters. */
static double backpropagate(model *m, const batch *b, const loss_options_f32 *options, activations *a)
{
    model_forward(m, b, a);
    double value = batch_loss(b, options, a, a->d_logits);
    layer_backward(&m->output, a->hidden, a->d_logits, BATCH * FRAMES_MAX, a->d_hidden);
    relu_backward(a->hidden, a->d_hidden, BATCH * FRAMES_MAX * HIDDEN);
    layer_backward(&m->hidden, b->inputs, a->d_hidden, BATCH * FRAMES_MAX, NULL);
    return value;
}

/* Reads a row by the largest logit of each frame. Returns the number of digits. */
static size_t read_row(const float *logits, size_t frames, int64_t *found)
{
    size_t count = 0, last = BLANK;
    for (size_t t = 0; t < frames; t++) {
        size_t best = 0;
        for (size_t c = 1; c < CLASSES; c++)
            if (logits[t * CLASSES + c] > logits[t * CLASSES + best])
                best = c;
        if (best != last && best != BLANK)
            found[count++] = (int64_t)best;
        last = best;
    }
    return count;
}

/* The least insertions, deletions and replacements between two rows of digits (Levenshtein 1966). */
static size_t edit_distance(const int64_t *x, size_t n, const int64_t *y, size_t m)
{
    size_t row[FRAMES_MAX + 1];
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t replaced = diagonal + (x[i - 1] != y[j - 1]);
            size_t other = 1 + (row[j] < row[j - 1] ? row[j] : row[j - 1]);
            diagonal = row[j];
            row[j] = replaced < other ? replaced : other;
        }
    }
    return row[m];
}

/* Errors per digit of rows that are made of held-out digits. Prints the first row as it is read. */
static double error_rate(const model *m, const dataset *data, batch *b, activations *a, int print)
{
    uint64_t random_state = 2; /* the same rows each time */
    size_t errors = 0, digits = 0;
    for (size_t rows = 0; rows < TEST_ROWS; rows += BATCH) {
        draw_batch(data, &random_state, b);
        model_forward(m, b, a);
        for (size_t row = 0; row < BATCH; row++) {
            int64_t found[FRAMES_MAX];
            const int64_t *labels = b->labels + row * DIGITS_MAX;
            size_t count = read_row(a->logits + row * FRAMES_MAX * CLASSES, (size_t)b->frames[row], found);
            errors += edit_distance(found, count, labels, (size_t)b->label_counts[row]);
            digits += (size_t)b->label_counts[row];
            if (print && rows == 0 && row == 0) {
                printf("a row of %zu columns is read as", (size_t)b->frames[row]);
                for (size_t i = 0; i < count; i++)
                    printf(" %d", (int)found[i]);
                printf(", meant was");
                for (size_t i = 0; i < (size_t)b->label_counts[row]; i++)
                    printf(" %d", (int)labels[i]);
                printf("\n");
            }
        }
    }
    return (double)errors / (double)digits;
}

struct context {
    const model *m;
    const batch *b;
    const loss_options_f32 *options;
    activations *a;
};

static double objective(void *context)
{
    const struct context *c = context;
    model_forward(c->m, c->b, c->a);
    return batch_loss(c->b, c->options, c->a, NULL);
}

int main(int argc, char **argv)
{
    static dataset train, test; /* static: too large for the stack of some systems */
    static activations a;
    static batch b;
    read_digits(argc > 1 ? argv[1] : "examples/data/digits.csv", &train, &test);
    printf("%zu digits to train on, %zu held out\n", train.count, test.count);

    uint64_t random_state = 1;
    model m;
    m.hidden = layer_new(INPUTS, HIDDEN, sqrtf(6.0f / INPUTS), &random_state);
    m.output = layer_new(HIDDEN, CLASSES, sqrtf(6.0f / HIDDEN), &random_state);
    loss_options_f32 options = options_with_workspace();

    draw_batch(&train, &random_state, &b);
    backpropagate(&m, &b, &options, &a);
    struct context context = {&m, &b, &options, &a};
    double derivative_error = gradient_error(&m.output.weight, objective, &context);
    parameter *parameters[] = {&m.hidden.weight, &m.hidden.bias, &m.output.weight, &m.output.bias};
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++)
        memset(parameters[i]->d_value, 0, parameters[i]->count * sizeof(float));
    printf("the largest derivative differs from a central difference by %.2f %%\n", 100.0 * derivative_error);

    double sum = 0.0, errors = 1.0;
    for (int step = 1; step <= STEPS; step++) {
        draw_batch(&train, &random_state, &b);
        sum += backpropagate(&m, &b, &options, &a);
        float learning_rate = LEARNING_RATE * (float)(STEPS + 1 - step) / (float)STEPS;
        layer_update(&m.hidden, step, learning_rate);
        layer_update(&m.output, step, learning_rate);
        if (step % REPORT_EVERY == 0) {
            errors = error_rate(&m, &test, &b, &a, step == STEPS);
            printf("step %4d   loss per digit %.3f   test: %.1f %% of the digits wrong\n", step, sum / REPORT_EVERY,
                   100.0 * errors);
            sum = 0.0;
        }
    }
    free(options.workspace);
    layer_free(&m.hidden);
    layer_free(&m.output);

    if (errors > ERROR_RATE_MAX)
        fprintf(stderr, "expected at most %.0f %% of the digits wrong\n", 100.0 * ERROR_RATE_MAX);
    if (derivative_error > DERIVATIVE_ERROR_MAX)
        fprintf(stderr, "expected derivatives to differ by at most %.0f %%\n", 100.0 * DERIVATIVE_ERROR_MAX);
    return errors <= ERROR_RATE_MAX && derivative_error <= DERIVATIVE_ERROR_MAX ? EXIT_SUCCESS : EXIT_FAILURE;
}
