"""Says who talked to whom in both parts of a recording, and whether they differ in the two
attacks and in nothing else. Reads the packets through tshark, and knows no name of the shop."""

import collections
import datetime
import glob
import ipaddress
import json
import os
import socket
import subprocess
import sys

SCAN = 100  # ports of one target


def main():
    folder = sys.argv[1]
    with open(f"{folder}/inventory.json", encoding="utf-8") as file:
        places = Places(json.load(file))
    normal, intrusion = (edges(f"{folder}/{part}.pcap", places) for part in ("normal", "intrusion"))
    scans = collapse(intrusion)
    print(f"{'source':<12} {'destination':<16} {'port':<14} {'normal':>7} {'intrusion':>9}")
    for edge in sorted(normal.keys() | intrusion.keys()):
        mark = "" if edge in normal else "  <- attack"
        print(f"{edge[0]:<12} {edge[1]:<16} {edge[2]:<14} {normal[edge]:>7} {intrusion[edge]:>9}{mark}")
    new = [edge for edge in intrusion if edge not in normal]
    problems = [f"only in the normal part: {edge}" for edge in normal if edge not in intrusion]
    if len(scans) != 1 or len(new) != 2:
        problems.append(f"expected one scan and one new edge, found {new}")
    for part in ("normal", "intrusion"):
        problems += sessions(folder, part)
    problems += foreign_names(folder)
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


class Places:
    """Names addresses by the inventory: the class, not the container, and at a packet's time."""

    def __init__(self, inventory):
        self.spans = collections.defaultdict(list)
        self.gateways = set()
        for each in inventory:
            state = each["State"]
            end = "9" if state["Running"] else state["FinishedAt"]
            for network in each["NetworkSettings"]["Networks"].values():
                self.gateways.add(network["Gateway"])
                self.spans[network["IPAddress"]].append(
                    (state["StartedAt"], end, each["Config"]["Labels"]["com.docker.compose.service"]))

    def name(self, address, moment):
        if address in self.gateways:
            return "(host)"
        if address not in self.spans:
            return "(outside)"
        alive = [service for start, end, service in self.spans[address] if start <= moment <= end]
        # An address without a container for a moment: the one that had it.
        return (alive or [self.spans[address][0][2]])[0]


def edges(capture, places):
    fields = ["frame.time_epoch", "ip.src", "ip.dst", "tcp.srcport", "tcp.dstport", "udp.srcport", "udp.dstport",
              "icmp.type", "tcp.flags.syn", "tcp.flags.ack"]
    command = ["tshark", "-n", "-r", capture, "-Y", "ip", "-T", "fields", "-E", "occurrence=f", "-t", "u"]
    for field in fields:
        command += ["-e", field]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    counts, flows = collections.Counter(), set()
    for line in printed.splitlines():
        seconds, source, destination, *rest = line.split("\t")
        if ipaddress.ip_address(destination).is_multicast:
            continue
        service = server_of(rest)
        if service is None:
            continue
        turned, port, other = service
        if turned:
            source, destination = destination, source
        if (source, destination, port, other) in flows:
            continue
        flows.add((source, destination, port, other))
        moment = iso(seconds)
        counts[places.name(source, moment), label(destination, places, moment), port] += 1
    return counts


def label(address, places, moment):
    name = places.name(address, moment)
    return address if name == "(outside)" else name


def server_of(ports):
    """(Turned round, server port, client port) of a packet: the server has the lower port."""
    tcp_from, tcp_to, udp_from, udp_to, icmp, _, _ = ports
    if icmp:
        return (icmp == "0", "icmp echo", "") if icmp in ("0", "8") else (False, f"icmp {icmp}", "")
    for name, low, high in (("tcp", tcp_from, tcp_to), ("udp", udp_from, udp_to)):
        if low:
            turned = int(low) < int(high)
            return turned, f"{min(int(low), int(high))}/{name}", max(int(low), int(high))
    return None


def iso(seconds):
    moment = datetime.datetime.fromtimestamp(float(seconds), datetime.timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S.%f}Z"


def collapse(counts):
    """Writes the many ports of a scan as one edge."""
    ports = collections.defaultdict(list)
    for source, destination, port in counts:
        ports[source, destination].append(port)
    scans = [pair for pair, tried in ports.items() if len(tried) >= SCAN]
    for pair in scans:
        for port in ports[pair]:
            del counts[(*pair, port)]
        counts[(*pair, f"{len(ports[pair])} ports")] = len(ports[pair])
    return scans


def sessions(folder, part):
    """Prints who was entered by exec, and what ran there; says which did not end within the part."""
    begun = {}
    with open(f"{folder}/{part}.docker.jsonl", encoding="utf-8") as file:
        events = [json.loads(line) for line in file]
    with open(f"{folder}/{part}.falco.jsonl", encoding="utf-8") as file:
        execs = [json.loads(line)["output_fields"] for line in file]
    probed = {each["container.name"] for each in execs if each["proc.is_container_healthcheck"]}
    for event in events:
        action, attributes = event["Action"], event["Actor"]["Attributes"]
        identity = attributes.get("execID")
        if action.startswith("exec_start"):
            begun[identity] = (event["timeNano"], action.partition(": ")[2].strip(), attributes["name"])
        elif action == "exec_die" and identity in begun:
            start, command, name = begun.pop(identity)
            if name in probed:
                continue
            print(f"\n{part}: exec into {name}: {command}")
            for each in execs:
                if each["container.name"] == name and start <= each["evt.time"] <= event["timeNano"]:
                    print(f"  {each['proc.cmdline']}")
    return [f"{part}: {command!r} in {name} did not end"
            for _, command, name in begun.values() if name not in probed]


def foreign_names(folder):
    """The recording says nothing of the machine that made it."""
    words = {socket.gethostname(), "/root", "/home/", os.path.realpath(folder)}
    found = []
    for name in glob.glob(f"{folder}/*.json*"):
        with open(name, encoding="utf-8") as file:
            text = file.read()
        found += [f"{name} names {word!r}" for word in words if len(word) > 3 and word in text]
    return found


if __name__ == "__main__":
    main()
