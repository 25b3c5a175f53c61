#!/bin/sh
# Runs a command in a process group of its own and ends the whole group when our standard input ends: that is, when
# the runner is gone, however that came. usage: leash.sh COMMAND...

# A shell gives what it starts in the background no standard input, not even by `<&0`.
exec 3<&0
setsid "$@" < /dev/null 3<&- &
command=$!
{
  cat <&3 > /dev/null
  # Until setsid(1) has made the group there is only the process.
  kill -s KILL -- "-$command" || kill -s KILL "$command"
} > /dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$command"
status=$?
kill "$watcher" 2> /dev/null
exit "$status"
