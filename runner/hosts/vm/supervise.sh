#!/bin/sh
# Owns every process and file of a run, and ends and removes them all: when standard input ends (the runner is gone,
# however that came), when it is told to (SIGTERM), when nothing of the run is left.
# usage: supervise.sh FOLDER...      the first holds our process id and logs
# Standard input: lines `start NAME COMMAND ARGUMENT...` and `keep`, as sh reads them.
# Standard output: `ready`, `started NAME PID`, `ended NAME STATUS`, `kept`.
folder=$1
finish() {
  trap '' TERM INT HUP
  for child in $children; do kill -KILL "$child" 2> /dev/null; done
  wait
  rm -rf "$@"
  exit 0
}
trap 'finish "$@"' TERM INT HUP

# Held as long as we live: that is how a sweep knows a dead run from a living one.
exec 9> "$folder/lock"
flock 9
echo $$ > "$folder/supervisor.pid"

# Dies with us, and its command with it, even if we are killed.
start() {
  name=$1
  shift
  setpriv --pdeathsig KILL sh -c '
    name=$1 log=$2
    shift 2
    setpriv --pdeathsig KILL "$@" < /dev/null > "$log" 2>&1
    echo "ended $name $?"
  ' sh "$name" "$folder/$name.log" "$@" 9>&- &
  children="$children $!"
}

# The runner goes; what it started stays until it ends by itself or we are told.
keep() {
  echo kept
  exec < /dev/null > /dev/null
  wait
}

echo ready
while read -r line; do eval "$line"; done
finish "$@"
