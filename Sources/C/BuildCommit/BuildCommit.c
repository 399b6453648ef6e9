#include "BuildCommit.h"

const char *seawall_build_commit(void) { return SEAWALL_COMMIT; }
