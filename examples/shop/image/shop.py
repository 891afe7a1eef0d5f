"""The shop's services: one program, told by its first argument which of them to be.

Every service speaks HTTP/1.1 and JSON, keeps its upstream connections open and renews
them now and then, as real services do. Nothing but Python's standard library and the
database drivers of Debian is used.
"""

import hashlib
import http.client
import json
import os
import signal
import socket
import socketserver
import ssl
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler

UPSTREAM_TIMEOUT = 3.0
UPSTREAM_PORT = 80
REQUESTS_PER_CONNECTION = 6


class Failure(Exception):
    """An answer other than 200."""

    def __init__(self, status, reason):
        super().__init__(reason)
        self.status = status


class Upstream:
    """Calls one other service over a small pool of kept-alive connections."""

    def __init__(self, host):
        self.host = host
        self.idle = []
        self.lock = threading.Lock()

    def call(self, method, path, body=None):
        payload = None if body is None else json.dumps(body)
        for attempt in range(4):
            connection, uses = self._take(fresh=attempt > 0)
            try:
                connection.request(method, path, payload, {"Content-Type": "application/json"})
                response = connection.getresponse()
                text = response.read()
            except (OSError, http.client.HTTPException):
                connection.close()  # a replica that went away: the next attempt asks the resolver
                time.sleep(0.2)
                continue
            self._give_back(connection, uses + 1)
            if response.status != 200:
                raise Failure(response.status, f"{self.host}: {text.decode(errors='replace')}")
            return json.loads(text)
        raise Failure(502, f"{self.host} does not answer")

    def _take(self, fresh):
        with self.lock:
            if self.idle and not fresh:
                return self.idle.pop()
        return http.client.HTTPConnection(self.host, UPSTREAM_PORT, timeout=UPSTREAM_TIMEOUT), 0

    def _give_back(self, connection, uses):
        if uses >= REQUESTS_PER_CONNECTION:
            connection.close()
            return
        with self.lock:
            self.idle.append((connection, uses))


class Renewed:
    """A database session shared by all requests, opened anew after some uses or an error."""

    def __init__(self, connect, close, uses=12):
        self.connect, self.close, self.uses = connect, close, uses
        self.session, self.used = None, 0
        self.lock = threading.Lock()

    def run(self, work):
        with self.lock:
            if self.session is not None and self.used >= self.uses:
                self._drop()
            if self.session is None:
                self.session, self.used = self.connect(), 0
            try:
                self.used += 1
                return work(self.session)
            except Exception:
                self._drop()
                raise

    def _drop(self):
        session, self.session = self.session, None
        try:
            self.close(session)
        except Exception as problem:  # the session is gone either way
            print(f"closing a session: {problem}", file=sys.stderr)


class Metrics:
    """Sends counters by UDP and never waits for an answer."""

    def __init__(self, service):
        self.service = service
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def count(self, name):
        try:
            if self.socket.getsockname()[1] == 0:
                self.socket.connect(("metrics", 8125))
            self.socket.send(f"shop.{self.service}.{name}:1|c".encode())
        except OSError as problem:
            print(f"metrics: {problem}", file=sys.stderr)


def postgres(host):
    import psycopg2

    def connect():
        session = psycopg2.connect(
            host=host, user="shop", password=os.environ["PGPASSWORD"], dbname="shop",
            connect_timeout=3)
        session.autocommit = True
        return session

    return Renewed(connect, lambda session: session.close())


def query(database, sql, arguments=()):
    def work(session):
        with session.cursor() as cursor:
            cursor.execute(sql, arguments)
            return cursor.fetchall() if cursor.description else []

    return database.run(work)


