/* A program that is linked with no_memory.c can be without memory. */
#ifndef NO_MEMORY_H
#define NO_MEMORY_H

/* From now on every request for memory is refused; 0: none is any more. */
void refuse_memory(int yes);

#endif
