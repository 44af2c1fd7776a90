# What the scripts in bin/ share: where things are, which JDK and tools are used, how to say so.
# Sourced, never run. Everything it prints goes to stderr, so that a command's stdout stays its own.

HOUSE=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
PARLEY_HOME=$HOUSE/app/target/parley
JDK_MIN=25
NODE_MIN=20
export LC_ALL=${LC_ALL:-C.UTF-8}

say() { printf '%s\n' "$*" >&2; }
die() {
  say "parley: $*"
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# The major version of the JDK in a directory; nothing where there is no whole JDK.
jdk_major() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_fits() {
  local major
  major=$(jdk_major "$1")
  [ -n "$major" ] && [ "$major" -ge "$JDK_MIN" ]
}

# Sets JAVA_HOME to the first JDK that is new enough. One that was named has to fit.
find_jdk() {
  local candidate
  if [ -n "${PARLEY_JDK:-}" ]; then
    jdk_fits "$PARLEY_JDK" || die "PARLEY_JDK=$PARLEY_JDK is not a JDK $JDK_MIN or newer."
    export JAVA_HOME=$PARLEY_JDK
    return
  fi
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/* "$HOME"/.jdks/* \
    "$HOME"/.sdkman/candidates/java/*; do
    [ -n "$candidate" ] && jdk_fits "$candidate" || continue
    export JAVA_HOME=$candidate
    return
  done
  die "no JDK $JDK_MIN or newer found (looked at PARLEY_JDK, JAVA_HOME, /usr/lib/jvm, /opt," \
    "~/.jdks, ~/.sdkman). Install one, for example Temurin $JDK_MIN, or set PARLEY_JDK."
}

# need COMMAND PACKAGE WHY: the command, installed where that is possible.
need() {
  have "$1" && return
  if [ "$(id -u)" = 0 ] && have apt-get; then
    say "parley: $1 is missing ($3); installing the package $2."
    { apt_install "$2" || { apt-get update -qq && apt_install "$2"; }; } >&2 || true
  fi
  have "$1" || die "$1 is missing: $3. Install it (Debian: apt-get install $2)."
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1"
}

need_node() {
  need node nodejs "the web app is built with it"
  need npm npm "the web app is built with it"
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge "$NODE_MIN" ] || die "node $major is too old; the web app needs $NODE_MIN or newer."
}

need_maven() { need mvn maven "the server is built with it"; }

SIGN_OF_LIFE_SECONDS=${SIGN_OF_LIFE_SECONDS:-20}

# patiently COMMAND…: runs it, and says every so often that it still does.
patiently() {
  local ticker status=0
  # It holds none of the locks, and ends when this process does, however that ends.
  (
    trap 'kill "$!" 2>/dev/null; exit 0' TERM
    while sleep "$SIGN_OF_LIFE_SECONDS" & wait "$!" && kill -0 $$ 2>/dev/null; do
      say "parley: still working, $SECONDS s so far"
    done
  ) >/dev/null 8>&- 9>&- &
  ticker=$!
  "$@" || status=$?
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  return "$status"
}

# Maven, of whose output only warnings, errors and failed tests are kept.
maven() {
  (
    set -o pipefail
    cd "$HOUSE" &&
      mvn -B -ntp -Dorg.slf4j.simpleLogger.defaultLogLevel=warn "$@" 2>&1 |
      sed -u 's/\x1b\[[0-9;]*m//g;/^$/d;/\[Help 1\]/d;/^\[ERROR\] *$/d;/re-run Maven/d;/Re-run Maven/d'
  )
}

# Whether anything in these paths is newer than a file (a removal shows in its directory).
newer() {
  local stamp=$1 path existing=()
  shift
  [ -e "$stamp" ] || return 0
  for path in "$@"; do [ -e "$path" ] && existing+=("$path"); done
  [ ${#existing[@]} -gt 0 ] || return 1
  [ -n "$(find "${existing[@]}" -newer "$stamp" -print -quit)" ]
}

# Installs a package's locked dependencies, unless the lock is the one installed last.
npm_ready() {
  local dir=$1 sum
  sum=$(cat "$dir/package-lock.json" "$dir/package.json" | cksum)
  [ "$(cat "$dir/node_modules/.parley-lock" 2>/dev/null)" = "$sum" ] && return
  say "parley: installing the npm packages of ${dir#"$HOUSE"/}"
  (cd "$dir" && npm ci --no-audit --no-fund --loglevel=error) >&2
  printf '%s' "$sum" >"$dir/node_modules/.parley-lock"
}
