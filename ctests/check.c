/* Counts and names what failed: see check.h. */
#include <stdarg.h>
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

int summary(const char *program)
{
    printf("%s, libloss %s, %s: %zu passed, %zu failed\n", program, loss_version(), loss_isa(), passed_count,
           failed_count);
    return failed_count == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
