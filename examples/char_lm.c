/*
 * Trains a small language model on a text, then lets it write.
 *
 * The previous 8 characters -> an embedding each -> a hidden layer -> logits of the next character
 * (Bengio et al. 2003). The loss and its gradient come from loss_cross_entropy_f32, in place in
 * the logits; the probabilities to draw from come from loss_softmax_f32.
 *
 * A second model starts as a copy and sees the same batches, but its last layer and its loss are
 * one call of loss_linear_cross_entropy_f32, and there is no array of logits. Both learn alike.
 *
 *   char_lm [text]            default: LICENSE-APACHE
 *
 * Exits with 1 unless the held-out cross-entropy of both falls below 60 % of that before training:
 * from about ln(96) = 4.6 nats to less than 2.8. The frequencies of single characters alone give
 * about 3.4 on the default text, so the models have to use their context. The trained model must
 * also have the same held-out cross-entropy by either way.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"

enum {
    CONTEXT = 8,
    CLASSES = 96, /* newline and the 95 printable ASCII characters */
    EMBEDDING = 16,
    INPUTS = CONTEXT * EMBEDDING,
    HIDDEN = 128,
    BATCH = 64,
    STEPS = 1200,
    REPORT_EVERY = 100,
    TEXT_MIN = 1000,
    TEXT_MAX = 1000000,  /* the rest of a longer text is not read */
    HELD_OUT_MAX = 2048, /* enough to measure on, also when the text is long */
    SAMPLE = 400
};

static const float LEARNING_RATE = 0.003f;
static const float WEIGHT_DECAY = 0.1f;
static const double SAMPLE_TEMPERATURE = 0.6; /* below 1: prefers what the model is sure of */
static const double REQUIRED_FRACTION = 0.6;

/* By which the two ways may differ for one model. Both round a logit in a chain of up to HIDDEN
 * sums of floats, in another order each: at most 2^-24 * HIDDEN of the sum of the sizes of its
 * terms, which is below 32 here, so that two logits differ by 5e-4 at the worst. A loss is a
 * difference of two such numbers. */
static const double HEADS_TOLERANCE = 1e-3;

typedef struct model {
    parameter embedding;     /* (CLASSES, EMBEDDING) */
    parameter hidden_weight; /* (INPUTS, HIDDEN) */
    parameter hidden_bias;   /* (HIDDEN) */
    int linear_head;         /* whether the output layer is part of the loss */
    parameter output_weight; /* (HIDDEN, CLASSES), of a linear head (CLASSES, HIDDEN) */
    parameter output_bias;   /* (CLASSES) */
} model;

typedef struct activations {
    float inputs[BATCH * INPUTS];
    float hidden[BATCH * HIDDEN];
    float logits[BATCH * CLASSES]; /* after the loss: their gradient */
    float d_inputs[BATCH * INPUTS];
    float d_hidden[BATCH * HIDDEN];
    loss_options_f32 linear_options; /* with the workspace of a linear head */
} activations;

static int64_t class_from_character(int character)
{
    if (character == '\n')
        return 0;
    if (character < ' ' || character > '~')
        character = ' '; /* tabs, and what is not ASCII */
    return character - ' ' + 1;
}

static int character_from_class(int64_t class_index)
{
    return class_index == 0 ? '\n' : (int)class_index - 1 + ' ';
}

/* Writes the class of every character, returns how many there are. Leaves out indentation and
 * repeated spaces, or the model would often see nothing else in its short context. */
static size_t read_text(const char *path, int64_t *text)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail(path, "cannot open; give the path of a text as the first argument");

    size_t count = 0;
    int64_t newline = class_from_character('\n');
    int64_t space = class_from_character(' ');
    int64_t previous = newline;
    for (int character; count < TEXT_MAX && (character = getc(file)) != EOF;) {
        int64_t class_index = class_from_character(character);
        if (class_index == space && (previous == space || previous == newline))
            continue;
        text[count++] = class_index;
        previous = class_index;
    }
    fclose(file);
    if (count < TEXT_MIN)
        fail(path, "too short to learn from");
    return count;
}

