#!/bin/sh
# Takes back what mmdebstrap put into a tree for the time of building, and what of it is of no use later.
# usage: clean.sh TREE
set -e
cd "$1"
rm -f usr/sbin/policy-rc.d
[ ! -e usr/sbin/start-stop-daemon.REAL ] || mv usr/sbin/start-stop-daemon.REAL usr/sbin/start-stop-daemon
rm -rf etc/resolv.conf etc/hostname etc/apt/sources.list etc/apt/sources.list.d/*
rm -rf var/lib/apt/lists/* var/cache/apt/* var/cache/debconf/*-old var/lib/dpkg/*-old var/log/*.log var/log/apt/*
