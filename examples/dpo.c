/*
 * Trains a small language model on preferences (direct preference optimization, Rafailov et al. 2023).
 *
 * A prompt "a,b>" has two answers: the digits backwards, "ba", which is the chosen one, and forwards, "ab", which is
 * rejected. The model starts from one that was trained on both alike, and which stays as the reference: the policy may not
 * go far from it. Pairs of digits that are held out show whether the preference was learned, not its examples.
 *
 * A step of preferences, with 2·PAIRS sequences, the chosen ones first:
 *
 *   loss_token_log_prob_f32            logits -> log-probability of each answer, a double
 *   loss_preference_f64                of these and those of the reference -> derivatives by both answers
 *   loss_token_log_prob_backward_f32   its derivatives -> gradient by the logits, in their place
 *
 * The reference is trained with loss_causal_lm_f32. Exits with 1 unless the mean margin between held-out answers rises by
 * more than 2, and that of at least 95 % of the pairs rises.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"

enum {
    DIGITS = 10,
    COMMA = DIGITS,
    ANSWER,
    VOCAB,
    PROMPT = 4,                       /* "a,b>" */
    LENGTH = PROMPT + 2,              /* and two digits */
    INPUTS = PROMPT * VOCAB + LENGTH, /* the last PROMPT tokens, one-hot, and the position */
    HIDDEN = 64,
    PAIRS = 20,
    ROWS = 2 * PAIRS * LENGTH,
    HELD_OUT_EVERY = 4, /* pairs of different digits */
    REFERENCE_STEPS = 300,
    STEPS = 300,
    REPORT_EVERY = 50
};

static const float LEARNING_RATE = 0.005f;
static const double BETA = 0.5; /* how far the policy may go from the reference */
static const double REQUIRED_ACCURACY = 0.95;
static const double REQUIRED_MARGIN = 2.0;

typedef struct model {
    layer hidden, output;
} model;

typedef struct activations {
    float inputs[ROWS * INPUTS];
    float hidden[ROWS * HIDDEN];
    float d_hidden[ROWS * HIDDEN];
    float logits[ROWS * VOCAB];
} activations;

/* Chosen answers, then rejected ones, of so many problems. */
typedef struct batch {
    int64_t tokens[2 * PAIRS * LENGTH];
    uint8_t mask[2 * PAIRS * LENGTH]; /* 1 where a position scores a token of the answer */
    double reference[2 * PAIRS]; /* log-probabilities of the answers under the reference */
} batch;

static void write_sequence(int64_t *tokens, int64_t a, int64_t b, int64_t first, int64_t second)
{
    const int64_t all[LENGTH] = {a, COMMA, b, ANSWER, first, second};
    memcpy(tokens, all, sizeof all);
}

/* Prompts that are held out, always the same, or others at random. */
static void fill(batch *to, int held_out, uint64_t *random_state)
{
    for (size_t pair = 0; pair < PAIRS; pair++) {
        /* One of the DIGITS * (DIGITS - 1) pairs of different digits. */
        size_t prompt = pair * HELD_OUT_EVERY;
        while (!held_out && (prompt = random_index(random_state, DIGITS * (DIGITS - 1))) % HELD_OUT_EVERY == 0)
            ;
        const int64_t a = (int64_t)prompt / (DIGITS - 1);
        const int64_t b = (a + 1 + (int64_t)prompt % (DIGITS - 1)) % DIGITS;
        write_sequence(to->tokens + pair * LENGTH, a, b, b, a);
        write_sequence(to->tokens + (PAIRS + pair) * LENGTH, a, b, a, b);
    }
    for (size_t row = 0; row < ROWS; row++)
        to->mask[row] = row % LENGTH >= PROMPT - 1;
}

/* A position sees the tokens up to itself, the last PROMPT of them. */
static void forward(const model *m, const batch *b, activations *a)
{
    memset(a->inputs, 0, sizeof a->inputs);
    for (size_t row = 0; row < ROWS; row++) {
        const size_t position = row % LENGTH;
        float *inputs = a->inputs + row * INPUTS;
        for (size_t back = 0; back < PROMPT && back <= position; back++) {
            const size_t slot = (position - back) % PROMPT;
            inputs[slot * VOCAB + (size_t)b->tokens[row - back]] = 1.0f;
        }
        inputs[PROMPT * VOCAB + position] = 1.0f;
    }
    layer_forward(&m->hidden, a->inputs, ROWS, a->hidden);
    relu_forward(a->hidden, ROWS * HIDDEN);
    layer_forward(&m->output, a->hidden, ROWS, a->logits);
}

static void backward(model *m, activations *a, int step, float learning_rate)
{
    layer_backward(&m->output, a->hidden, a->logits, ROWS, a->d_hidden);
    relu_backward(a->hidden, a->d_hidden, ROWS * HIDDEN);
    layer_backward(&m->hidden, a->inputs, a->d_hidden, ROWS, NULL);
    layer_update(&m->hidden, step, learning_rate);
    layer_update(&m->output, step, learning_rate);
}