static model model_new(uint64_t *random_state)
{
    /* The scales keep the size of activations from layer to layer (He et al. 2015). The output
     * layer starts small, so that every character is about equally likely at first. */
    model m;
    m.embedding = parameter_new(CLASSES * EMBEDDING, 1.0f, random_state);
    m.hidden_weight = parameter_new(INPUTS * HIDDEN, sqrtf(6.0f / INPUTS), random_state);
    m.hidden_bias = parameter_new(HIDDEN, 0.0f, random_state);
    m.linear_head = 0;
    m.output_weight = parameter_new(HIDDEN * CLASSES, 0.01f, random_state);
    m.output_bias = parameter_new(CLASSES, 0.0f, random_state);
    return m;
}

/* A copy of a model without a linear head, not of the state of Adam. */
static model with_linear_head(const model *from)
{
    uint64_t random_state = 0; /* all values are overwritten */
    model m = model_new(&random_state);
    m.linear_head = 1;
    memcpy(m.embedding.value, from->embedding.value, CLASSES * EMBEDDING * sizeof(float));
    memcpy(m.hidden_weight.value, from->hidden_weight.value, INPUTS * HIDDEN * sizeof(float));
    memcpy(m.hidden_bias.value, from->hidden_bias.value, HIDDEN * sizeof(float));
    for (size_t i = 0; i < HIDDEN; i++)
        for (size_t j = 0; j < CLASSES; j++)
            m.output_weight.value[j * HIDDEN + i] = from->output_weight.value[i * CLASSES + j];
    memcpy(m.output_bias.value, from->output_bias.value, CLASSES * sizeof(float));
    return m;
}

static void model_free(model *m)
{
    parameter_free(&m->embedding);
    parameter_free(&m->hidden_weight);
    parameter_free(&m->hidden_bias);
    parameter_free(&m->output_weight);
    parameter_free(&m->output_bias);
}

static void model_update(model *m, int step, float learning_rate)
{
    parameter_update(&m->embedding, step, learning_rate, WEIGHT_DECAY);
    parameter_update(&m->hidden_weight, step, learning_rate, WEIGHT_DECAY);
    parameter_update(&m->hidden_bias, step, learning_rate, 0.0f);
    parameter_update(&m->output_weight, step, learning_rate, WEIGHT_DECAY);
    parameter_update(&m->output_bias, step, learning_rate, 0.0f);
}

/* context (rows, CONTEXT) -> a->hidden (rows, HIDDEN) */
static void hidden_forward(const model *m, const int64_t *context, size_t rows, activations *a)
{
    for (size_t i = 0; i < rows * CONTEXT; i++)
        for (size_t j = 0; j < EMBEDDING; j++)
            a->inputs[i * EMBEDDING + j] = m->embedding.value[(size_t)context[i] * EMBEDDING + j];
    dense_forward(a->inputs, &m->hidden_weight, &m->hidden_bias, rows, INPUTS, HIDDEN, a->hidden);
    relu_forward(a->hidden, rows * HIDDEN);
}

/* a->hidden -> a->logits (rows, CLASSES), of a model without a linear head */
static void logits_forward(const model *m, size_t rows, activations *a)
{
    dense_forward(a->hidden, &m->output_weight, &m->output_bias, rows, HIDDEN, CLASSES, a->logits);
}

/* From a->d_hidden to the gradients of the layers below the output. */
static void hidden_backward(model *m, const int64_t *context, size_t rows, activations *a)
{
    relu_backward(a->hidden, a->d_hidden, rows * HIDDEN);
    dense_backward(a->inputs, &m->hidden_weight, &m->hidden_bias, a->d_hidden, rows, INPUTS, HIDDEN,
                   a->d_inputs);
    for (size_t i = 0; i < rows * CONTEXT; i++)
        for (size_t j = 0; j < EMBEDDING; j++)
            m->embedding.d_value[(size_t)context[i] * EMBEDDING + j] +=
                a->d_inputs[i * EMBEDDING + j];
}

