/*
 * Wrong input: the right status, a sentence that names what is wrong, and not a byte written.
 *
 * Each case takes a good call that asks for every output, spoils one thing and hands it to an
 * expect_ function.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "real.h"

/* Long enough for vectors and a tail. */
enum { ROWS = 5, CLASSES = 7, ELEMENTS = ROWS * CLASSES, GUARD = 64, FILL = 0xA5 };

typedef struct {
    REAL logits[ELEMENTS];
    REAL prob[ELEMENTS];
    int64_t target[ROWS];
} input_arrays;

/* Every output between guards; all bytes are FILL before a call. */
typedef struct {
    unsigned char guard0[GUARD];
    double value;
    unsigned char guard1[GUARD];
    REAL grad[ELEMENTS];
    unsigned char guard2[GUARD];
    REAL hessian[ELEMENTS];
    unsigned char guard3[GUARD];
    REAL losses[ROWS * CLASSES];
    unsigned char guard4[GUARD];
    REAL lse[ROWS];
    unsigned char guard5[GUARD];
    REAL entropy[ROWS];
    unsigned char guard6[GUARD];
    int64_t argmax[ROWS];
    unsigned char guard7[GUARD];
    loss_sums sums;
    unsigned char guard8[GUARD];
} output_arrays;

static input_arrays in, in_before;
static output_arrays out, out_before;

/* A call of any function; each shape uses the fields it has. */
typedef struct {
    const REAL *input;
    const REAL *soft;
    const int64_t *index;
    size_t rows;
    size_t classes;
    class_options_type class_options;
    options_type options;
    double *value;
    REAL *grad;
} call_type;

static call_type good_call(void)
{
    for (size_t i = 0; i < ELEMENTS; i++) {
        in.logits[i] = (REAL)(i % 11) / 4 - 1;
        in.prob[i] = (REAL)1 / CLASSES;
    }
    for (size_t row = 0; row < ROWS; row++)
        in.target[row] = (int64_t)(row % CLASSES);
    memset(&out, FILL, sizeof out);
    return (call_type){
        .input = in.logits,
        .soft = in.prob,
        .index = in.target,
        .rows = ROWS,
        .classes = CLASSES,
        .class_options = {.lse = out.lse, .entropy = out.entropy, .argmax = out.argmax},
        .options = {.losses = out.losses, .hessian = out.hessian, .sums = &out.sums},
        .value = &out.value,
        .grad = out.grad,
    };
}

static void before_call(void)
{
    /* As bytes: an assignment may leave out what lies between the fields. */
    memcpy(&in_before, &in, sizeof in);
    memcpy(&out_before, &out, sizeof out);
}

static void after_call(const char *name, loss_status status, loss_status expected,
                       const char *sentence)
{
    const char *message = loss_last_error();
    check(status == expected, "%s %s: status %d, expected %d", name, TYPE_NAME, (int)status,
          (int)expected);
    check(strstr(message, sentence) != NULL, "%s %s: \"%s\" does not mention \"%s\"", name,
          TYPE_NAME, message, sentence);
    check(memcmp(&out, &out_before, sizeof out) == 0, "%s %s: an output was written", name,
          TYPE_NAME);
    check(memcmp(&in, &in_before, sizeof in) == 0, "%s %s: an input was written", name, TYPE_NAME);
}

static void expect_cross_entropy(const char *name, const call_type *call, loss_status expected,
                                 const char *sentence)
{
    before_call();
    loss_status status = TYPED(loss_cross_entropy)(call->input, call->index, call->rows,
                                                   call->classes, &call->class_options,
                                                   &call->options, call->value, call->grad);
    after_call(name, status, expected, sentence);
}

/* The same elements, without rows. */
static void expect_pointwise(const char *name, pointwise_function *function, const call_type *call,
                             loss_status expected, const char *sentence)
{
    before_call();
    loss_status status = function(call->input, call->soft, call->rows * call->classes,
                                  &call->options, call->value, call->grad);
    after_call(name, status, expected, sentence);
}

