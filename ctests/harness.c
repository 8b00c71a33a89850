/*
 * Tests of libloss through its C header alone: layout of the structs, values and gradients, wrong
 * input, threads. Every failed check is named; exits with 1 if there is one.
 */
#include <assert.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "loss.h"

static size_t passed_count;
static size_t failed_count;

int check(int passed, const char *format, ...)
{
    if (passed) {
        passed_count++;
        return passed;
    }
    failed_count++;
    va_list arguments;
    va_start(arguments, format);
    printf("FAILED: ");
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
    /* A crash later on must not take the name with it. */
    fflush(stdout);
    return passed;
}

/* The layout is part of the ABI, which other languages spell out by hand. The numbers are those of
 * platforms with 64-bit pointers. */
#if SIZE_MAX == UINT64_MAX
#define AT(type, field, offset) \
    static_assert(offsetof(type, field) == (offset), #type "." #field " has moved")

#define OPTIONS_LAYOUT(type)                            \
    AT(type, reduction, 0);                             \
    AT(type, flags, 4);                                 \
    AT(type, threads, 8);                               \
    AT(type, reserved0, 12);                            \
    AT(type, upstream, 16);                             \
    AT(type, weight, 24);                               \
    AT(type, mask, 32);                                 \
    AT(type, losses, 40);                               \
    AT(type, hessian, 48);                              \
    AT(type, sums, 56);                                 \
    AT(type, reserved, 64);                             \
    static_assert(sizeof(type) == 96, "size of " #type)

#define CLASS_OPTIONS_LAYOUT(type)                       \
    AT(type, class_weight, 0);                           \
    AT(type, ignore_index, 8);                           \
    AT(type, label_smoothing, 16);                       \
    AT(type, temperature, 24);                           \
    AT(type, softcap, 32);                               \
    AT(type, z_loss, 40);                                \
    AT(type, row_stride, 48);                            \
    AT(type, inner, 56);                                 \
    AT(type, lse, 64);                                   \
    AT(type, entropy, 72);                               \
    AT(type, argmax, 80);                                \
    AT(type, reserved, 88);                              \
    static_assert(sizeof(type) == 120, "size of " #type)

OPTIONS_LAYOUT(loss_options_f32);
OPTIONS_LAYOUT(loss_options_f64);
CLASS_OPTIONS_LAYOUT(loss_class_options_f32);
CLASS_OPTIONS_LAYOUT(loss_class_options_f64);
AT(loss_sums, loss, 0);
AT(loss_sums, weight, 8);
AT(loss_sums, rows, 16);
static_assert(sizeof(loss_sums) == 24, "size of loss_sums");
#endif
static_assert(sizeof(loss_status) == 4, "a status is an int32_t");

int main(void)
{
    status_suite();
    values_suite_f32();
    values_suite_f64();
    errors_suite_f32();
    errors_suite_f64();
    models_suite_f32();
    models_suite_f64();
    threads_suite();
    printf("C harness, libloss %s, %s: %zu passed, %zu failed\n", loss_version(), loss_isa(),
           passed_count, failed_count);
    return failed_count == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