def front_end():
    catalogue, carts, orders, user = (Upstream(s) for s in ("catalogue", "carts", "orders", "user"))
    metrics = Metrics("front-end")

    def page(request):
        metrics.count("page")
        return {"shop": "socks", "replica": socket.gethostname()[:4]}

    def goods(request):
        metrics.count("catalogue")
        return catalogue.call("GET", "/catalogue")

    def article(request):
        return catalogue.call("GET", "/catalogue/" + request.rest)

    def login(request):
        metrics.count("login")
        return user.call("POST", "/login", request.body)

    def cart(request):
        return carts.call("POST", "/carts/" + request.rest, request.body)

    def show_cart(request):
        return carts.call("GET", "/carts/" + request.rest)

    def order(request):
        metrics.count("order")
        return orders.call("POST", "/orders", request.body)

    def past_orders(request):
        return orders.call("GET", "/orders/" + request.rest)

    return 8079, {
        "GET /": page, "GET /catalogue": goods, "GET /catalogue/": article,
        "POST /login": login, "POST /cart/": cart, "GET /cart/": show_cart,
        "POST /orders": order, "GET /orders/": past_orders}


def catalogue():
    database = postgres("catalogue-db")

    def goods(request):
        rows = query(database, "select id, name, price from sock order by id")
        return [{"id": i, "name": n, "price": float(p)} for i, n, p in rows]

    def article(request):
        rows = query(
            database, "select id, name, price, description from sock where id = %s",
            (int(request.rest),))
        if not rows:
            raise Failure(404, "no such article")
        i, name, price, description = rows[0]
        return {"id": i, "name": name, "price": float(price), "description": description}

    return UPSTREAM_PORT, {"GET /catalogue": goods, "GET /catalogue/": article}


def carts():
    import redis

    database = Renewed(
        lambda: redis.Redis("carts-db", socket_timeout=3), lambda session: session.close())

    def add(request):
        key = "cart:" + request.rest
        item = str(int(request.body["item"]))
        database.run(lambda session: session.hincrby(key, item, 1))
        database.run(lambda session: session.expire(key, 3600))
        return {"added": item}

    def show(request):
        held = database.run(lambda session: session.hgetall("cart:" + request.rest))
        return {int(item): int(count) for item, count in held.items()}

    def empty(request):
        database.run(lambda session: session.delete("cart:" + request.rest))
        return {}

    return UPSTREAM_PORT, {"POST /carts/": add, "GET /carts/": show, "DELETE /carts/": empty}


def orders():
    database = postgres("orders-db")
    user, carts, payment, shipping = (
        Upstream(s) for s in ("user", "carts", "payment", "shipping"))
    metrics = Metrics("orders")

    def order(request):
        name = request.body["customer"]
        customer = user.call("GET", "/customers/" + name)
        held = carts.call("GET", "/carts/" + name)
        if not held:
            raise Failure(409, "the cart is empty")
        total = round(sum(9.5 * count for count in held.values()), 2)
        paid = payment.call("POST", "/authorise", {"card": customer["card"], "amount": total})
        if not paid["authorised"]:
            raise Failure(402, "card declined")
        parcel = shipping.call("POST", "/parcels", {"to": customer["address"], "items": held})
        rows = query(
            database,
            "insert into orders (customer, total, parcel) values (%s, %s, %s) returning id",
            (name, total, parcel["parcel"]))
        carts.call("DELETE", "/carts/" + name)
        metrics.count("placed")
        return {"order": rows[0][0], "total": total, "parcel": parcel["parcel"]}

    def past(request):
        rows = query(
            database,
            "select id, total, parcel from orders where customer = %s order by id desc limit 5",
            (request.rest,))
        return [{"order": i, "total": float(t), "parcel": p} for i, t, p in rows]

    return UPSTREAM_PORT, {"POST /orders": order, "GET /orders/": past}


def payment():
    trust = ssl.create_default_context(cafile="/app/verifier-ca.pem")

    def authorise(request):
        verifier = http.client.HTTPSConnection(
            "verifier.example", 443, timeout=UPSTREAM_TIMEOUT, context=trust)
        try:
            verifier.request("POST", "/v1/check", json.dumps(request.body))
            return json.loads(verifier.getresponse().read())
        except OSError as problem:
            raise Failure(502, f"verifier.example: {problem}") from problem
        finally:
            verifier.close()

    return UPSTREAM_PORT, {"POST /authorise": authorise}


