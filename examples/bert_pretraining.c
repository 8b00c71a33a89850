/*
 * Pretrains a very small BERT (Devlin et al. 2019) on pairs of sentences, for two tasks at once:
 *
 *   masked words    15 % of the words are hidden or replaced, to be guessed from the others;
 *   next sentence   does the second sentence continue the first, or is it from another story?
 *
 * Embeddings of word, position and segment -> one layer of self-attention and one feed-forward
 * layer, each added to its input -> a head for each task. What is left out is what so small a model
 * can do without: layer normalisation, more heads and layers, dropout, padding.
 *
 * That of the words is loss_linear_cross_entropy_f32, which is the last layer and its loss in one.
 * The target of a position that is not to be guessed is -100, which it ignores by default: the
 * product with the weight leaves these positions out, most of all, and the mean is over the others.
 * That of the pairs is loss_cross_entropy_f32. The objective is the sum of both losses, and their
 * gradients meet below the heads.
 *
 * Exits with 1 unless the gradient agrees with central differences and, on stories that were held
 * out, 80 % of the words and 90 % of the pairs are right.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"

/* The stories: what their words are, and how many stories they make. */
enum {
    TOPICS = 6,
    PERSONS = 2, /* of a topic */
    ACTIONS = 4, /* of a topic, two words each */
    MOODS = 4,

    CLS = 0, /* the numbers of the words */
    SEP,
    MASK,
    THE,
    FROM,
    THEN,
    AND,
    PRONOUN,
    MOOD = PRONOUN + PERSONS,
    TOPIC = MOOD + MOODS,
    PLACE_OF_TOPIC = PERSONS, /* within a topic, whose persons come first */
    ACTIONS_OF_TOPIC,
    WORDS_OF_TOPIC = ACTIONS_OF_TOPIC + 2 * ACTIONS,
    WORDS = TOPIC + TOPICS * WORDS_OF_TOPIC,

    STORIES = TOPICS * PERSONS * MOODS * ACTIONS * (ACTIONS - 1) * (ACTIONS - 2),
    HELD_OUT_EVERY = 5 /* stories */
};

enum {
    SENTENCE = 9, /* words; a pair is [CLS] first [SEP] second [SEP] */
    SECOND = 1 + SENTENCE + 1, /* where the second sentence starts */
    LENGTH = SECOND + SENTENCE + 1,
    SEGMENTS = 2,
    WIDTH = 32,
    INNER_WIDTH = 64,
    BATCH = 32,
    TOKENS = BATCH * LENGTH,
    STEPS = 400,
    REPORT_EVERY = 100, /* steps */
    TEST_BATCHES = 16,
    MODEL_SEED = 1,
    TEST_SEED = 2,
    NOT_MASKED = -100 /* the target that losses of class indices ignore by default */
};

static const float MASKED = 0.15f;
static const float LEARNING_RATE = 0.01f;
static const double GRADIENT_TOLERANCE = 0.01;
static const double REQUIRED_WORDS = 0.80;
static const double REQUIRED_PAIRS = 0.90;

/* Of each topic: a woman and a man, a place, and what is done there to what. */
static const char *const WORD[WORDS] = {
    "[CLS]", "[SEP]", "[MASK]", "the", "from", "then", "and", "she", "he",
    "old", "young", "tired", "cheerful",
    "cook", "baker", "kitchen",
    "cuts", "bread", "stirs", "soup", "peels", "apples", "washes", "dishes",
    "captain", "sailor", "harbour",
    "steers", "boat", "mends", "net", "hoists", "sail", "drops", "anchor",
    "farmer", "shepherd", "farm",
    "feeds", "sheep", "milks", "cow", "ploughs", "field", "loads", "hay",
    "teacher", "pupil", "school",
    "reads", "book", "wipes", "board", "draws", "map", "solves", "riddle",
    "singer", "drummer", "theatre",
    "learns", "song", "tunes", "piano", "tries", "costume", "lifts", "curtain",
    "carpenter", "painter", "workshop",
    "saws", "plank", "sharpens", "knife", "fills", "bucket", "finishes", "chair"
};

typedef struct batch {
    int64_t word[TOKENS];   /* as the model sees them */
    int64_t target[TOKENS]; /* the word to be guessed, or NOT_MASKED */
    int64_t is_next[BATCH];
} batch;

