# Shared by the scripts: where things are, and how to say what happens.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}
# Outside the clone, so that a second clone reuses what the first one built.
debug_build=$cache/seawall-build
release_build=$cache/seawall-release
say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }
