#ifndef SEAWALL_BUILD_COMMIT_H
#define SEAWALL_BUILD_COMMIT_H

/// The commit that the manifest was evaluated at, with `+` where the tree had changes; `unknown` outside git.
const char *seawall_build_commit(void);

#endif
