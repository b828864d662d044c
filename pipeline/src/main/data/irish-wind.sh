#!/bin/sh
# Makes the bundled Irish wind data anew from Debian's package r-cran-gstat.
#
#   irish-wind.sh           writes the files where the product bundles them
#   irish-wind.sh FOLDER    writes them into FOLDER, to be compared with the bundled ones
#
# Needs a Debian or Ubuntu machine with python3; installs nothing.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${1:-$here/../resources/data/irish-wind}"
folder=$(cd "${1:-$here/../resources/data/irish-wind}" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cd "$scratch"
# apt's own user cannot write here, which it mentions at length although the download succeeds.
apt-get download r-cran-gstat -o APT::Sandbox::User=root
dpkg-deb --extract r-cran-gstat_*.deb package
python3 "$here/irish_wind.py" package/usr/lib/R/site-library/gstat/data/wind.rda "$folder"
echo "wrote stations.csv and observations.csv.gz into $folder"
