#include <archive.h>
#include <archive_entry.h>
#include <sys/statfs.h>

// Linux calls that the Glibc module leaves out because it is built without _GNU_SOURCE.
// The archive reader is what needs them: documents inside archives live in memory files, never on disk.

int memfd_create(const char *name, unsigned int flags);
int pipe2(int ends[2], int flags);

static inline int linux_memory_file(const char *name) { return memfd_create(name, 1 /* MFD_CLOEXEC */); }

static inline int linux_pipe(int ends[2]) { return pipe2(ends, 02000000 /* O_CLOEXEC */); }

/// The magic number of the file system that a descriptor lies on, or -1.
static inline long linux_file_system(int descriptor) {
    struct statfs answer;
    return fstatfs(descriptor, &answer) == 0 ? (long)answer.f_type : -1;
}
