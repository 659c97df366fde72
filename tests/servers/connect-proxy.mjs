// SPDX-License-Identifier: Apache-2.0
//
// A proxy for https, to one user. Prints where it was asked to connect to.
//   node connect-proxy.mjs USER:PASSWORD PORT
import { createServer } from "node:http";
import { connect } from "node:net";

const [login, port] = process.argv.slice(2);
const expected = "Basic " + Buffer.from(login).toString("base64");

createServer()
    .on("connect", (request, client) => {
        if (request.headers["proxy-authorization"] !== expected) {
            client.end(
                'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\n' +
                    "Connection: close\r\nContent-Length: 0\r\n\r\n",
            );
            return;
        }
        console.log(request.url);
        const [host, hostPort] = request.url.split(":");
        const server = connect(Number(hostPort), host, () => {
            client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
            server.pipe(client).pipe(server);
        });
        for (const [one, other] of [[server, client], [client, server]]) {
            one.on("error", () => other.destroy());
        }
    })
    .listen(Number(port), "127.0.0.1");