/* a->hidden -> the mean cross-entropy, a->d_hidden and the gradients of the output layer */
static double output_step(model *m, const int64_t *target, activations *a)
{
    double loss;
    if (m->linear_head) {
        check(loss_linear_cross_entropy_f32(
            a->hidden, m->output_weight.value, m->output_bias.value, target, BATCH, HIDDEN, CLASSES,
            NULL, &a->linear_options, &loss, a->d_hidden, m->output_weight.d_value,
            m->output_bias.d_value));
        return loss;
    }
    logits_forward(m, BATCH, a);
    /* In place: the logits are not needed again, so their gradient takes their memory. */
    float *d_logits = a->logits;
    check(loss_cross_entropy_f32(a->logits, target, BATCH, CLASSES, NULL, NULL, &loss, d_logits));
    dense_backward(a->hidden, &m->output_weight, &m->output_bias, d_logits, BATCH, HIDDEN, CLASSES,
                   a->d_hidden);
    return loss;
}

/* One step on BATCH random places of text; returns the mean cross-entropy before the step. */
static double train_step(model *m, const int64_t *text, size_t count, activations *a, int step,
                         uint64_t *random_state)
{
    int64_t context[BATCH * CONTEXT];
    int64_t target[BATCH];
    for (size_t row = 0; row < BATCH; row++) {
        size_t start = random_index(random_state, count - CONTEXT);
        memcpy(context + row * CONTEXT, text + start, CONTEXT * sizeof *text);
        target[row] = text[start + CONTEXT];
    }

    hidden_forward(m, context, BATCH, a);
    double loss = output_step(m, target, a);
    hidden_backward(m, context, BATCH, a);
    /* Falls to nearly 0, so that the last steps settle instead of jumping about. */
    model_update(m, step, LEARNING_RATE * (float)(STEPS + 1 - step) / (float)STEPS);
    return loss;
}

/* Mean cross-entropy in nats of the characters of text, each after the CONTEXT before it. */
static double evaluate(const model *m, const int64_t *text, size_t count, activations *a)
{
    double loss = 0.0;
    double weight = 0.0;
    for (size_t start = 0; start < count - CONTEXT; start += BATCH) {
        size_t rows = count - CONTEXT - start < BATCH ? count - CONTEXT - start : BATCH;
        int64_t context[BATCH * CONTEXT];
        for (size_t row = 0; row < rows; row++)
            memcpy(context + row * CONTEXT, text + start + row, CONTEXT * sizeof *text);
        hidden_forward(m, context, rows, a);

        /* Batches differ in size, so their means cannot be averaged; their sums can be added. */
        loss_sums sums = {0};
        loss_options_f32 options = a->linear_options; /* every function accepts a workspace */
        options.sums = &sums;
        const int64_t *target = text + start + CONTEXT;
        if (m->linear_head) {
            check(loss_linear_cross_entropy_f32(a->hidden, m->output_weight.value,
                                                m->output_bias.value, target, rows, HIDDEN, CLASSES,
                                                NULL, &options, NULL, NULL, NULL, NULL));
        } else {
            logits_forward(m, rows, a);
            check(loss_cross_entropy_f32(a->logits, target, rows, CLASSES, NULL, &options, NULL,
                                         NULL));
        }
        loss += sums.loss;
        weight += sums.weight;
    }
    return loss / weight;
}

/* Draws a class from probabilities that add up to 1, but for rounding. */
static int64_t draw(const float *prob, uint64_t *random_state)
{
    float remaining = random_uniform(random_state);
    for (int64_t class_index = 0; class_index < CLASSES - 1; class_index++) {
        remaining -= prob[class_index];
        if (remaining < 0.0f)
            return class_index;
    }
    return CLASSES - 1;
}

/* Prints length characters that the model draws one by one, each after the ones before. */
static void print_sample(const model *m, const int64_t *start, size_t length, activations *a,
                         uint64_t *random_state)
{
    const loss_class_options_f32 class_options = {.temperature = SAMPLE_TEMPERATURE};
    int64_t context[CONTEXT];
    memcpy(context, start, sizeof context);

    for (size_t i = 0; i < length; i++) {
        hidden_forward(m, context, 1, a);
        logits_forward(m, 1, a);
        float *prob = a->logits; /* in place */
        check(loss_softmax_f32(a->logits, 1, CLASSES, &class_options, prob));
        int64_t next = draw(prob, random_state);
        putchar(character_from_class(next));
        memmove(context, context + 1, (CONTEXT - 1) * sizeof *context);
        context[CONTEXT - 1] = next;
    }
    putchar('\n');
}

enum { BY_LOGITS, BY_LINEAR_HEAD, MODELS };

