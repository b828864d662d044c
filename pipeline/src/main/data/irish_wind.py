"""Writes the Irish wind set as CSV: irish_wind.py WIND_RDA FOLDER. Values stay in knots, exactly as they are stored."""

import datetime
import gzip
import os
import re
import sys

sys.dont_write_bytecode = True
import rdata

# The source spells the one station that was added later without its second s.
SPELLING = {"Roslare": "Rosslare"}


def degrees(text):
    """Decimal degrees, north and east positive, of a text such as 52d16'56.791"N or 10d15'W."""
    found = re.fullmatch(r"(\d+)d(\d+)'(?:([\d.]+)\")?([NSEW])", text)
    if not found:
        raise ValueError(f"not an angle in degrees: {text}")
    value = int(found[1]) + int(found[2]) / 60 + float(found[3] or 0) / 3600
    return round(-value if found[4] in "SW" else value, 5)


def stations(places):
    columns = (places["Code"], places["Longitude"], places["Latitude"], places["Station"])
    rows = [f"{code},{degrees(lon)},{degrees(lat)},{SPELLING.get(name, name)}" for code, lon, lat, name in zip(*columns)]
    return "\n".join(["id,lon,lat,name", *rows, ""])


def observations(wind):
    codes = sorted(set(wind) - {"year", "month", "day"})
    rows = ["time,station,value"]
    for row, (year, month, day) in enumerate(zip(wind["year"], wind["month"], wind["day"])):
        time = datetime.date(1900 + year, month, day).isoformat() + "T00:00:00Z"
        rows.extend(f"{time},{code},{wind[code][row]!r}" for code in codes)
    return "\n".join([*rows, ""])


def main(source, folder):
    data = rdata.load(source)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "stations.csv"), "w", encoding="utf-8", newline="") as file:
        file.write(stations(data["wind.loc"]))
    # No name and no time inside the archive, so that the same values give the same bytes.
    with open(os.path.join(folder, "observations.csv.gz"), "wb") as file:
        with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=9, mtime=0) as packed:
            packed.write(observations(data["wind"]).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
