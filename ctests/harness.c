/*
 * Tests of libloss through its C header alone: layout of the structs, values and gradients, wrong
 * input, threads. Every failed check is named; exits with 1 if there is one.
 */
#include <assert.h>
#include <stddef.h>

#include "../abi/layout.h"
#include "check.h"
#include "loss.h"

/* The layout is part of the ABI, which other languages spell out by hand. */
#if SIZE_MAX == UINT64_MAX
#define FIELD(type, field, offset) \
    static_assert(offsetof(type, field) == (offset), #type "." #field " has moved");
#define SIZE(type, size) static_assert(sizeof(type) == (size), "size of " #type);

LOSS_OPTIONS_LAYOUT(FIELD, SIZE, loss_options_f32)
LOSS_OPTIONS_LAYOUT(FIELD, SIZE, loss_options_f64)
LOSS_CLASS_OPTIONS_LAYOUT(FIELD, SIZE, loss_class_options_f32)
LOSS_CLASS_OPTIONS_LAYOUT(FIELD, SIZE, loss_class_options_f64)
LOSS_SEQUENCE_OPTIONS_LAYOUT(FIELD, SIZE, loss_sequence_options)
LOSS_SUMS_LAYOUT(FIELD, SIZE, loss_sums)
LOSS_STATUS_LAYOUT(FIELD, SIZE, loss_status)
#endif

int main(void)
{
    stack_suite();
    status_suite();
    values_suite_f32();
    values_suite_f64();
    errors_suite_f32();
    errors_suite_f64();
    models_suite_f32();
    models_suite_f64();
    threads_suite();
    return summary("C harness");
}