static loss_status bce(const REAL *prob, const REAL *target, size_t n,
                       const options_type *options, double *value, REAL *grad)
{
    return TYPED(loss_bce)(prob, target, n, 0.0, options, value, grad);
}

static loss_status bce_logits(const REAL *logits, const REAL *target, size_t n,
                              const options_type *options, double *value, REAL *grad)
{
    return TYPED(loss_bce_logits)(logits, target, n, 0.0, 0.0, options, value, grad);
}

static loss_status soft_without_class_options(const REAL *logits, const REAL *target, size_t rows,
                                              size_t classes, const options_type *options,
                                              double *value, REAL *grad)
{
    return TYPED(loss_cross_entropy_soft)(logits, target, rows, classes, NULL, options, value,
                                          grad);
}

/* Without these, all the checks below would prove nothing. */
static void good_calls_pass(void)
{
    call_type call = good_call();
    before_call();
    loss_status status = TYPED(loss_cross_entropy)(call.input, call.index, ROWS, CLASSES,
                                                   &call.class_options, &call.options, call.value,
                                                   call.grad);
    check(status == LOSS_OK, "good cross_entropy %s: %s", TYPE_NAME, loss_last_error());
    check(memcmp(&in, &in_before, sizeof in) == 0, "good cross_entropy %s: inputs", TYPE_NAME);
    call = good_call();
    status = TYPED(loss_mse)(call.input, call.soft, ELEMENTS, &call.options, call.value, call.grad);
    check(status == LOSS_OK, "good mse %s: %s", TYPE_NAME, loss_last_error());
    call = good_call();
    status = TYPED(loss_softmax)(in.logits, ROWS, CLASSES, &call.class_options, in.logits);
    check(status == LOSS_OK, "good softmax in place %s: %s", TYPE_NAME, loss_last_error());

    const unsigned char *guards[] = {out.guard0, out.guard1, out.guard2, out.guard3, out.guard4,
                                     out.guard5, out.guard6, out.guard7, out.guard8};
    for (size_t guard = 0; guard < sizeof guards / sizeof *guards; guard++)
        for (size_t i = 0; i < GUARD; i++)
            if (guards[guard][i] != FILL) {
                check(0, "good calls %s: guard %zu was written", TYPE_NAME, guard);
                break;
            }
}

