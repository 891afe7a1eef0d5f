"""Drives the shop: customers from outside, or the host's own monitoring."""

import argparse
import http.client
import json
import os
import random
import socket
import struct
import sys
import threading
import time

NAMES = ("ada", "ben", "cleo", "dan", "eve", "finn")


class Customer:
    """One visit: looks around, logs in, fills a cart, and mostly orders."""

    def __init__(self, chance, name, home, door):
        self.chance, self.name = chance, name
        host, port = door
        self.connection = http.client.HTTPConnection(host, port, timeout=10, source_address=(home, 0))

    def visit(self):
        try:
            self.ask("GET", "/")
            for item in self.chance.sample(range(1, 9), 2):
                self.ask("GET", "/catalogue" if item % 2 else f"/catalogue/{item}")
            self.ask("POST", "/login", {"customer": self.name, "password": "pw-" + self.name})
            for item in self.chance.sample(range(1, 9), self.chance.randint(1, 2)):
                self.ask("POST", f"/cart/{self.name}", {"item": item})
            self.ask("GET", f"/cart/{self.name}")
            if self.chance.random() < 0.7:
                self.ask("POST", "/orders", {"customer": self.name})
                self.ask("GET", f"/orders/{self.name}")
        finally:
            self.connection.close()

    def ask(self, method, path, body=None):
        self.connection.request(method, path, None if body is None else json.dumps(body))
        response = self.connection.getresponse()
        text = response.read()
        if response.status != 200:
            print(f"{method} {path}: {response.status} {text.decode()}", file=sys.stderr)
        time.sleep(self.chance.uniform(0.1, 0.6))


def customers(arguments):
    """Two customers are in the shop at any time, each at the next door and from the next home."""
    end = time.monotonic() + arguments.seconds

    def stream(number):
        chance = random.Random(arguments.seed + number)
        visit = number
        while time.monotonic() < end:
            name = NAMES[(2 * visit + number) % len(NAMES)]
            home = arguments.home[number % len(arguments.home)]
            door = arguments.door[visit % len(arguments.door)]
            try:
                Customer(chance, name, home, door).visit()
            except (OSError, http.client.HTTPException) as problem:
                print(f"{name} at {door}: {problem!r}", file=sys.stderr)
            visit += 1
            time.sleep(chance.uniform(0.3, 1.5))

    streams = [threading.Thread(target=stream, args=(number,)) for number in range(2)]
    for each in streams:
        each.start()
    for each in streams:
        each.join()


def monitor(arguments):
    """The host looks after its front ends: health page by the published port, and ping."""
    end = time.monotonic() + arguments.seconds
    sequence = 0
    while time.monotonic() < end:
        sequence += 1
        for host, port in arguments.door:
            connection = http.client.HTTPConnection(host, port, timeout=5)
            try:
                connection.request("GET", "/health")
                connection.getresponse().read()
            except (OSError, http.client.HTTPException) as problem:
                print(f"health of {host}:{port}: {problem!r}", file=sys.stderr)
            finally:
                connection.close()
        for address in arguments.ping:
            ping(address, sequence)
        time.sleep(5)


def ping(address, sequence):
    payload = bytes(range(32))
    head = struct.pack("!BBHHH", 8, 0, 0, os.getpid() & 0xFFFF, sequence & 0xFFFF)
    total = sum(struct.unpack(f"!{(len(head) + len(payload)) // 2}H", head + payload))
    total = (total >> 16) + (total & 0xFFFF)
    checksum = ~(total + (total >> 16)) & 0xFFFF
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as raw:
        raw.sendto(head[:2] + struct.pack("!H", checksum) + head[4:] + payload, (address, 0))


def door(text):
    host, _, port = text.rpartition(":")
    return host, int(port)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("who", choices=("customers", "monitor"))
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--door", type=door, action="append", required=True, help="HOST:PORT of a front end")
    parser.add_argument("--home", action="append", default=[], help="address to come from")
    parser.add_argument("--ping", action="append", default=[], help="address to ping")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    customers(arguments) if arguments.who == "customers" else monitor(arguments)


if __name__ == "__main__":
    main()
