"""Puts what Docker said into the recording: one inventory of both parts, and the shop's events."""

import json
import sys


def inventory(before_file, after_file, output):
    """As inspected at the end. A stopped container's addresses are those of its last inspection
    while it ran: the daemon forgets them when it stops, and the recording's packets have them."""
    before = {each["Id"]: each for each in read(before_file)}
    after = read(after_file)
    for each in after:
        if not each["State"]["Running"] and each["Id"] in before:
            each["NetworkSettings"] = before[each["Id"]]["NetworkSettings"]
    after.sort(key=lambda each: each["Name"])
    with open(output, "w", encoding="utf-8") as out:
        json.dump(after, out, indent=4)
        out.write("\n")


def docker(inventory_file, network, raw_file, output):
    """Only the shop's: the daemon may have other guests."""
    known = {each["Id"] for each in read(inventory_file)}
    with open(raw_file, encoding="utf-8") as raw, open(output, "w", encoding="utf-8") as out:
        for line in raw:
            event = json.loads(line)
            actor = event["Actor"]
            if actor["ID"] in known or actor["Attributes"].get("name") == network:
                out.write(line)


def read(file):
    with open(file, encoding="utf-8") as opened:
        return json.load(opened)


if __name__ == "__main__":
    {"inventory": inventory, "docker": docker}[sys.argv[1]](*sys.argv[2:])