/* The embedding of a token is a sum of three. */
enum { WORD_EMBEDDING, POSITION_EMBEDDING, SEGMENT_EMBEDDING, EMBEDDINGS };

static const size_t EMBEDDING_ROWS[EMBEDDINGS] = {WORDS, LENGTH, SEGMENTS};

enum {
    QUERY,
    KEY,
    VALUE,
    MIXED, /* takes what attention has mixed */
    INNER, /* of the feed-forward layer, as the next */
    OUTER,
    WORD_HEAD,
    PAIR_HEAD,
    LAYERS
};

static const size_t LAYER_SIZE[LAYERS][2] = {
    [QUERY] = {WIDTH, WIDTH},       [KEY] = {WIDTH, WIDTH},         [VALUE] = {WIDTH, WIDTH},
    [MIXED] = {WIDTH, WIDTH},       [INNER] = {WIDTH, INNER_WIDTH}, [OUTER] = {INNER_WIDTH, WIDTH},
    [WORD_HEAD] = {WIDTH, WORDS}, /* its weight is (WORDS, WIDTH), as the loss takes it */
    [PAIR_HEAD] = {WIDTH, 2},
};

typedef struct model {
    parameter embedding[EMBEDDINGS]; /* (EMBEDDING_ROWS, WIDTH) each */
    layer layer[LAYERS];
} model;

/* What the layers give for a batch. */
typedef struct activations {
    float embedded[TOKENS * WIDTH];
    float query[TOKENS * WIDTH];
    float key[TOKENS * WIDTH];
    float value[TOKENS * WIDTH];
    float attention[TOKENS * LENGTH]; /* of each token to those of its pair */
    float mixed[TOKENS * WIDTH];
    float middle[TOKENS * WIDTH]; /* embedded, and what attention adds */
    float inner[TOKENS * INNER_WIDTH];
    float top[TOKENS * WIDTH]; /* middle, and what the feed-forward layer adds */
    float first[BATCH * WIDTH]; /* the top at [CLS] */
    float pair_logits[BATCH * 2];
} activations;

typedef struct run {
    model m;
    batch b;
    activations a;
    activations d; /* the gradients of a */
    loss_options_f32 word_options; /* with a workspace */
    double word_loss;
    double pair_loss;
} run;

static size_t topic_of(size_t story)
{
    return story % TOPICS;
}

/* "the tired baker from the kitchen stirs the soup" and "then he washes the dishes and cuts the
 * bread": a story is a topic, one of its persons, a mood, and three different actions. */
static void tell(size_t story, int64_t *first, int64_t *second)
{
    int64_t topic = TOPIC + (int64_t)topic_of(story) * WORDS_OF_TOPIC;
    story /= TOPICS;
    int64_t person = (int64_t)(story % PERSONS);
    story /= PERSONS;
    int64_t mood = MOOD + (int64_t)(story % MOODS);
    story /= MOODS;

    int64_t verb[ACTIONS];
    for (size_t i = 0; i < ACTIONS; i++)
        verb[i] = topic + ACTIONS_OF_TOPIC + 2 * (int64_t)i; /* its object is the next word */
    for (size_t i = 0; i < 3; i++) {
        size_t chosen = i + story % (ACTIONS - i);
        story /= ACTIONS - i;
        int64_t swapped = verb[i];
        verb[i] = verb[chosen];
        verb[chosen] = swapped;
    }

    const int64_t sentences[2][SENTENCE] = {
        {THE, mood, topic + person, FROM, THE, topic + PLACE_OF_TOPIC, verb[0], THE, verb[0] + 1},
        {THEN, PRONOUN + person, verb[1], THE, verb[1] + 1, AND, verb[2], THE, verb[2] + 1},
    };
    memcpy(first, sentences[0], sizeof sentences[0]);
    memcpy(second, sentences[1], sizeof sentences[1]);
}

static size_t random_story(int held_out, uint64_t *random_state)
{
    for (;;) {
        size_t story = random_index(random_state, STORIES);
        if ((story % HELD_OUT_EVERY == 0) == held_out)
            return story;
    }
}

