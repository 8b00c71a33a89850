/* The few tools of the C tests: a counter of checks, and the suites that main runs. */
#ifndef CHECK_H
#define CHECK_H

#include <stddef.h>

/* Counts a check; where it failed, prints its name, a format and its arguments as for printf. Not
 * for use on several threads at once. Returns `passed`. */
int check(int passed, const char *format, ...);

/* Prints how many passed and failed; what main returns. */
int summary(const char *program);

/* Each suite runs all its checks, whatever fails on the way. */
void values_suite_f32(void);
void values_suite_f64(void);
void errors_suite_f32(void);
void errors_suite_f64(void);
void models_suite_f32(void);
void models_suite_f64(void);
void status_suite(void);
void stack_suite(void);
void threads_suite(void);

#endif