/* What every function refuses. */
static void pointers_and_sizes(void)
{
    const struct {
        const char *name;
        pointwise_function *function;
    } pointwise[] = {{"mse", TYPED(loss_mse)},
                     {"rmse", TYPED(loss_rmse)},
                     {"hinge", TYPED(loss_hinge)},
                     {"bce", bce},
                     {"bce_logits", bce_logits}};
    for (size_t i = 0; i < sizeof pointwise / sizeof *pointwise; i++) {
        const char *name = pointwise[i].name;
        pointwise_function *function = pointwise[i].function;
        good_call();
        before_call();
        after_call(name, function(NULL, in.prob, ELEMENTS, NULL, &out.value, out.grad),
                   LOSS_ERROR_NULL_POINTER, "NULL");
        after_call(name, function(in.logits, NULL, ELEMENTS, NULL, &out.value, out.grad),
                   LOSS_ERROR_NULL_POINTER, "target is NULL");
        after_call(name, function(in.logits, in.prob, ELEMENTS, NULL, NULL, NULL),
                   LOSS_ERROR_NULL_POINTER, "nothing was asked for");
        after_call(name, function(in.logits, in.prob, SIZE_MAX, NULL, &out.value, out.grad),
                   LOSS_ERROR_SIZE, "overflows");
    }

    const struct {
        const char *name;
        rowwise_function *function;
    } rowwise[] = {{"cross_entropy_prob", TYPED(loss_cross_entropy_prob)},
                   {"cross_entropy_soft", soft_without_class_options},
                   {"kl_div", TYPED(loss_kl_div)},
                   {"kl_div_log_target", TYPED(loss_kl_div_log_target)},
                   {"kl_div_prob", TYPED(loss_kl_div_prob)}};
    for (size_t i = 0; i < sizeof rowwise / sizeof *rowwise; i++) {
        const char *name = rowwise[i].name;
        rowwise_function *function = rowwise[i].function;
        good_call();
        before_call();
        after_call(name, function(NULL, in.prob, ROWS, CLASSES, NULL, &out.value, out.grad),
                   LOSS_ERROR_NULL_POINTER, "NULL");
        after_call(name, function(in.logits, NULL, ROWS, CLASSES, NULL, &out.value, out.grad),
                   LOSS_ERROR_NULL_POINTER, "target");
        after_call(name, function(in.logits, in.prob, ROWS, CLASSES, NULL, NULL, NULL),
                   LOSS_ERROR_NULL_POINTER, "nothing was asked for");
        after_call(name, function(in.logits, in.prob, SIZE_MAX / 2, 3, NULL, &out.value, out.grad),
                   LOSS_ERROR_SIZE, "overflows");
    }

    const struct {
        const char *name;
        index_function *function;
    } index[] = {{"cross_entropy", TYPED(loss_cross_entropy)}, {"nll", TYPED(loss_nll)}};
    for (size_t i = 0; i < sizeof index / sizeof *index; i++) {
        const char *name = index[i].name;
        index_function *function = index[i].function;
        good_call();
        before_call();
        after_call(name, function(NULL, in.target, ROWS, CLASSES, NULL, NULL, &out.value, out.grad),
                   LOSS_ERROR_NULL_POINTER, "NULL");
        after_call(name, function(in.logits, NULL, ROWS, CLASSES, NULL, NULL, &out.value, out.grad),
                   LOSS_ERROR_NULL_POINTER, "target is NULL");
        after_call(name, function(in.logits, in.target, ROWS, CLASSES, NULL, NULL, NULL, NULL),
                   LOSS_ERROR_NULL_POINTER, "nothing was asked for");
        after_call(name,
                   function(in.logits, in.target, SIZE_MAX / 2, 3, NULL, NULL, &out.value, out.grad),
                   LOSS_ERROR_SIZE, "overflows");
    }

    softmax_function *softmax[] = {TYPED(loss_softmax), TYPED(loss_log_softmax)};
    for (size_t i = 0; i < sizeof softmax / sizeof *softmax; i++) {
        good_call();
        before_call();
        after_call("softmax", softmax[i](NULL, ROWS, CLASSES, NULL, out.grad),
                   LOSS_ERROR_NULL_POINTER, "logits is NULL");
        after_call("softmax", softmax[i](in.logits, ROWS, CLASSES, NULL, NULL),
                   LOSS_ERROR_NULL_POINTER, "out is NULL");
        after_call("softmax", softmax[i](in.logits, SIZE_MAX / 2, 3, NULL, out.grad),
                   LOSS_ERROR_SIZE, "overflows");
        after_call("softmax overlap", softmax[i](in.logits, ROWS - 1, CLASSES, NULL, in.logits + 1),
                   LOSS_ERROR_OVERLAP, "out overlaps logits");
    }
}

