# The session's own shell code, read by `bash -s` before any block. It keeps to names that start with __lab_ and does
# between blocks what a person at a terminal would never notice. Descriptor 61 carries notes to the agent; standard
# input carries the agent's requests, and a block never sees it (bash keeps its own copy closed on exec).
shopt -s expand_aliases
__lab_status=0 __lab_options= __lab_running= __lab_stop=
__lab_return() { return "$1"; }
# What errexit would end the shell for ends the block instead: every ERR is noted; in a subshell errexit itself leaves;
# in the main shell functions and sourced files return, and `break` leaves all loops, the session's own included. The block's
# own `eval` ending with a status that `set -e` forgave within is no error.
__lab_err='{ __lab_status=$? __lab_parts=("${PIPESTATUS[@]}");
  if [[ $BASH_COMMAND == eval\ \"\$__lab_* ]]; then set +e;
  elif [[ $- == *e* || $__lab_stop ]]; then
    builtin printf "err %s %s" "$BASH_SUBSHELL" "$__lab_status" >&61;
    builtin printf " %s" "${__lab_parts[@]}" at "$LINENO" >&61;
    [[ ${BASH_SOURCE-} ]] && builtin printf " %s" "${BASH_LINENO[@]}" in "${BASH_SOURCE[@]@Q}" >&61;
    builtin echo >&61;
    if ((BASH_SUBSHELL == 0)); then
      set +e; __lab_stop=1;
      [[ ${BASH_SOURCE-} ]] && return "$__lab_status";
      break 999;
    fi;
  fi; } 2>/dev/null'
# On one line: a trap's own lines would count in LINENO.
__lab_err=${__lab_err//$'\n'/}
# A block past its time: a DEBUG trap keeps any further command of it from running while functions and loops unwind.
__lab_leave='{ [[ ${BASH_SOURCE-} ]] && return 124; break 999; } 2>/dev/null'
trap '{ if ((BASH_SUBSHELL == 0)) && [[ $__lab_running ]]; then
    builtin printf "at %s\n" "${BASH_COMMAND//$'\''\n'\''/ }" >&61
    set +e -T; trap - ERR; trap "$__lab_leave" DEBUG; __lab_status=124
    [[ ${BASH_SOURCE-} ]] && return 124; break 999
  fi; } 2>/dev/null' 61
# Reads a block, and makes the commands that run it with the options that the last block left. Setting LINENO gives its
# lines the document's own numbers: eval counts on from there (the same in bash 4.4, 5.0, 5.1, 5.2 and 5.3).
__lab_begin() {
  __lab_text= __lab_last=
  (($1 == 0)) || LC_ALL=C builtin read -r -N "$1" __lab_text
  (($2 == 0)) || LC_ALL=C builtin read -r -N "$2" __lab_last
  __lab_text=$__lab_options$__lab_text __lab_last=${__lab_last:+$__lab_options$__lab_last}
  __lab_tty=$3 __lab_run='</dev/null'
  [[ $3 == - ]] || __lab_run='<>"$__lab_tty" >&0 2>&0'
  __lab_run_last='eval "$__lab_last${__lab_at[LINENO='$5']-}" '$__lab_run
  __lab_run='eval "$__lab_text${__lab_at[LINENO='$4']-}" '$__lab_run
  __lab_running=1 __lab_stop=
}
__lab_end() {
  __lab_running= __lab_options=
  case $- in *x*) __lab_options+='set -x;' ;; esac
  case $- in *v*) __lab_options+='set -v;' ;; esac
  set +eExv
  trap - ERR
  builtin printf '%s %s\n' "$1" "$__lab_status" >&61
}
# Forks a background block: a process group of its own, so that INT reaches it as Ctrl-C would.
__lab_fork() {
  LC_ALL=C builtin read -r -N "$1" __lab_text
  set -m
  {
    ( builtin printf 'forked %s %s\n' "$2" "$BASHPID" >&61; set +m; set -e; eval "$__lab_text${__lab_at[LINENO=$4]-}" )
    builtin printf 'ended %s %s\n' "$2" "$?" >&61
  } </dev/null >"$3" 2>&1 &
  set +m
  disown "$!"
}
builtin echo ready >&61
