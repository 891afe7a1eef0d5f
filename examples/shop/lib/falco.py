"""Makes Falco's JSON lines out of the kernel's exec tracepoint (exec.bt).

collect   reads bpftrace's lines and writes each exec inside a container as one JSON object
write     turns those of one part of the recording into the lines that Falco prints with
          json_output, by a rule for terminal shells (Falco's own) and one for every process
"""

import datetime
import glob
import json
import os
import re
import sys
import time

HOST = "shop-host"
CONTAINER = re.compile(r"([0-9a-f]{64})")
SHELLS = {"ash", "bash", "csh", "dash", "ksh", "sh", "tcsh", "zsh"}


def collect(output):
    offset = time.clock_gettime_ns(time.CLOCK_REALTIME) - time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    containers, open_execs = {}, {}
    with open(output, "w", encoding="utf-8", buffering=1) as out:
        for line in sys.stdin:
            if "Lost" in line:
                sys.exit(f"bpftrace lost events: {line}")
            if line.startswith("Attaching"):
                print("ready", file=sys.stderr, flush=True)
            tag, _, rest = line.rstrip("\n").partition("\t")
            pid, _, value = rest.partition("\t")
            if not re.fullmatch(r"[PNZ]|[WEA]\d", tag):
                continue
            parts = open_execs.setdefault(pid, {})
            parts[tag] = value
            # Nine lines are always there; Z says how many pieces of the arguments there are.
            if "Z" not in parts or len(parts) < 13 + int(parts["Z"].split("\t")[0]):
                continue
            del open_execs[pid]
            numbers = [int(number) for number in parts["P"].split("\t")]
            container = container_of(numbers[1], containers)
            if container is None:
                continue
            out.write(json.dumps(exec_of(int(pid), numbers, parts, container, offset)) + "\n")


def container_of(cgroup, known):
    """A cgroup's id is the inode of its folder, whose name ends with the container's id."""
    if cgroup not in known:
        for folder in glob.iglob("/sys/fs/cgroup/**/", recursive=True):
            found = CONTAINER.search(os.path.basename(folder.rstrip("/")))
            if found:
                try:
                    known[os.stat(folder).st_ino] = found.group(1)
                except FileNotFoundError:
                    continue
        known.setdefault(cgroup, None)
    return known[cgroup]


def exec_of(pid, numbers, parts, container, offset):
    nanos, _, inner, parent, uid, login, tty, session = numbers
    name, *ancestors = parts["N"].split("\t")
    pieces, left = parts["Z"].split("\t")
    if int(left) > 0:
        print(f"arguments of {name} ({pid}) were cut", file=sys.stderr)
    raw = b"".join(unescape(parts[f"A{number}"]) for number in range(int(pieces)))
    arguments = [argument.decode(errors="replace") for argument in raw.split(b"\0")[:-1]]
    return {
        "time": nanos + offset, "container": container, "pid": pid, "vpid": inner, "ppid": parent,
        "uid": uid, "loginuid": login, "tty": tty, "sid": session, "name": name,
        "ancestors": ancestors, "cwd": path_of(parts, "W", 4), "exepath": path_of(parts, "E", 6),
        "arguments": arguments}


def unescape(text):
    """bpftrace prints bytes outside printable ASCII as \\xNN, and a backslash as itself or doubled."""
    return re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes([int(m.group(1), 16)]), text.encode().replace(b"\\n", b"\n"))


def path_of(parts, tag, depth):
    names = [parts[f"{tag}{number}"] for number in range(depth)]
    below = names[: names.index("/")] if "/" in names else names
    return "/" + "/".join(reversed(below))