/* Log-probability of each answer, from the logits. */
static void log_probabilities(const batch *b, const activations *a, double log_prob[2 * PAIRS])
{
    const loss_options_f32 options = {.mask = b->mask};
    check(loss_token_log_prob_f32(a->logits, b->tokens, 2 * PAIRS, LENGTH, VOCAB, 1, NULL, &options, NULL, NULL,
                                  NULL, log_prob, NULL));
}

/* One step of preferences; returns the loss before it. */
static double preference_step(model *m, const batch *b, activations *a, int step, float learning_rate)
{
    const loss_options_f32 options = {.mask = b->mask};
    double log_prob[2 * PAIRS], value, d_log_prob[2 * PAIRS];
    forward(m, b, a);
    log_probabilities(b, a, log_prob);
    check(loss_preference_f64(LOSS_PREFERENCE_SIGMOID, log_prob, log_prob + PAIRS, b->reference, b->reference + PAIRS,
                              NULL, NULL, PAIRS, BETA, 0.0, 0.0, 0.0, NULL, &value, d_log_prob, d_log_prob + PAIRS));
    float *d_logits = a->logits; /* in place */
    check(loss_token_log_prob_backward_f32(a->logits, b->tokens, 2 * PAIRS, LENGTH, VOCAB, 1, NULL, NULL, NULL,
                                           NULL, d_log_prob, NULL, &options, d_logits));
    backward(m, a, step, learning_rate);
    return value;
}

/* The mean margin beyond that of the reference, and the share of pairs in which it is larger. */
static void evaluate(const model *m, const batch *b, activations *a, double *mean, double *accuracy)
{
    double log_prob[2 * PAIRS];
    forward(m, b, a);
    log_probabilities(b, a, log_prob);
    *mean = *accuracy = 0.0;
    for (size_t pair = 0; pair < PAIRS; pair++) {
        const double margin = log_prob[pair] - log_prob[PAIRS + pair];
        const double gain = margin - (b->reference[pair] - b->reference[PAIRS + pair]);
        *mean += gain / PAIRS;
        *accuracy += (gain > 0.0) / (double)PAIRS;
    }
}

static void train_reference(model *m, batch *b, activations *a, uint64_t *random_state)
{
    const loss_options_f32 options = {.mask = b->mask};
    double loss = 0.0;
    for (int step = 1; step <= REFERENCE_STEPS; step++) {
        fill(b, 0, random_state);
        forward(m, b, a);
        check(loss_causal_lm_f32(a->logits, b->tokens, 2 * PAIRS, LENGTH, VOCAB, NULL, &options, &loss, a->logits));
        backward(m, a, step, LEARNING_RATE);
    }
    printf("the reference gives both answers: cross-entropy %.3f\n", loss);
}

int main(void)
{
    static activations a; /* static: too large for the stack */
    static batch training, held_out;
    uint64_t random_state = 1;
    model reference = {layer_new(INPUTS, HIDDEN, sqrtf(6.0f / INPUTS), &random_state),
                       layer_new(HIDDEN, VOCAB, 0.01f, &random_state)};
    fill(&training, 0, &random_state);
    fill(&held_out, 1, &random_state);
    train_reference(&reference, &training, &a, &random_state);

    model policy = {layer_new(INPUTS, HIDDEN, 0.0f, &random_state), layer_new(HIDDEN, VOCAB, 0.0f, &random_state)};
    memcpy(policy.hidden.weight.value, reference.hidden.weight.value, INPUTS * HIDDEN * sizeof(float));
    memcpy(policy.hidden.bias.value, reference.hidden.bias.value, HIDDEN * sizeof(float));
    memcpy(policy.output.weight.value, reference.output.weight.value, HIDDEN * VOCAB * sizeof(float));
    memcpy(policy.output.bias.value, reference.output.bias.value, VOCAB * sizeof(float));

    forward(&reference, &held_out, &a);
    log_probabilities(&held_out, &a, held_out.reference);
    double mean, accuracy;
    evaluate(&policy, &held_out, &a, &mean, &accuracy);
    printf("step   0                held out: margin %6.3f\n", mean);
    for (int step = 1; step <= STEPS; step++) {
        fill(&training, 0, &random_state);
        forward(&reference, &training, &a);
        log_probabilities(&training, &a, training.reference);
        const float learning_rate = LEARNING_RATE * (float)(STEPS + 1 - step) / (float)STEPS;
        const double loss = preference_step(&policy, &training, &a, step, learning_rate);
        if (step % REPORT_EVERY == 0) {
            evaluate(&policy, &held_out, &a, &mean, &accuracy);
            printf("step %3d   loss %.3f   held out: margin %6.3f, larger in %3.0f %% of the pairs\n", step, loss,
                   mean, 100.0 * accuracy);
        }
    }
    layer_free(&reference.hidden);
    layer_free(&reference.output);
    layer_free(&policy.hidden);
    layer_free(&policy.output);
    if (!(mean > REQUIRED_MARGIN && accuracy >= REQUIRED_ACCURACY)) {
        fprintf(stderr, "the margin does not rise by %.0f, or not in %.0f %% of the pairs\n", REQUIRED_MARGIN,
                100.0 * REQUIRED_ACCURACY);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
