# Finished builds, each in a folder of its own that never changes: the jars in lib/, the web app in
# web/. `current` names the newest. Sourced after house.sh.

# publish PART FROM: makes a build in which this part is as in FROM and the other as it was, and
# makes it the current one in one step. One at a time.
publish() {
  local part=$1 from=$2 fresh other
  fresh=$(mktemp -d "$PARLEY_HOME/build.XXXXXX")
  chmod 755 "$fresh"
  cp -R "$from" "$fresh/$part"
  for other in lib web; do
    [ "$other" != "$part" ] && has_built "$other" || continue
    cp -R --link "$PARLEY_HOME/current/$other" "$fresh/$other"
  done
  ln -sfn "${fresh##*/}" "$PARLEY_HOME/next"
  mv -T "$PARLEY_HOME/next" "$PARLEY_HOME/current"
  sweep
}

has_built() { [ -d "$PARLEY_HOME/current/$1" ]; }

# Removes builds that are neither current nor held.
sweep() {
  local current build
  current=$(readlink "$PARLEY_HOME/current")
  for build in "$PARLEY_HOME"/build.*; do
    [ "${build##*/}" = "$current" ] || flock -n "$build" rm -rf "$build" || true
  done
}

# Sets BUILD to the current build, which stays for as long as this process, or what it becomes.
hold_build() {
  while has_built lib; do
    BUILD=$(readlink -f "$PARLEY_HOME/current")
    if { exec 8<"$BUILD"; } 2>/dev/null && flock -s 8 && [ -d "$BUILD" ]; then return; fi
  done
  die "there is no build in $PARLEY_HOME; run bin/build."
}
