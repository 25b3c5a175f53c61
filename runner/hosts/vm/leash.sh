#!/bin/sh
# Runs a command in a process group of its own and ends the whole group when our standard input ends: that is, when
# the runner is gone, however that came. usage: leash.sh COMMAND...
setsid "$@" < /dev/null &
command=$!
{ cat > /dev/null; kill -KILL -- "-$command" 2> /dev/null; } <&0 > /dev/null 2>&1 &
watcher=$!
wait "$command"
status=$?
kill "$watcher" 2> /dev/null
exit "$status"