def shipping():
    metrics = Metrics("shipping")
    sent = iter(range(1, sys.maxsize))

    def parcel(request):
        metrics.count("parcel")
        return {"parcel": f"P{os.getpid():02d}{next(sent):06d}", "to": request.body["to"]}

    return UPSTREAM_PORT, {"POST /parcels": parcel}


def user():
    import pymongo

    def connect():
        session = pymongo.MongoClient(
            "user-db", 27017, serverSelectionTimeoutMS=3000, maxPoolSize=2)
        if session["users"]["customers"].count_documents({}) == 0:
            session["users"]["customers"].insert_many(first_customers())
        return session

    database = Renewed(connect, lambda session: session.close(), uses=20)

    def customers(session):
        return session["users"]["customers"]

    def login(request):
        name = request.body["customer"]
        found = database.run(lambda s: customers(s).find_one({"name": name}))
        if found is None or found["password"] != digest(request.body["password"]):
            raise Failure(401, "unknown customer or wrong password")
        database.run(
            lambda s: s["users"]["visits"].insert_one({"customer": name, "at": time.time()}))
        return {"customer": name}

    def customer(request):
        found = database.run(lambda s: customers(s).find_one({"name": request.rest}))
        if found is None:
            raise Failure(404, "no such customer")
        return {key: found[key] for key in ("name", "address", "card")}

    return UPSTREAM_PORT, {"POST /login": login, "GET /customers/": customer}


def first_customers():
    return [
        {"name": name, "password": digest("pw-" + name), "address": f"{number} Sock Lane",
         "card": f"4000 0000 0000 {number:04d}"}
        for number, name in enumerate(("ada", "ben", "cleo", "dan", "eve", "finn"), start=11)]


def digest(password):
    return hashlib.sha256(password.encode()).hexdigest()


def collect_metrics():
    """The one service without HTTP: takes counters by UDP and says nothing."""
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(("", 8125))
    while True:
        receiver.recv(1500)


class Request:
    def __init__(self, rest, body):
        self.rest, self.body = rest, body


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "shop/1.0", ""
    timeout = 60
    routes = {}

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        try:
            status, result = 200, self.dispatch(body)
        except Failure as failure:
            status, result = failure.status, {"error": str(failure)}
        except Exception as problem:  # one bad request must not end the connection's thread
            print(f"{self.command} {self.path}: {problem!r}", file=sys.stderr)
            status, result = 500, {"error": type(problem).__name__}
        payload = json.dumps(result).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def dispatch(self, body):
        path = urllib.parse.urlsplit(self.path).path
        if path == "/health":
            return {"health": "good"}
        exact = self.routes.get(f"{self.command} {path}")
        if exact is not None:
            return exact(Request("", json.loads(body) if body else None))
        prefix, _, rest = path.rpartition("/")
        handler = self.routes.get(f"{self.command} {prefix}/") if rest else None
        if handler is None:
            raise Failure(404, "no such page")
        return handler(Request(rest, json.loads(body) if body else None))

    do_GET = do_POST = do_DELETE = answer

    def log_message(self, *arguments):
        pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], OSError):  # a client that went away is no news
            super().handle_error(request, client_address)


SERVICES = {
    "front-end": front_end, "catalogue": catalogue, "carts": carts, "orders": orders,
    "payment": payment, "shipping": shipping, "user": user}


def main():
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))  # PID 1 has no default action
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if name == "metrics":
        collect_metrics()
    if name not in SERVICES:
        sys.exit(f"usage: shop.py {'|'.join(SERVICES)}|metrics")
    port, Handler.routes = SERVICES[name]()
    Server(("", port), Handler).serve_forever()


if __name__ == "__main__":
    main()