/* Of the words to be guessed, four fifths are hidden, a tenth is replaced, a tenth stays. */
static void mask_words(int64_t *word, int64_t *target, uint64_t *random_state)
{
    for (size_t i = 0; i < LENGTH; i++) {
        target[i] = NOT_MASKED;
        if (word[i] == CLS || word[i] == SEP || random_uniform(random_state) >= MASKED)
            continue;
        target[i] = word[i];
        float what = random_uniform(random_state);
        if (what < 0.8f)
            word[i] = MASK;
        else if (what < 0.9f)
            word[i] = THE + (int64_t)random_index(random_state, WORDS - THE);
    }
}

static void draw_batch(batch *b, int held_out, uint64_t *random_state)
{
    for (size_t pair = 0; pair < BATCH; pair++) {
        int64_t *word = b->word + pair * LENGTH;
        int64_t other[SENTENCE];
        size_t story = random_story(held_out, random_state);
        word[0] = CLS;
        word[SECOND - 1] = word[LENGTH - 1] = SEP;
        tell(story, word + 1, word + SECOND);

        b->is_next[pair] = random_uniform(random_state) < 0.5f;
        if (!b->is_next[pair]) {
            size_t stranger;
            do
                stranger = random_story(held_out, random_state);
            while (topic_of(stranger) == topic_of(story));
            tell(stranger, other, word + SECOND);
        }
        mask_words(word, b->target + pair * LENGTH, random_state);
    }
}

static model model_new(uint64_t *random_state)
{
    /* The scales keep the size of activations from layer to layer. */
    model m;
    for (size_t i = 0; i < EMBEDDINGS; i++)
        m.embedding[i] = parameter_new(EMBEDDING_ROWS[i] * WIDTH, 0.5f, random_state);
    for (size_t i = 0; i < LAYERS; i++) {
        const size_t *size = LAYER_SIZE[i];
        m.layer[i] = layer_new(size[0], size[1], sqrtf(3.0f / (float)size[0]), random_state);
    }
    return m;
}

static void model_free(model *m)
{
    for (size_t i = 0; i < EMBEDDINGS; i++)
        parameter_free(&m->embedding[i]);
    for (size_t i = 0; i < LAYERS; i++)
        layer_free(&m->layer[i]);
}

static void model_update(model *m, int step, float learning_rate)
{
    for (size_t i = 0; i < EMBEDDINGS; i++)
        parameter_update(&m->embedding[i], step, learning_rate, 0.0f);
    for (size_t i = 0; i < LAYERS; i++)
        layer_update(&m->layer[i], step, learning_rate);
}

/* Every token mixes the values of its pair's tokens, most of those whose key is like its query. */
static void attention_forward(activations *a)
{
    for (size_t i = 0; i < TOKENS; i++)
        for (size_t j = 0; j < LENGTH; j++)
            a->attention[i * LENGTH + j] =
                dot(a->query + i * WIDTH, a->key + (i / LENGTH * LENGTH + j) * WIDTH, WIDTH);
    const loss_class_options_f32 class_options = {.temperature = sqrt(WIDTH)};
    check(loss_softmax_f32(a->attention, TOKENS, LENGTH, &class_options, a->attention));

    memset(a->mixed, 0, sizeof a->mixed);
    for (size_t i = 0; i < TOKENS; i++)
        for (size_t j = 0; j < LENGTH; j++)
            add_scaled(a->mixed + i * WIDTH, a->attention[i * LENGTH + j],
                       a->value + (i / LENGTH * LENGTH + j) * WIDTH, WIDTH);
}

/* From d->mixed to d->query, d->key and d->value. */
static void attention_backward(const activations *a, activations *d)
{
    memset(d->query, 0, sizeof d->query);
    memset(d->key, 0, sizeof d->key);
    memset(d->value, 0, sizeof d->value);
    for (size_t i = 0; i < TOKENS; i++) {
        const float *attention = a->attention + i * LENGTH;
        const float *d_mixed = d->mixed + i * WIDTH;
        size_t pair = i / LENGTH * LENGTH * WIDTH;
        float d_attention[LENGTH];
        for (size_t j = 0; j < LENGTH; j++) {
            d_attention[j] = dot(d_mixed, a->value + pair + j * WIDTH, WIDTH);
            add_scaled(d->value + pair + j * WIDTH, attention[j], d_mixed, WIDTH);
        }
        float mean = dot(attention, d_attention, LENGTH);
        for (size_t j = 0; j < LENGTH; j++) { /* through the softmax and its temperature */
            float d_score = attention[j] * (d_attention[j] - mean) / sqrtf(WIDTH);
            add_scaled(d->query + i * WIDTH, d_score, a->key + pair + j * WIDTH, WIDTH);
            add_scaled(d->key + pair + j * WIDTH, d_score, a->query + i * WIDTH, WIDTH);
        }
    }
}

