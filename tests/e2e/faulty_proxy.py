#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""faulty_proxy.py PORT API_SERVER PKI FAULT_FILE: an API server that misbehaves.

Passes HTTPS requests on to API_SERVER (HOST:PORT); PKI holds ca.crt, server.crt and server.key. The
words in FAULT_FILE, read anew for each request, say what goes wrong (no file: nothing):
  429 or 409     every second write is refused with that code (429 with Retry-After)
  cut            watches end after their first event, in the middle of a line
"""
import http.client
import http.server
import itertools
import json
import os
import ssl
import sys

port, upstream, pki, fault_file = int(sys.argv[1]), *sys.argv[2:5]
to_upstream = ssl.create_default_context(cafile=f"{pki}/ca.crt")
writes = itertools.count()
NOT_PASSED_ON = {"connection", "transfer-encoding", "content-length", "keep-alive"}


def faults():
    try:
        with open(fault_file, encoding="ascii") as file:
            return file.read().split()
    except FileNotFoundError:
        return []


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def refuse(self, code):
        reason = {409: "Conflict", 429: "TooManyRequests"}[code]
        body = json.dumps({"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": code,
                           "reason": reason, "message": "a fault on purpose"}).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if code == 429:
            self.send_header("Retry-After", "1")
        self.end_headers()
        self.wfile.write(body)

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        active = faults()
        if self.command != "GET" and next(writes) % 2 == 0:
            for code in (429, 409):
                if str(code) in active:
                    self.refuse(code)
                    return
        server = http.client.HTTPSConnection(upstream, context=to_upstream)
        try:
            server.request(self.command, self.path, body,
                           {k: v for k, v in self.headers.items() if k.lower() not in NOT_PASSED_ON})
            self.answer(server.getresponse(), "watch=" in self.path and "cut" in active)
        except OSError:
            self.close_connection = True
        finally:
            server.close()

    def answer(self, response, is_cut):
        self.send_response(response.status)
        for name, value in response.getheaders():
            if name.lower() not in NOT_PASSED_ON:
                self.send_header(name, value)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while part := response.read1(65536):
            part = part[: len(part) // 2] if is_cut else part
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            if is_cut:
                self.close_connection = True
                return
        self.wfile.write(b"0\r\n\r\n")

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = pass_on


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):  # clients that went away
        pass


server = Server(("127.0.0.1", port), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(f"{pki}/server.crt", f"{pki}/server.key")
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(f"serving {upstream} on {port}, process {os.getpid()}", flush=True)
server.serve_forever()
