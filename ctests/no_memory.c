/*
 * The C library's allocator, which can be told to refuse every request of this process, also those of the C library
 * itself for a thread.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "no_memory.h"

static atomic_int refusing;

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

void refuse_memory(int yes)
{
    atomic_store(&refusing, yes);
}

static int refuse(void)
{
    if (!atomic_load(&refusing))
        return 0;
    /* The C library's threads rely on it. */
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return refuse() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return refuse() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *pointer, size_t size)
{
    return refuse() ? NULL : __libc_realloc(pointer, size);
}

void *memalign(size_t alignment, size_t size)
{
    return refuse() ? NULL : __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **pointer, size_t alignment, size_t size)
{
    *pointer = memalign(alignment, size);
    return *pointer == NULL ? ENOMEM : 0;
}
