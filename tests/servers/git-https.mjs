// SPDX-License-Identifier: Apache-2.0
//
// Serves the repositories below a folder over https, to one user: a thin shell over `git http-backend`.
// What is below /moved redirects to the same without it; below /hidden nobody is asked for a log-in, and strangers are told
// that nothing is there. With a CA, clients need a certificate of it.
//   node git-https.mjs FOLDER TLS_KEY TLS_CERTIFICATE USER:PASSWORD|"Bearer TOKEN" PORT [CLIENT_CA]
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";

const [folder, key, certificate, login, port, clientCa] = process.argv.slice(2);
const expected = login.startsWith("Bearer ") ? login : "Basic " + Buffer.from(login).toString("base64");

// git http-backend is a CGI program: its answer is headers, an empty line, and the body.
function splitHeaders(answer) {
    const end = answer.indexOf("\r\n\r\n");
    const headers = answer.subarray(0, end).toString().split("\r\n").map((line) => line.split(": "));
    return [Object.fromEntries(headers), answer.subarray(end + 4)];
}

function runBackend(request, response) {
    const url = new URL(request.url, "https://localhost");
    const backend = spawn("git", ["http-backend"], {
        stdio: ["pipe", "pipe", "inherit"],
        env: {
            ...process.env,
            GIT_PROJECT_ROOT: folder,
            GIT_HTTP_EXPORT_ALL: "1",
            REQUEST_METHOD: request.method,
            PATH_INFO: url.pathname,
            QUERY_STRING: url.search.slice(1),
            CONTENT_TYPE: request.headers["content-type"] ?? "",
            HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
            GIT_PROTOCOL: request.headers["git-protocol"] ?? "",
            REMOTE_USER: "developer",
        },
    });
    request.pipe(backend.stdin);
    const chunks = [];
    backend.stdout.on("data", (chunk) => chunks.push(chunk));
    backend.on("close", () => {
        const [{ Status = "200", ...headers }, body] = splitHeaders(Buffer.concat(chunks));
        response.writeHead(Number.parseInt(Status), headers).end(body);
    });
}

const options = {
    key: readFileSync(key),
    cert: readFileSync(certificate),
    ...(clientCa && { ca: readFileSync(clientCa), requestCert: true, rejectUnauthorized: true }),
};
const server = createServer(options, (request, response) => {
    if (request.url.startsWith("/moved/")) {
        response.writeHead(301, { Location: request.url.slice("/moved".length) }).end();
    } else if (request.headers.authorization === expected) {
        request.url = request.url.replace(/^\/hidden/, "");
        runBackend(request, response);
    } else if (request.url.startsWith("/hidden/")) {
        response.writeHead(404).end();
    } else {
        response.writeHead(401, { "WWW-Authenticate": 'Basic realm="git"' }).end();
    }
});
server.listen(Number(port), "127.0.0.1");
