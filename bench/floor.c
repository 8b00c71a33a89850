/*
 * The least that a machine must do: arrays read and written with next to no arithmetic, and
 * exponentials of numbers in cache. Compiled with -Ofast -march=native; `threads` share the work
 * through OpenMP.
 *
 * Writing is measured with ordinary stores and, where the processor has them, with stores past the
 * caches, which need not read what they overwrite. The faster of the two is the floor.
 */
#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif
#ifdef _OPENMP
#include <omp.h>
#endif

#include "bench.h"

/*
 * As wide as the processor's registers: wider vectors are passed in another way where it has them. Read and
 * written at any float by dereferencing, as GCC copies such a vector with memcpy through the stack.
 */
#if defined(__AVX512F__)
enum { LANES = 16 };
#elif defined(__AVX__)
enum { LANES = 8 };
#else
enum { LANES = 4 };
#endif
enum { STEP = 64, PARTS = STEP / LANES };
typedef float lanes __attribute__((vector_size(LANES * sizeof(float)), aligned(4), may_alias));

/* So that parts of a sum are registers. */
#define UNROLLED _Pragma("GCC unroll 16")

void floor_set_threads(int threads)
{
#ifdef _OPENMP
    omp_set_num_threads(threads);
#else
    (void)threads;
#endif
}

static lanes load(const float *x)
{
    return *(const lanes *)x;
}

static void store(float *out, lanes v)
{
    *(lanes *)out = v;
}

/* Past the caches; `out` is aligned to 64 bytes. */
static void stream(float *out, lanes v)
{
#if defined(__AVX512F__)
    _mm512_stream_ps(out, (__m512)v);
#elif defined(__AVX__)
    _mm256_stream_ps(out, (__m256)v);
#elif defined(__x86_64__)
    _mm_stream_ps(out, (__m128)v);
#else
    store(out, v);
#endif
}

static void fence(void)
{
#if defined(__x86_64__)
    _mm_sfence();
#endif
}

static float total(lanes v)
{
    float sum = 0.0f;
    for (int i = 0; i < LANES; i++)
        sum += v[i];
    return sum;
}

/*
 * Counts are multiples of STEP in every case that is measured against a floor. Each thread takes
 * one contiguous part, as the losses do.
 */
#define READING(name, EXPRESSION)                                                                  \
    void name(void *context)                                                                       \
    {                                                                                              \
        streams *s = context;                                                                      \
        const float *a = s->in[0], *b = s->in[1], *c = s->in[2];                                   \
        const size_t count = s->count;                                                             \
        float sum = 0.0f;                                                                          \
        (void)b, (void)c;                                                                          \
        _Pragma("omp parallel reduction(+ : sum)")                                                 \
        {                                                                                          \
            lanes part[PARTS] = {{0.0f}};                                                          \
            _Pragma("omp for schedule(static)")                                                    \
            for (size_t i = 0; i < count; i += STEP) {                                             \
                UNROLLED                                                                           \
                for (size_t j = 0; j < PARTS; j++) {                                               \
                    const size_t at = i + j * LANES;                                               \
                    part[j] += EXPRESSION;                                                         \
                }                                                                                  \
            }                                                                                      \
            for (size_t j = 0; j < PARTS; j++)                                                     \
                sum += total(part[j]);                                                             \
        }                                                                                          \
        s->sum = sum;                                                                              \
    }

READING(floor_read1, load(a + at))
READING(floor_read2, (load(a + at) - load(b + at)))
READING(floor_read3, (load(a + at) - load(b + at) - load(c + at)))

/* In place: out is a, and the factor 1. */
#define WRITING(name, STORE, EXPRESSION, OTHERS)                                                   \
    void name(void *context)                                                                       \
    {                                                                                              \
        streams *s = context;                                                                      \
        const float *a = s->in[0], *b = s->in[1], *c = s->in[2];                                   \
        float *out = s->out[0], *out2 = s->out[1], *out3 = s->out[2];                              \
        const size_t count = s->count;                                                             \
        const float factor = s->factor;                                                            \
        (void)b, (void)c;                                                                          \
        (void)out2, (void)out3;                                                                    \
        _Pragma("omp parallel")                                                                    \
        {                                                                                          \
            _Pragma("omp for schedule(static)")                                                    \
            for (size_t i = 0; i < count; i += STEP) {                                             \
                UNROLLED                                                                           \
                for (size_t j = 0; j < PARTS; j++) {                                               \
                    const size_t at = i + j * LANES;                                               \
                    STORE(out + at, EXPRESSION);                                                   \
                    OTHERS;                                                                        \
                }                                                                                  \
            }                                                                                      \
            fence();                                                                               \
        }                                                                                          \
    }

