/*
 * Lets a file be compiled once for each element type: -DREAL_BITS=32 or 64.
 *
 * REAL is the type, TYPED(loss_mse) the function for it, and so on for the option structs.
 */
#ifndef REAL_H
#define REAL_H

#include "loss.h"

#if REAL_BITS == 32
#define REAL float
#define TYPED(name) name##_f32
#define TYPE_NAME "f32"
/* Inputs and outputs are rounded to float, some of them several times. */
#define TOLERANCE 4e-7
#elif REAL_BITS == 64
#define REAL double
#define TYPED(name) name##_f64
#define TYPE_NAME "f64"
#define TOLERANCE 1e-15
#else
#error "REAL_BITS must be 32 or 64"
#endif

typedef TYPED(loss_options) options_type;
typedef TYPED(loss_class_options) class_options_type;

/* The shapes of the exported functions; soft and rowwise targets have the layout of the input. */
typedef loss_status pointwise_function(const REAL *input, const REAL *target, size_t n,
                                       const options_type *options, double *value, REAL *grad);
typedef loss_status rowwise_function(const REAL *input, const REAL *target, size_t rows,
                                     size_t classes, const options_type *options, double *value,
                                     REAL *grad);
typedef loss_status index_function(const REAL *input, const int64_t *target, size_t rows,
                                   size_t classes, const class_options_type *class_options,
                                   const options_type *options, double *value, REAL *grad);
typedef loss_status softmax_function(const REAL *logits, size_t rows, size_t classes,
                                     const class_options_type *class_options, REAL *out);

#endif
