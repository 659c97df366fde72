// SPDX-License-Identifier: Apache-2.0
#include "common/git/login.h"

#include <algorithm>
#include <string_view>

#include "common/base/file.h"
#include "common/crypto/base64.h"

namespace sealer::git {
namespace {

// Answers git's question with the next line of descriptor 3, and only for the host that the
// credentials belong to: a redirect must not send them elsewhere.
constexpr std::string_view kAskPass = R"(#!/bin/sh
case $1 in
*"//$SEALER_GIT_HOST'"* | *"@$SEALER_GIT_HOST'"*)
    IFS= read -r answer <&3 && printf '%s\n' "$answer" ;;
*) exit 1 ;;
esac
)";

Status add_setting(Command& command, const std::string& name, Result<std::string> value) {
    if (!value) {
        return fail(std::move(value).error());
    }
    command.arguments.insert(command.arguments.end(), {"-c", name + "=" + *value});
    return {};
}

Status check_text(std::string_view name, std::string_view text) {
    if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < ' '; })) {
        return fail(Code::kInvalid, std::string(name) + " holds a line break or the like");
    }
    return {};
}

// As a quoted value of git's configuration.
void append_quoted(std::string_view text, crypto::SecretBytes& to) {
    to.push_back('"');
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            to.push_back('\\');
        }
        to.push_back(c);
    }
    to.append("\"\n");
}

// For this server alone.
void add_header(const UrlParts& url, std::string_view scheme, const crypto::SecretBytes& value,
                Login& login) {
    crypto::SecretBytes header("Authorization: ");
    header.append(scheme);
    header.append(value.expose());
    login.settings.append("[http \"https://" + url.host + "/\"]\nextraHeader = ");
    append_quoted(header.expose(), login.settings);
}

// A token goes with any user name, but git insists on one.
std::string_view user_of(const Credentials& credentials) {
    return credentials.username.empty() ? "git" : std::string_view(credentials.username);
}

crypto::SecretBytes basic_login(const Credentials& credentials) {
    crypto::SecretBytes plain(user_of(credentials));
    plain.push_back(':');
    plain.append(credentials.password.expose());
    crypto::SecretBytes encoded;
    crypto::base64_encode_to(plain.expose(), encoded);
    return encoded;
}

Status add_password(const std::string& home, const UrlParts& url, const Credentials& credentials,
                    Command& command, Login& login) {
    if (!credentials.bearer_token.empty()) {
        TRY(check_text("bearerToken", credentials.bearer_token.expose()));
        add_header(url, "Bearer ", credentials.bearer_token, login);
        return {};
    }
    if (credentials.password.empty()) {
        return {};
    }
    TRY(check_text("username", credentials.username));
    TRY(check_text("password", credentials.password.expose()));
    if (credentials.password_unasked) {
        add_header(url, "Basic ", basic_login(credentials), login);
        return {};
    }
    const std::string ask_pass = home + "/askpass";
    TRY(write_file_atomically(ask_pass, kAskPass, 0700));
    login.answers.append(user_of(credentials));
    login.answers.push_back('\n');
    login.answers.append(credentials.password.expose());
    login.answers.push_back('\n');
    command.secret_input = login.answers.expose();
    command.environment["GIT_ASKPASS"] = ask_pass;
    command.environment["SEALER_GIT_HOST"] = url.host;
    return {};
}

Status add_proxy(const Credentials& credentials, Command& command, Login& login) {
    if (credentials.proxy.empty()) {
        return {};
    }
    TRY(check_text("proxy", credentials.proxy.expose()));
    TRY(check_text("noProxy", credentials.no_proxy));
    login.settings.append("[http]\nproxy = ");
    append_quoted(credentials.proxy.expose(), login.settings);
    command.environment.erase("NO_PROXY");
    command.environment["no_proxy"] = credentials.no_proxy;
    return {};
}

Status add_https(const std::string& home, const UrlParts& url, const Credentials& credentials,
                 Command& command, Login& login) {
    if (credentials.insecure) {
        TRY(add_setting(command, "http.sslVerify", std::string("false")));
    }
    if (!credentials.ca_pem.empty()) {
        TRY(add_setting(command, "http.sslCAInfo", login.files.write("ca", credentials.ca_pem)));
    }
    if (!credentials.tls_client_cert.empty()) {
        TRY(add_setting(command, "http.sslCert",
                        login.files.write("cert", credentials.tls_client_cert)));
        TRY(add_setting(command, "http.sslKey",
                        login.files.write("key", credentials.tls_client_key.expose())));
    }
    TRY(add_password(home, url, credentials, command, login));
    TRY(add_proxy(credentials, command, login));
    if (!login.settings.empty()) {
        TRY(add_setting(command, "include.path",
                        login.files.write("settings", login.settings.expose())));
    }
    return {};
}

Status add_ssh(const Credentials& credentials, Command& command, const Login& login) {
    if (!credentials.proxy.empty()) {
        return fail(Code::kInvalid, "proxy: ssh repositories cannot be reached through one");
    }
    std::string ssh =
        "ssh -F /dev/null -o BatchMode=yes -o ConnectTimeout=15 -o IdentitiesOnly=yes"
        " -o IdentityAgent=none -o GlobalKnownHostsFile=/dev/null";
    if (credentials.insecure) {
        ssh += " -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null";
    } else {
        TRY_ASSIGN(const std::string hosts,
                   login.files.write("known_hosts", credentials.known_hosts));
        ssh += " -o StrictHostKeyChecking=yes -o UserKnownHostsFile=" + hosts;
    }
    if (credentials.ssh_key.empty()) {
        ssh += " -o IdentityFile=none";
    } else {
        TRY_ASSIGN(const std::string key, login.files.write("key", credentials.ssh_key.expose()));
        ssh += " -i " + key;
    }
    command.environment["GIT_SSH_COMMAND"] = ssh;
    command.environment["GIT_SSH_VARIANT"] = "ssh";
    return {};
}

}  // namespace

Status add_login(const std::string& home, const UrlParts& url, const Credentials& credentials,
                 Command& command, Login& login) {
    if (url.scheme == "https") {
        return add_https(home, url, credentials, command, login);
    }
    return url.scheme == "ssh" ? add_ssh(credentials, command, login) : Status();
}

}  // namespace sealer::git
