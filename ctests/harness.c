/*
 * Tests of libloss through its C header alone: layout of the structs, values and gradients, wrong
 * input, threads. Every failed check is named; exits with 1 if there is one.
 */
#include <assert.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "../abi/layout.h"
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

/* The layout is part of the ABI, which other languages spell out by hand. */
#if SIZE_MAX == UINT64_MAX
#define FIELD(type, field, offset) \
    static_assert(offsetof(type, field) == (offset), #type "." #field " has moved");
#define SIZE(type, size) static_assert(sizeof(type) == (size), "size of " #type);

LOSS_OPTIONS_LAYOUT(FIELD, SIZE, loss_options_f32)
LOSS_OPTIONS_LAYOUT(FIELD, SIZE, loss_options_f64)
LOSS_CLASS_OPTIONS_LAYOUT(FIELD, SIZE, loss_class_options_f32)
LOSS_CLASS_OPTIONS_LAYOUT(FIELD, SIZE, loss_class_options_f64)
LOSS_SUMS_LAYOUT(FIELD, SIZE, loss_sums)
LOSS_STATUS_LAYOUT(FIELD, SIZE, loss_status)
#endif

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
