#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""mutating_webhook.py PORT CERTIFICATE KEY: an admission webhook that changes what is written.

It annotates every object, gives Deployments a sidecar, and shouts what a ConfigMap says at `greeting`.
"""
import base64
import http.server
import json
import ssl
import sys

SIDECAR = {"name": "proxy", "image": "example.com/proxy"}


def changes(target):
    metadata = target["metadata"]
    yield {"op": "add", "path": "/metadata/annotations",
           "value": {**metadata.get("annotations", {}), "example.com/seen": "yes"}}
    if target["kind"] == "Deployment":
        containers = target["spec"]["template"]["spec"]["containers"]
        if all(container["name"] != SIDECAR["name"] for container in containers):
            yield {"op": "add", "path": "/spec/template/spec/containers/-", "value": SIDECAR}
    if "greeting" in target.get("data", {}):
        yield {"op": "replace", "path": "/data/greeting", "value": target["data"]["greeting"].upper()}


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        review = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        request = review["request"]
        patch = json.dumps(list(changes(request["object"]))).encode()
        body = json.dumps({"apiVersion": review["apiVersion"], "kind": review["kind"],
                           "response": {"uid": request["uid"], "allowed": True, "patchType": "JSONPatch",
                                        "patch": base64.b64encode(patch).decode()}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[2], sys.argv[3])
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
server.serve_forever()