static void common_options(void)
{
    call_type call = good_call();
    call.options.reduction = 3;
    expect_cross_entropy("unknown reduction", &call, LOSS_ERROR_INVALID_ARGUMENT, "reduction");
    expect_pointwise("unknown reduction", TYPED(loss_mse), &call, LOSS_ERROR_INVALID_ARGUMENT,
                     "reduction");
    call = good_call();
    call.options.flags = 4;
    expect_cross_entropy("unknown flag", &call, LOSS_ERROR_INVALID_ARGUMENT, "flags");
    expect_pointwise("unknown flag", TYPED(loss_mse), &call, LOSS_ERROR_INVALID_ARGUMENT, "flags");
    call = good_call();
    call.options.reserved0 = 1;
    expect_cross_entropy("reserved0", &call, LOSS_ERROR_INVALID_ARGUMENT, "options.reserved");
    for (size_t i = 0; i < sizeof call.options.reserved / sizeof *call.options.reserved; i++) {
        call = good_call();
        call.options.reserved[i] = UINT64_C(1) << 63;
        expect_pointwise("reserved", TYPED(loss_mse), &call, LOSS_ERROR_INVALID_ARGUMENT,
                         "options.reserved");
    }
    for (size_t i = 0; i < sizeof call.class_options.reserved / sizeof *call.class_options.reserved; i++) {
        call = good_call();
        call.class_options.reserved[i] = 1;
        expect_cross_entropy("class reserved", &call, LOSS_ERROR_INVALID_ARGUMENT,
                             "class_options.reserved");
    }
    call = good_call();
    call.options.flags = LOSS_BINARY_TARGETS;
    expect_pointwise("binary targets of mse", TYPED(loss_mse), &call, LOSS_ERROR_INVALID_ARGUMENT,
                     "LOSS_BINARY_TARGETS");
    expect_cross_entropy("binary targets of cross_entropy", &call, LOSS_ERROR_INVALID_ARGUMENT,
                         "LOSS_BINARY_TARGETS");
    call = good_call();
    expect_pointwise("hessian of rmse", TYPED(loss_rmse), &call, LOSS_ERROR_INVALID_ARGUMENT,
                     "hessian");
    for (uint32_t reduction = LOSS_SUM; reduction <= LOSS_MEAN_ROWS; reduction++) {
        call = good_call();
        call.options.hessian = NULL;
        call.options.reduction = reduction;
        expect_pointwise("reduction of rmse", TYPED(loss_rmse), &call, LOSS_ERROR_INVALID_ARGUMENT,
                         "LOSS_MEAN");
    }
}

static void class_options(void)
{
    const double not_in_unit_interval[] = {-0.1, 1.5, NAN, INFINITY};
    const double not_positive[] = {-1.0, NAN, INFINITY};
    for (size_t i = 0; i < 4; i++) {
        call_type call = good_call();
        call.class_options.label_smoothing = not_in_unit_interval[i];
        expect_cross_entropy("label_smoothing", &call, LOSS_ERROR_INVALID_ARGUMENT,
                             "label_smoothing");
    }
    for (size_t i = 0; i < 3; i++) {
        call_type call = good_call();
        call.class_options.temperature = not_positive[i];
        expect_cross_entropy("temperature", &call, LOSS_ERROR_INVALID_ARGUMENT, "temperature");
        call = good_call();
        call.class_options.softcap = not_positive[i];
        expect_cross_entropy("softcap", &call, LOSS_ERROR_INVALID_ARGUMENT, "softcap");
        call = good_call();
        call.class_options.z_loss = not_positive[i];
        expect_cross_entropy("z_loss", &call, LOSS_ERROR_INVALID_ARGUMENT, "z_loss");
    }
    call_type call = good_call();
    call.class_options.row_stride = CLASSES - 1;
    expect_cross_entropy("row_stride too small", &call, LOSS_ERROR_SIZE, "row_stride = 6");
    call = good_call();
    call.class_options.row_stride = SIZE_MAX / 2;
    expect_cross_entropy("row_stride too large", &call, LOSS_ERROR_SIZE, "overflows");
    call = good_call();
    call.class_options.inner = 2;
    expect_cross_entropy("rows not a multiple of inner", &call, LOSS_ERROR_SIZE, "inner = 2");

    /* Options that have no meaning for a function are refused, not passed over. */
    call = good_call();
    before_call();
    loss_status status = TYPED(loss_nll)(in.logits, in.target, ROWS, CLASSES, &call.class_options,
                                         &call.options, call.value, call.grad);
    after_call("lse of nll", status, LOSS_ERROR_INVALID_ARGUMENT, "class_options.lse");
    const class_options_type smoothed = {.label_smoothing = 0.1};
    status = TYPED(loss_softmax)(in.logits, ROWS, CLASSES, &smoothed, out.grad);
    after_call("smoothing of softmax", status, LOSS_ERROR_INVALID_ARGUMENT, "label_smoothing");
}

