/*
 * The first process of the emulated machine of run.sh: runs /program with the arguments that the kernel's command line
 * has behind the word "program", its output to the second serial port, writes its status to the first, and turns the
 * machine off.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/io.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    /* Before it there may be what the kernel did not know. */
    while (count > 1 && strcmp(arguments[0], "program") != 0) {
        arguments++;
        count--;
    }
    mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
    mount("proc", "/proc", "proc", 0, NULL);
    const int output = open("/dev/ttyS1", O_WRONLY | O_NOCTTY);
    struct termios plain;
    if (output >= 0 && tcgetattr(output, &plain) == 0) {
        cfmakeraw(&plain);
        tcsetattr(output, TCSANOW, &plain);
    }
    const pid_t child = fork();
    if (child == 0) {
        dup2(output, STDOUT_FILENO);
        execv("/program", arguments);
        _exit(127);
    }
    int status = -1;
    waitpid(child, &status, 0);
    tcdrain(output);
    printf("\nstatus %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    fflush(stdout);
    tcdrain(STDOUT_FILENO);
    /* The emulator's port for that: Bochs User Manual, "Shutdown". */
    ioperm(0x8900, 1, 1);
    for (const char *word = "Shutdown"; *word != '\0'; word++)
        outb((unsigned char)*word, 0x8900);
    for (;;)
        pause();
}
