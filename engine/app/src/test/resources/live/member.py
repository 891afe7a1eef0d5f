"""A member of a live test's application: answers on ports, and calls others until it ends.

ANSWERS: "tcp/80 udp/8125"; CALLS: "tcp/user-db/27017 udp/metrics/8125"; EVERY: seconds between rounds.
"""

import os
import socket
import threading
import time


def answer(connection):
    with connection:
        connection.settimeout(300)
        try:
            if connection.recv(4096):
                connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 6\r\n\r\nhello\n")
        except OSError:
            pass


def listen(protocol, port):
    if protocol == "udp":
        server = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        server.bind(("::", port))
        while True:
            server.recvfrom(4096)
    server = socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True)
    while True:
        connection, _ = server.accept()
        threading.Thread(target=answer, args=(connection,), daemon=True).start()


def call(protocol, name, port):
    if protocol == "udp":
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            for _ in range(3):
                client.sendto(b"calls:1|c", (name, port))
        return
    with socket.create_connection((name, port), timeout=2) as client:
        client.settimeout(2)
        client.sendall(b"GET / HTTP/1.0\r\nHost: " + name.encode() + b"\r\n\r\n")
        while client.recv(4096):
            pass


for one in os.environ.get("ANSWERS", "").split():
    protocol, port = one.split("/")
    threading.Thread(target=listen, args=(protocol, int(port)), daemon=True).start()

calls = [one.split("/") for one in os.environ.get("CALLS", "").split()]
while True:
    for protocol, name, port in calls:
        try:
            call(protocol, name, int(port))
        except OSError:
            pass
    time.sleep(float(os.environ.get("EVERY", "1")))