static void overlap(void)
{
    /* One row less, so that the shifted gradient stays within the array. */
    call_type call = good_call();
    call.rows = ROWS - 1;
    call.grad = in.logits + 1;
    expect_cross_entropy("grad partly in logits", &call, LOSS_ERROR_OVERLAP,
                         "grad overlaps logits");
    expect_pointwise("grad partly in pred", TYPED(loss_mse), &call, LOSS_ERROR_OVERLAP,
                     "grad overlaps pred");
    call = good_call();
    call.grad = in.prob;
    expect_pointwise("grad is target", TYPED(loss_mse), &call, LOSS_ERROR_OVERLAP,
                     "grad overlaps target");
    call = good_call();
    call.grad = in.logits;
    call.options.flags = LOSS_ACCUMULATE;
    expect_pointwise("accumulate in place", TYPED(loss_mse), &call, LOSS_ERROR_OVERLAP,
                     "grad overlaps pred");
    expect_cross_entropy("accumulate in place", &call, LOSS_ERROR_OVERLAP, "grad overlaps logits");
    call = good_call();
    call.options.hessian = in.logits;
    expect_pointwise("hessian in place", TYPED(loss_mse), &call, LOSS_ERROR_OVERLAP,
                     "hessian overlaps pred");
    call = good_call();
    call.class_options.entropy = out.lse;
    expect_cross_entropy("entropy is lse", &call, LOSS_ERROR_OVERLAP, "overlaps");
    call = good_call();
    call.value = &out.sums.loss;
    expect_cross_entropy("value in sums", &call, LOSS_ERROR_OVERLAP, "overlaps");
}

static void class_indices(void)
{
    const struct {
        size_t row;
        int64_t index;
    } wrong[] = {{0, CLASSES},  {ROWS - 1, CLASSES},   {0, -1},
                 {ROWS - 1, -1}, {ROWS - 1, INT64_MAX}, {ROWS - 1, INT64_MIN}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char sentence[64];
        snprintf(sentence, sizeof sentence, "target[%zu] = %lld ", wrong[i].row,
                 (long long)wrong[i].index);
        call_type call = good_call();
        in.target[wrong[i].row] = wrong[i].index;
        expect_cross_entropy("class index", &call, LOSS_ERROR_TARGET, sentence);
        call.grad = in.logits;
        expect_cross_entropy("class index, in place", &call, LOSS_ERROR_TARGET, sentence);
    }

    /* -100 is ignored only as long as nothing else is. */
    const int64_t ignore_index = -1;
    call_type call = good_call();
    in.target[2] = -100;
    call.class_options.ignore_index = &ignore_index;
    expect_cross_entropy("not the ignore_index", &call, LOSS_ERROR_TARGET, "ignore_index -1");
}

/* Wrong only in the last of many rows: the gradient of the first must not have been begun. */
static void class_index_of_many(void)
{
    enum { MANY = 100000 };
    REAL *logits = calloc(MANY * 2, sizeof *logits);
    int64_t *target = calloc(MANY, sizeof *target);
    if (check(logits != NULL && target != NULL, "memory for %d rows", MANY)) {
        target[MANY - 1] = 2;
        double value = 12.0;
        loss_status status =
            TYPED(loss_cross_entropy)(logits, target, MANY, 2, NULL, NULL, &value, logits);
        check(status == LOSS_ERROR_TARGET, "last of many rows %s: status", TYPE_NAME);
        check(strstr(loss_last_error(), "target[99999] = 2 ") != NULL,
              "last of many rows %s: \"%s\"", TYPE_NAME, loss_last_error());
        size_t written = 0;
        for (size_t i = 0; i < MANY * 2; i++)
            written += logits[i] != 0;
        check(written == 0 && value == 12.0, "last of many rows %s: %zu elements written",
              TYPE_NAME, written);
    }
    free(logits);
    free(target);
}

void TYPED(errors_suite)(void)
{
    good_calls_pass();
    pointers_and_sizes();
    common_options();
    class_options();
    overlap();
    class_indices();
    class_index_of_many();
}
