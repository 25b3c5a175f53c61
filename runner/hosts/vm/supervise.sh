#!/bin/sh
# Owns every process and file of a run, and ends and removes them all: when standard input ends (the runner is gone,
# however that came, unless told to `keep`) or when it is told to (SIGTERM).
# usage: supervise.sh FOLDER DISK_FOLDER CACHE_LOCK      the first gets our process id and everybody's logs
# Standard input: lines `start NAME COMMAND ARGUMENT...` and `keep`, as sh reads them.
# Standard output: `ready`, `ended NAME STATUS`, `kept`.
folder=$1 disks=$2

# What stays must not hold on to the terminal or the pipe of whoever called us.
exec 2> "$folder/supervisor.log"

# First what we started (our process group; what that started dies with it): it would make files while we remove them.
finish() {
  trap '' TERM INT HUP
  kill -s TERM 0
  # Its end comes when the last of them is gone.
  exec 5>&-
  read -r _ <&4
  rm -rf "$folder" "$disks"
  exit 0
}
trap finish TERM INT HUP

# Held as long as we live: that is how a sweep knows a dead run from a living one, and a cache in use from an idle one.
exec 9> "$folder/lock" 7> "$disks/lock" 6>> "$3"
flock 9
flock 7
flock --shared 6
echo $$ > "$folder/supervisor.pid"

# Nothing ever comes from it, and it never ends: vde_switch leaves when its standard input does.
mkfifo "$folder/silence"
exec 8<> "$folder/silence"

# What we start holds 5, and so does what that starts: not all of them are our children, to be waited for.
mkfifo "$folder/living"
exec 5<> "$folder/living" 4< "$folder/living" 5> "$folder/living"

# A shell that dies with us, even if we are killed, and a command that dies with the shell. Whoever finds its parent
# gone already was too late to hear of its death.
start() {
  name=$1
  shift
  setpriv --pdeathsig KILL sh -c '
    [ $PPID = "$1" ] || exit
    name=$2 log=$3
    shift 3
    setpriv --pdeathsig KILL sh -c "[ \$PPID = \$0 ] || exit; exec \"\$@\"" $$ "$@" > "$log" 2>&1
    echo "ended $name $?"
  ' sh $$ "$name" "$folder/$name.log" "$@" <&8 4<&- 9>&- 7>&- 6>&- &
}

# The runner goes; what it started stays until we are told.
keep() {
  echo kept
  exec < /dev/null > /dev/null
  wait
  # Its hosts have died; what they left is still there to be looked at.
  read -r _ <&8
}

echo ready
while read -r line; do eval "$line"; done
finish
