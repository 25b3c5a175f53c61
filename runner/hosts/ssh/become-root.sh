# Run by the login shell: becomes root and starts what the arguments say, in an environment that owes nothing to the
# login. Sent as one line between single quotes, which csh and fish read otherwise than sh does: each command ends with
# a semicolon, and there is no single quote, backslash or exclamation mark.
set -- env -i HOME=/root USER=root LOGNAME=root SHELL=/bin/bash LANG=C.UTF-8
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin sh -c "$@";
if [ "$(id -u)" = 0 ]; then exec "$@"; fi;
if command -v sudo > /dev/null; then :; else echo; echo LAB-START no-sudo; exit 1; fi;
if sudo -n -H env true; then exec sudo -n -H "$@"; fi;
echo; echo LAB-START sudo-refuses; exit 1;