/* Which rows of the embeddings belong to token i. */
static void embedding_rows(const batch *b, size_t i, size_t row[EMBEDDINGS])
{
    row[WORD_EMBEDDING] = (size_t)b->word[i];
    row[POSITION_EMBEDDING] = i % LENGTH;
    row[SEGMENT_EMBEDDING] = i % LENGTH < SECOND ? 0 : 1;
}

static void model_forward(const model *m, const batch *b, activations *a)
{
    memset(a->embedded, 0, sizeof a->embedded);
    for (size_t i = 0; i < TOKENS; i++) {
        size_t row[EMBEDDINGS];
        embedding_rows(b, i, row);
        for (size_t k = 0; k < EMBEDDINGS; k++)
            add_scaled(a->embedded + i * WIDTH, 1.0f, m->embedding[k].value + row[k] * WIDTH,
                       WIDTH);
    }

    layer_forward(&m->layer[QUERY], a->embedded, TOKENS, a->query);
    layer_forward(&m->layer[KEY], a->embedded, TOKENS, a->key);
    layer_forward(&m->layer[VALUE], a->embedded, TOKENS, a->value);
    attention_forward(a);
    layer_forward(&m->layer[MIXED], a->mixed, TOKENS, a->middle);
    add_scaled(a->middle, 1.0f, a->embedded, TOKENS * WIDTH);

    layer_forward(&m->layer[INNER], a->middle, TOKENS, a->inner);
    relu_forward(a->inner, TOKENS * INNER_WIDTH);
    layer_forward(&m->layer[OUTER], a->inner, TOKENS, a->top);
    add_scaled(a->top, 1.0f, a->middle, TOKENS * WIDTH);

    for (size_t pair = 0; pair < BATCH; pair++)
        memcpy(a->first + pair * WIDTH, a->top + pair * LENGTH * WIDTH, WIDTH * sizeof *a->first);
    layer_forward(&m->layer[PAIR_HEAD], a->first, BATCH, a->pair_logits);
}

/* From the gradients by the top and by the logits of the pairs to those of all parameters but the
 * ones of the word head. */
static void model_backward(model *m, const batch *b, const activations *a, activations *d)
{
    layer_backward(&m->layer[PAIR_HEAD], a->first, d->pair_logits, BATCH, d->first);
    for (size_t pair = 0; pair < BATCH; pair++) /* here the tasks meet */
        add_scaled(d->top + pair * LENGTH * WIDTH, 1.0f, d->first + pair * WIDTH, WIDTH);

    layer_backward(&m->layer[OUTER], a->inner, d->top, TOKENS, d->inner);
    relu_backward(a->inner, d->inner, TOKENS * INNER_WIDTH);
    layer_backward(&m->layer[INNER], a->middle, d->inner, TOKENS, d->middle);
    add_scaled(d->middle, 1.0f, d->top, TOKENS * WIDTH);

    layer_backward(&m->layer[MIXED], a->mixed, d->middle, TOKENS, d->mixed);
    attention_backward(a, d);
    float *const d_of[] = {[QUERY] = d->query, [KEY] = d->key, [VALUE] = d->value};
    memcpy(d->embedded, d->middle, sizeof d->embedded);
    for (size_t i = QUERY; i <= VALUE; i++) {
        layer_backward(&m->layer[i], a->embedded, d_of[i], TOKENS, d->mixed);
        add_scaled(d->embedded, 1.0f, d->mixed, TOKENS * WIDTH);
    }

    for (size_t i = 0; i < TOKENS; i++) {
        size_t row[EMBEDDINGS];
        embedding_rows(b, i, row);
        for (size_t k = 0; k < EMBEDDINGS; k++)
            add_scaled(m->embedding[k].d_value + row[k] * WIDTH, 1.0f, d->embedded + i * WIDTH,
                       WIDTH);
    }
}

