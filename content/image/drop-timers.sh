#!/bin/sh
# Drops what runs by the calendar: daily updates, backups, scrubs. To a host that goes on from a saved state, midnight has
# always just passed, and all of it would run at once. usage: drop-timers.sh TREE
set -e
rm -f "$1"/etc/systemd/system/timers.target.wants/*.timer
