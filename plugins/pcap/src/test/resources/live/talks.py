"""Two that talk over TCP in a protocol that nobody knows: "serve PORT", or "talk ADDRESS PORT COUNT"."""

import random
import socket
import ssl
import sys
import threading
import time


def read(connection, count):
    while count > 0:
        got = len(connection.recv(min(count, 65536)))
        if got == 0:
            raise EOFError
        count -= got


def answer(connection):
    with connection:
        try:
            while True:
                size = int.from_bytes(connection.recv(8, socket.MSG_WAITALL)[1:], "big")
                if size == 0:
                    return
                read(connection, size)
                connection.sendall(bytes(size))
        except OSError:
            pass


def serve(port):
    server = socket.create_server(("", port))
    while True:
        connection, _ = server.accept()
        threading.Thread(target=answer, args=(connection,), daemon=True).start()


def hello(number):
    """What begins TLS, as a client of this number's name says it."""
    said = ssl.MemoryBIO()
    wrapped = ssl.create_default_context().wrap_bio(
        ssl.MemoryBIO(), said, server_hostname="host%d.example" % number
    )
    try:
        wrapped.do_handshake()
    except ssl.SSLWantReadError:
        pass
    return said.read()


def talk(address, port, number):
    chance = random.Random(number)
    deadline = time.monotonic() + 10
    while True:
        try:
            connection = socket.create_connection((address, port))
            break
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
    with connection:
        for turn in range(chance.randrange(5, 120)):
            if turn == 8 and number % 3 == 0:
                # The server takes it for what is to be read and sent back.
                offer = hello(number)
                connection.sendall(b"\xee" + len(offer).to_bytes(7, "big"))
                time.sleep(0.05)
                connection.sendall(offer)
                read(connection, len(offer))
            size = 500_000 if turn == 60 else chance.randrange(1, 3_000)
            connection.sendall(b"\xee" + size.to_bytes(7, "big") + bytes(size))
            read(connection, size)
            if chance.random() < 0.3:
                time.sleep(0.005)
        connection.sendall(b"\xee" + bytes(7))


if sys.argv[1] == "serve":
    serve(int(sys.argv[2]))
threads = [
    threading.Thread(target=talk, args=(sys.argv[2], int(sys.argv[3]), number))
    for number in range(int(sys.argv[4]))
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