/* The head of the words and its loss; with_gradient: writes d.top and the gradients of the head. */
static void loss_of_words(run *r, int with_gradient)
{
    layer *head = &r->m.layer[WORD_HEAD];
    check(loss_linear_cross_entropy_f32(r->a.top, head->weight.value, head->bias.value, r->b.target,
                                        TOKENS, WIDTH, WORDS, NULL, &r->word_options, &r->word_loss,
                                        with_gradient ? r->d.top : NULL,
                                        with_gradient ? head->weight.d_value : NULL,
                                        with_gradient ? head->bias.d_value : NULL));
}

/* Both losses of a batch; returns what is minimised. */
static double objective(void *context)
{
    run *r = context;
    model_forward(&r->m, &r->b, &r->a);
    loss_of_words(r, 0);
    check(loss_cross_entropy_f32(r->a.pair_logits, r->b.is_next, BATCH, 2, NULL, NULL,
                                 &r->pair_loss, NULL));
    return r->word_loss + r->pair_loss;
}

/* The gradients of all parameters by the objective. */
static void gradients(run *r)
{
    model_forward(&r->m, &r->b, &r->a);
    loss_of_words(r, 1);
    check(loss_cross_entropy_f32(r->a.pair_logits, r->b.is_next, BATCH, 2, NULL, NULL,
                                 &r->pair_loss, r->d.pair_logits));
    model_backward(&r->m, &r->b, &r->a, &r->d);
}

static void train_step(run *r, int step, float learning_rate, uint64_t *random_state)
{
    draw_batch(&r->b, 0, random_state);
    gradients(r);
    model_update(&r->m, step, learning_rate);
}

/* The largest relative error of the gradient of the objective, for a model that is not trained yet.
 * Looks into every embedding and every weight. */
static double largest_gradient_error(run *r)
{
    uint64_t random_state = MODEL_SEED;
    r->m = model_new(&random_state);
    draw_batch(&r->b, 0, &random_state);
    gradients(r);

    double largest = 0.0;
    for (size_t i = 0; i < EMBEDDINGS; i++)
        largest = fmax(largest, gradient_error(&r->m.embedding[i], objective, r));
    for (size_t i = 0; i < LAYERS; i++)
        largest = fmax(largest, gradient_error(&r->m.layer[i].weight, objective, r));
    model_free(&r->m);
    return largest;
}

/* Of one task, over many batches. */
typedef struct score {
    double loss;
    double weight;
    double right;
} score;

static void score_add(score *s, loss_sums sums, const int64_t *guess, const int64_t *target,
                      size_t rows)
{
    s->loss += sums.loss;
    s->weight += sums.weight;
    for (size_t i = 0; i < rows; i++)
        s->right += guess[i] == target[i];
}

/* guess: output, the word of the largest logit at each position; 0 where none is to be guessed. */
static void score_words(const run *r, score *s, int64_t *guess)
{
    loss_sums sums;
    const layer *head = &r->m.layer[WORD_HEAD];
    const loss_class_options_f32 class_options = {.argmax = guess};
    loss_options_f32 options = r->word_options;
    options.sums = &sums;
    check(loss_linear_cross_entropy_f32(r->a.top, head->weight.value, head->bias.value, r->b.target,
                                        TOKENS, WIDTH, WORDS, &class_options, &options, NULL, NULL,
                                        NULL, NULL));
    score_add(s, sums, guess, r->b.target, TOKENS);
}

static void score_pairs(const run *r, score *s)
{
    int64_t guess[BATCH];
    loss_sums sums;
    const loss_class_options_f32 class_options = {.argmax = guess};
    const loss_options_f32 options = {.sums = &sums};
    check(loss_cross_entropy_f32(r->a.pair_logits, r->b.is_next, BATCH, 2, &class_options, &options,
                                 NULL, NULL));
    score_add(s, sums, guess, r->b.is_next, BATCH);
}

