"""A server on a raw socket whose behaviour is a function of one exchange (hostile.py has many)."""

import socket
import ssl
import threading
import time

from exchange import Exchange


def read_request(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *rest = head.decode().split("\r\n")
    headers = {name.lower(): value for name, value in (field.split(": ", 1) for field in rest if ": " in field)}
    while len(body) < int(headers.get("content-length", 0)):
        piece = connection.recv(65536)
        if not piece:
            return None
        body += piece
    return {"line": first, "headers": headers, "body": body.decode()}


class Server:
    def __init__(self, behaviour, certificate=None):
        """`certificate`: a file with a key and a certificate for "localhost"; with it the server speaks HTTPS."""
        self.behaviour = behaviour
        self.tls = None
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.address = "http://127.0.0.1:%d" % self.listener.getsockname()[1]
        if certificate:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(certificate)
            self.address = self.address.replace("http://127.0.0.1", "https://localhost")
        self.requests = []
        self.busy = threading.Event()
        self.gate = threading.Event()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.answer, args=(connection,), daemon=True).start()

    def answer(self, connection):
        with connection:
            try:
                if self.tls:
                    connection = self.tls.wrap_socket(connection, server_side=True)
                request = read_request(connection)
                if request is None:
                    return
                request["time"] = time.monotonic()
                self.requests.append(request)
                request["number"] = len(self.requests)
                self.busy.set()
                self.behaviour(Exchange(connection, request, self.gate))
                connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # the client went away, which is its right