#define NONE (void)0
#define PRODUCT load(a + at) * factor
#define DIFFERENCE load(a + at) * factor - load(b + at)

#define SECOND(STORE, ...) STORE(out2 + at, __VA_ARGS__)
#define SECOND_AND_THIRD(STORE, ...) SECOND(STORE, __VA_ARGS__), STORE(out3 + at, load(c + at) * factor)

WRITING(floor_read1_write1, store, PRODUCT, NONE)
WRITING(floor_read2_write1, store, DIFFERENCE, NONE)
WRITING(floor_read2_write2, store, PRODUCT, SECOND(store, load(b + at) * factor))
WRITING(floor_read3_write2, store, PRODUCT, SECOND(store, load(b + at) * factor - load(c + at)))
WRITING(floor_read3_write3, store, PRODUCT, SECOND_AND_THIRD(store, load(b + at) * factor))
WRITING(floor_read1_write1_streamed, stream, PRODUCT, NONE)
WRITING(floor_read2_write1_streamed, stream, DIFFERENCE, NONE)
WRITING(floor_read2_write2_streamed, stream, PRODUCT, SECOND(stream, load(b + at) * factor))
WRITING(floor_read3_write2_streamed, stream, PRODUCT, SECOND(stream, load(b + at) * factor - load(c + at)))
WRITING(floor_read3_write3_streamed, stream, PRODUCT, SECOND_AND_THIRD(stream, load(b + at) * factor))

/*
 * e^x as 2^n times a polynomial, just good enough for the type and without a thought for
 * infinities: the compiler makes vector instructions of it.
 */
static float exp_sum_f32(const float *x)
{
    static const float C[] = {1.0f,         0.6931472f,   0.2402265f,
                              0.05550357f, 0.009618129f, 0.0013391345f};
    float sum = 0.0f;
    for (size_t i = 0; i < EXP_COUNT; i++) {
        const float y = x[i] * 1.44269504f, n = rintf(y), r = y - n;
        const float p = ((((C[5] * r + C[4]) * r + C[3]) * r + C[2]) * r + C[1]) * r + C[0];
        const int32_t bits = ((int32_t)n + 127) * (1 << 23);
        float power;
        memcpy(&power, &bits, sizeof power);
        sum += p * power;
    }
    return sum;
}

/*
 * 2^n from the sum of y and 1.5 * 2^52 + 1023, whose lowest bits are those of the exponent: converting to 64-bit
 * integers needs AVX-512.
 */
static double exp_sum_f64(const double *x)
{
    static const double C[] = {1.0,           1.0,           1.0 / 2,      1.0 / 6,      1.0 / 24,     1.0 / 120,
                               1.0 / 720,     1.0 / 5040,    1.0 / 40320,  1.0 / 362880, 1.0 / 3628800,
                               1.0 / 39916800};
    double sum = 0.0;
    for (size_t i = 0; i < EXP_COUNT; i++) {
        const double y = x[i] * 1.4426950408889634, z = (y - rint(y)) * 0.6931471805599453;
        double p = C[11];
        UNROLLED
        for (int k = 10; k >= 0; k--)
            p = p * z + C[k];
        const double shifted = y + (0x1.8p52 + 1023.0);
        uint64_t bits;
        memcpy(&bits, &shifted, sizeof bits);
        bits <<= 52;
        double power;
        memcpy(&power, &bits, sizeof power);
        sum += p * power;
    }
    return sum;
}

/* The numbers change a little from repetition to repetition, lest one sum serve for all. */
void floor_exp(void *context)
{
    exp_work *w = context;
    double all = 0.0;
#pragma omp parallel reduction(+ : all)
    {
        float x32[EXP_COUNT];
        double x64[EXP_COUNT];
        for (size_t i = 0; i < EXP_COUNT; i++)
            x32[i] = (float)(x64[i] = (double)(i % 61) / 10.0 - 3.0);
        for (size_t r = 0; r < w->repetitions; r++) {
            x32[r % EXP_COUNT] += 0.001f;
            x64[r % EXP_COUNT] += 0.001;
            all += w->type == 0 ? (double)exp_sum_f32(x32) : exp_sum_f64(x64);
        }
    }
    w->sum = all;
}
