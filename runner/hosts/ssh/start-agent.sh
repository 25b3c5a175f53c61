# Run as root: starts the agent, or says what it lacks. The rules of become-root.sh hold here too.
for program in bash perl; do
  if command -v $program > /dev/null; then :; else echo; echo LAB-START no-$program; exit 1; fi;
done;
echo; echo LAB-START ready;
exec perl -e "$1" "$2";