def write(inventory_file, raw_file, output, start, end):
    with open(inventory_file, encoding="utf-8") as file:
        inventory = {each["Id"]: each for each in json.load(file)}
    with open(raw_file, encoding="utf-8") as file:
        execs = sorted((json.loads(line) for line in file), key=lambda each: each["time"])
    commands, probes = {}, set()
    with open(output, "w", encoding="utf-8") as out:
        for each in execs:
            container = inventory.get(each["container"])
            # runc's own exec, before it has become the container's process
            if container is None or each["exepath"].endswith("/runc"):
                continue
            probe = is_probe(each, container) or each["ppid"] in probes
            (probes.add if probe else probes.discard)(each["pid"])
            if int(start) <= each["time"] <= int(end):
                out.write(json.dumps(event_of(each, container, commands, probe)) + "\n")
            commands[each["pid"]] = command_line(each)


def is_probe(each, container):
    kind, *test = (container["Config"].get("Healthcheck") or {}).get("Test") or [""]
    if kind == "CMD-SHELL":
        test = ["/bin/sh", "-c"] + test
    return kind in ("CMD", "CMD-SHELL") and each["arguments"] == test


def command_line(each):
    return " ".join([each["name"], *each["arguments"][1:]])


def event_of(each, container, commands, probe):
    repository, _, tag = container["Config"]["Image"].rpartition(":")
    parent, *above = each["ancestors"]
    fields = {
        "container.full_id": each["container"],
        "container.id": each["container"][:12],
        "container.image.repository": repository,
        "container.image.tag": tag,
        "container.name": container["Name"].lstrip("/"),
        "evt.time": each["time"],
        "evt.type": "execve",
        "proc.args": " ".join(each["arguments"][1:]),
        "proc.cmdline": command_line(each),
        "proc.cwd": each["cwd"],
        "proc.exe": each["arguments"][0],
        "proc.exepath": each["exepath"],
        "proc.is_container_healthcheck": probe,
        "proc.name": each["name"],
        "proc.pcmdline": commands.get(each["ppid"], parent),
        "proc.pid": each["pid"],
        "proc.pname": parent,
        "proc.ppid": each["ppid"],
        "proc.sid": each["sid"],
        "proc.tty": each["tty"],
        "proc.vpid": each["vpid"],
        "user.loginuid": each["loginuid"],
        "user.name": "root" if each["uid"] == 0 else container["Config"]["User"] or "<NA>",
        "user.uid": each["uid"],
    }
    # What is above the container's shim is the host's, and says nothing of the container.
    for number, name in enumerate(above, start=2):
        if parent == "containerd-shim" or "containerd-shim" in above[: number - 2]:
            break
        fields[f"proc.aname[{number}]"] = name
    shell = each["name"] in SHELLS and each["tty"] != 0 and parent in ("runc", "containerd-shim")
    if shell:
        priority, rule = "Notice", "Terminal shell in container"
        tags = ["T1059", "container", "maturity_stable", "mitre_execution", "shell"]
        text = "A shell was spawned in a container with an attached terminal"
    else:
        priority, rule = "Informational", "Process started in container"
        tags = ["container", "process"]
        text = "A process was started in a container"
    moment = rfc3339(each["time"])
    printed = " ".join(
        f"{label}={fields[key]}" for label, key in (
            ("evt_type", "evt.type"), ("user", "user.name"), ("user_uid", "user.uid"),
            ("process", "proc.name"), ("proc_exepath", "proc.exepath"), ("parent", "proc.pname"),
            ("command", "proc.cmdline"), ("terminal", "proc.tty"), ("container_id", "container.id"),
            ("container_name", "container.name"),
            ("container_image_repository", "container.image.repository"),
            ("container_image_tag", "container.image.tag")))
    return {
        "hostname": HOST,
        "output": f"{moment[11:-1]}: {priority} {text} | {printed}",
        "output_fields": dict(sorted(fields.items())),
        "priority": priority, "rule": rule, "source": "syscall", "tags": tags, "time": moment}


def rfc3339(nanos):
    whole = datetime.datetime.fromtimestamp(nanos // 10**9, datetime.timezone.utc)
    return f"{whole:%Y-%m-%dT%H:%M:%S}.{nanos % 10**9:09d}Z"


if __name__ == "__main__":
    {"collect": collect, "write": write}[sys.argv[1]](*sys.argv[2:])