/* Trains both on the same batches; writes their last held-out losses. */
static void train(model m[MODELS], const int64_t *text, size_t count, const int64_t *held_out,
                  size_t held_out_count, activations *a, uint64_t *seed,
                  double held_out_loss[MODELS])
{
    uint64_t random_state[MODELS] = {*seed, *seed};
    double train_loss[MODELS] = {0.0}; /* sums since the last report */
    for (int step = 1; step <= STEPS; step++) {
        for (size_t i = 0; i < MODELS; i++)
            train_loss[i] += train_step(&m[i], text, count, a, step, &random_state[i]);
        if (step % REPORT_EVERY != 0)
            continue;
        for (size_t i = 0; i < MODELS; i++)
            held_out_loss[i] = evaluate(&m[i], held_out, held_out_count, a);
        printf("step %4d   training %.3f nats   held out %.3f nats, perplexity %5.2f"
               "   linear head %.3f, %.3f nats\n",
               step, train_loss[BY_LOGITS] / REPORT_EVERY, held_out_loss[BY_LOGITS],
               exp(held_out_loss[BY_LOGITS]), train_loss[BY_LINEAR_HEAD] / REPORT_EVERY,
               held_out_loss[BY_LINEAR_HEAD]);
        train_loss[BY_LOGITS] = train_loss[BY_LINEAR_HEAD] = 0.0;
    }
    *seed = random_state[BY_LOGITS];
}

/* Whether both models have learned, and the first one has the same loss by either way. */
static int is_right(const double held_out_loss[MODELS], double start_loss, double other_way)
{
    for (size_t i = 0; i < MODELS; i++) {
        if (!(held_out_loss[i] < REQUIRED_FRACTION * start_loss)) {
            fprintf(stderr, "held-out cross-entropy %.3f is not below %.0f %% of %.3f\n",
                    held_out_loss[i], 100.0 * REQUIRED_FRACTION, start_loss);
            return 0;
        }
    }
    if (!(fabs(other_way - held_out_loss[BY_LOGITS]) <= HEADS_TOLERANCE)) {
        fprintf(stderr, "held-out cross-entropy %.6f by logits, %.6f by the linear head\n",
                held_out_loss[BY_LOGITS], other_way);
        return 0;
    }
    return 1;
}

int main(int argc, char **argv)
{
    static int64_t text[TEXT_MAX]; /* static: too large for the stack */
    static activations a;
    size_t count = read_text(argc > 1 ? argv[1] : "LICENSE-APACHE", text);

    /* The end of the text is held out, so that no character of it is seen in training. */
    size_t train_count = count - count / 10;
    const int64_t *held_out = text + train_count;
    size_t held_out_count = count - train_count < HELD_OUT_MAX ? count - train_count : HELD_OUT_MAX;
    printf("%zu characters to train on, %zu held out\n", train_count, held_out_count);

    uint64_t random_state = 1;
    a.linear_options = linear_head_options(BATCH, HIDDEN, CLASSES);
    model m[MODELS];
    m[BY_LOGITS] = model_new(&random_state);
    m[BY_LINEAR_HEAD] = with_linear_head(&m[BY_LOGITS]);
    double held_out_loss[MODELS] = {0.0};
    double start_loss = evaluate(&m[BY_LOGITS], held_out, held_out_count, &a);
    printf("step    0                         held out %.3f nats, perplexity %5.2f\n", start_loss,
           exp(start_loss));
    train(m, text, train_count, held_out, held_out_count, &a, &random_state, held_out_loss);

    model copy = with_linear_head(&m[BY_LOGITS]);
    double other_way = evaluate(&copy, held_out, held_out_count, &a);
    printf("The first model has %.6f nats by logits, %.6f by a linear head.\n",
           held_out_loss[BY_LOGITS], other_way);

    printf("\nThe model writes (temperature %.1f):\n\n", SAMPLE_TEMPERATURE);
    print_sample(&m[BY_LOGITS], text, SAMPLE, &a, &random_state);
    for (size_t i = 0; i < MODELS; i++)
        model_free(&m[i]);
    model_free(&copy);
    free(a.linear_options.workspace);
    return is_right(held_out_loss, start_loss, other_way) ? EXIT_SUCCESS : EXIT_FAILURE;
}