/* Prints losses and accuracies on held-out stories, always on the same pairs with the same words
 * masked; returns whether the accuracies are as required. */
static int report(run *r, int step)
{
    static int64_t guess[TOKENS];
    uint64_t random_state = TEST_SEED;
    score words = {0}, pairs = {0};
    for (int i = 0; i < TEST_BATCHES; i++) {
        draw_batch(&r->b, 1, &random_state);
        model_forward(&r->m, &r->b, &r->a);
        score_words(r, &words, guess);
        score_pairs(r, &pairs);
    }
    double word_loss = words.loss / words.weight;
    double pair_loss = pairs.loss / pairs.weight;
    double words_right = words.right / words.weight;
    double pairs_right = pairs.right / pairs.weight;
    printf("step %3d   loss: words %.3f + pairs %.3f = %.3f   "
           "right: words %4.1f %%, pairs %4.1f %%\n",
           step, word_loss, pair_loss, word_loss + pair_loss, 100.0 * words_right,
           100.0 * pairs_right);
    return words_right >= REQUIRED_WORDS && pairs_right >= REQUIRED_PAIRS;
}

/* What part of the words is right without reading: the most frequent one at each position. */
static double guess_by_position(run *r)
{
    static size_t count[LENGTH][WORDS];
    uint64_t random_state = TEST_SEED;
    for (int i = 0; i < TEST_BATCHES; i++) {
        draw_batch(&r->b, 1, &random_state);
        for (size_t token = 0; token < TOKENS; token++)
            if (r->b.target[token] != NOT_MASKED)
                count[token % LENGTH][r->b.target[token]]++;
    }
    size_t right = 0, all = 0;
    for (size_t position = 0; position < LENGTH; position++) {
        size_t most = 0;
        for (size_t word = 0; word < WORDS; word++) {
            all += count[position][word];
            most = count[position][word] > most ? count[position][word] : most;
        }
        right += most;
    }
    return (double)right / (double)all;
}

/* A held-out pair: what the model reads, and what it makes of the words to be guessed. */
static void print_guesses(run *r)
{
    static int64_t guess[TOKENS];
    uint64_t random_state = TEST_SEED;
    score words = {0};
    draw_batch(&r->b, 1, &random_state);
    model_forward(&r->m, &r->b, &r->a);
    score_words(r, &words, guess);
    printf("reads  ");
    for (size_t i = 0; i < LENGTH; i++)
        printf(" %s", WORD[r->b.word[i]]);
    printf("\nguesses");
    for (size_t i = 0; i < LENGTH; i++)
        if (r->b.target[i] != NOT_MASKED)
            printf(" %s (%s)", WORD[guess[i]], WORD[r->b.target[i]]);
    printf("\n");
}

int main(void)
{
    static run r; /* static: too large for the stack of some systems */
    r.word_options = linear_head_options(TOKENS, WIDTH, WORDS);
    double error = largest_gradient_error(&r);
    printf("gradient of the objective: at most %.2f %% from central differences\n", 100.0 * error);
    printf("%d stories, every fifth of them held out\n", STORIES);
    printf("chance%62sright: words %4.1f %%, pairs 50.0 %%\n", "", 100.0 * guess_by_position(&r));
    uint64_t random_state = MODEL_SEED;
    r.m = model_new(&random_state);
    int learned = report(&r, 0);
    for (int step = 1; step <= STEPS; step++) {
        /* Falls to nearly 0, so that the last steps settle instead of jumping about. */
        float learning_rate = LEARNING_RATE * (float)(STEPS + 1 - step) / (float)STEPS;
        train_step(&r, step, learning_rate, &random_state);
        if (step % REPORT_EVERY == 0)
            learned = report(&r, step);
    }
    print_guesses(&r);
    model_free(&r.m);
    free(r.word_options.workspace);

    if (!(error <= GRADIENT_TOLERANCE)) {
        fprintf(stderr, "the gradient should be within %.1f %%\n", 100.0 * GRADIENT_TOLERANCE);
        return EXIT_FAILURE;
    }
    if (!learned) {
        fprintf(stderr, "expected at least %.0f %% of the words and %.0f %% of the pairs\n",
                100.0 * REQUIRED_WORDS, 100.0 * REQUIRED_PAIRS);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
