// SPDX-License-Identifier: Apache-2.0
#include "sealer/run.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "cli_test.h"
#include "common/base/text.h"
#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"

namespace sealer::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Run : public CliTest {};

TEST_F(Run, SealsJsonAndYamlAlike) {
    const std::string yaml =
        "apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop}\n"
        "data: {password: czNjcmV0}\n";
    for (const std::string& input : {std::string(kSecret), yaml}) {
        for (const char* format : {"json", "yaml", "YAML", ""}) {
            SCOPED_TRACE(format);
            const Ran ran = seal({"--format", format}, input);
            EXPECT_EQ(ran.exit_code, 0);
            EXPECT_EQ(ran.err, "");
            EXPECT_THAT(ran.out,
                        StartsWith(to_lower(format) == "yaml" ? "---\napiVersion: bitnami.com"
                                                              : "{\n  \"kind\": \"SealedSecret\""));
            const auto secrets = recover(ran.out);
            ASSERT_EQ(secrets.size(), 1U);
            EXPECT_EQ(secrets[0].value.text("data", "password"), "czNjcmV0");
            EXPECT_EQ(secrets[0].value.text("metadata", "name"), "db");
        }
    }
}

TEST_F(Run, SealsEveryDocumentAndListItem) {
    const auto named = [](const std::string& name) {
        return R"({"kind":"Secret","metadata":{"name":")" + name +
               R"(","namespace":"n"},"stringData":{"k":")" + name + R"("}})";
    };
    const std::string inputs[] = {
        named("a") + named("b"),
        named("a") + "\n\n" + named("b"),
        "# comment\n---\n" + named("a") + "\n---\n" + named("b") + "\n---\n",
        R"({"kind":"List","apiVersion":"v1","items":[)" + named("a") + "," + named("b") + "]}",
        R"({"kind":"SecretList","items":[)" + named("a") + "," + named("b") + "]}",
        "---\n"
        R"({"kind":"List","items":[)" +
            named("a") + "," + named("b") + "]}",
    };
    for (const std::string& input : inputs) {
        SCOPED_TRACE(input);
        const Ran ran = seal({"-o", "yaml"}, input);
        ASSERT_EQ(ran.exit_code, 0) << ran.err;
        const auto secrets = recover(ran.out);
        ASSERT_EQ(secrets.size(), 2U);
        EXPECT_EQ(manifest::name_of(secrets[0].value), "a");
        EXPECT_EQ(secrets[1].value.text("data", "k"), "Yg==");
    }
}

TEST_F(Run, ManySecretsKeepTheirOrderAndTheirValues) {
    std::string input;
    for (int i = 0; i < 60; ++i) {
        const std::string number = std::to_string(i);
        input += R"(---
{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s)" +
                 number + R"(","namespace":"shop"},"stringData":{"a":"first )" + number +
                 R"(","b":"second )" + number + "\"}}\n";
    }
    const Ran ran = seal({"-o", "yaml"}, input);
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
    const auto sealed = manifest::parse_yaml(ran.out).value();
    ASSERT_EQ(sealed.size(), 60);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        EXPECT_EQ(manifest::name_of(sealed[i].value), "s" + std::to_string(i));
    }
    const auto opened = recover(manifest::write_yaml(sealed[41].value)).at(0).value;
    EXPECT_EQ(crypto::base64_decode(opened.get("data")->text("a")).value_or(""), "first 41");
    EXPECT_EQ(crypto::base64_decode(opened.get("data")->text("b")).value_or(""), "second 41");
}

TEST_F(Run, AnInputThatIsWrongBothersNoCluster) {
    const Ran ran = run_cli({"--server", "https://127.0.0.1:1"}, "kind: ConfigMap\n");
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.err, HasSubstr("it is a ConfigMap, not a secret"));
}

TEST_F(Run, NameScopeAndNamespaceByFlag) {
    const std::string nameless = R"({"kind":"Secret","data":{"a":""}})";
    const Ran ran = seal({"--name", "x", "-n", "y", "--scope", "namespace-wide"}, nameless);
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
    const auto sealed = manifest::parse_yaml_document(ran.out).value();
    EXPECT_EQ(manifest::name_of(sealed), "x");
    EXPECT_EQ(manifest::namespace_of(sealed), "y");
    EXPECT_EQ(manifest::annotation(sealed, "sealedsecrets.bitnami.com/namespace-wide"), "true");
    EXPECT_THAT(recover(ran.out), testing::SizeIs(1));

    const Ran cluster = seal({"--name", "x", "-n", "y", "--scope", "cluster-wide"}, nameless);
    ASSERT_EQ(cluster.exit_code, 0) << cluster.err;
    EXPECT_EQ(manifest::namespace_of(manifest::parse_yaml_document(cluster.out).value()), "");
}

TEST_F(Run, RawSealsBytesAsTheyAre) {
    const std::string value("s3\0cret\n", 8);
    write("value", value);
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
        {{"-n", "shop", "--name", "db"}, "shop/db"},
        {{"-n", "shop", "--scope", "namespace-wide"}, "shop"},
        {{"--scope", "cluster-wide"}, ""},
        {{"--scope", "cluster-wide", "--from-file", path("value")}, ""},
        {{"--scope", "cluster-wide", "--from-file", "key=" + path("value")}, ""},
    };
    for (const auto& [flags, label] : cases) {
        SCOPED_TRACE(label);
        std::vector<std::string> arguments = flags;
        arguments.emplace_back("--raw");
        const Ran ran = seal(arguments, value);
        ASSERT_EQ(ran.exit_code, 0) << ran.err;
        const auto opened = crypto::open(key(), label, crypto::base64_decode(ran.out).value());
        ASSERT_TRUE(opened);
        EXPECT_EQ(opened->expose(), value);
    }
}

TEST_F(Run, WritesFilesWholeOrNotAtAll) {
    write("in.json", kSecret);
    ASSERT_EQ(seal({"-f", path("in.json"), "-w", path("out.yaml")}, "").exit_code, 0);
    EXPECT_THAT(read("out.yaml"), StartsWith("---\napiVersion"));
    ASSERT_EQ(seal({"-f", path("in.json"), "-w", path("out.json")}, "").exit_code, 0);
    EXPECT_THAT(read("out.json"), StartsWith("{\n"));

    write("kept.yaml", "kept");
    chmod(path("kept.yaml").c_str(), 0644);
    EXPECT_EQ(seal({"-w", path("kept.yaml")}, std::string(kSecret) + "{\"kind\":").exit_code, 1);
    EXPECT_EQ(read("kept.yaml"), "kept");
    EXPECT_EQ(seal({"-w", path("kept.yaml")}, kSecret).exit_code, 0);
    EXPECT_NE(read("kept.yaml"), "kept");
    EXPECT_EQ(std::filesystem::status(path("kept.yaml")).permissions(),
              std::filesystem::perms(0644));
}

TEST_F(Run, CertificatesComeFromFilesAndFileUrls) {
    for (const std::string& source : {path("cert.pem"), "file://" + path("cert.pem")}) {
        const Ran ran = run_cli({"--cert", source, "--fetch-cert"});
        EXPECT_EQ(ran.exit_code, 0) << ran.err;
        EXPECT_EQ(ran.out, read("cert.pem"));
    }
}

struct Mistake {
    const char* what;
    std::vector<std::string> flags;
    std::string input;
    const char* message;
};

TEST_F(Run, MistakesGiveOneLineAndNothingElse) {
    write("expired.pem", certificate(*parse_time("2020-02-03T00:00:00Z")).pem);
    const std::string secret = kSecret;
    const auto with = [&](std::string_view from, std::string_view to) {
        std::string text = secret;
        return text.replace(text.find(from), from.size(), to);
    };
    const Mistake mistakes[] = {
        {"nothing", {}, "", "no secrets found. Ensure the input is valid and UTF-8 encoded"},
        {"prose", {}, "canary", "document at line 1: not a secret, nor any other object"},
        {"bad YAML", {}, "canary: [", "line "},
        {"truncated", {}, "{\"kind\":\"canary", "JSON document 1 (at byte 0) is truncated"},
        {"JSON, then YAML", {}, secret + "\n---\n", "JSON document 2"},
        {"other kind", {}, with("\"Secret\"", "\"ConfigMap\""), "it is a ConfigMap, not a secret"},
        {"no data",
         {},
         with("{\"password\":\"czNjcmV0\"}", "{}"),
         "secret.data is empty in input Secret"},
        {"no name", {}, with("\"name\":\"db\",", ""), "missing metadata.name in input Secret"},
        {"bad base64", {}, with("czNjcmV0", "canary!="), "illegal base64 data at input byte 6"},
        {"no namespace",
         {},
         with(",\"namespace\":\"shop\"", ""),
         "secret must declare a namespace"},
        {"other namespace",
         {"-n", "x"},
         secret,
         "namespace mismatch: input secret is in namespace \"shop\" but \"x\" was specified"},
        {"format", {"-o", "xml"}, secret, "unsupported output format: xml"},
        {"from-file", {"--from-file", "x"}, secret, "--from-file requires --raw"},
        {"two files",
         {"--raw", "--from-file", "x,y", "--scope", "cluster-wide"},
         "",
         "must provide only one --from-file"},
        {"raw without name", {"--raw", "-n", "x"}, "canary", "must provide the --name flag"},
        {"no input file",
         {"-f", "/nonexistent"},
         "",
         "Could not read file specified with --secret-file: open /nonexistent: "},
        {"no certificate",
         {"--cert", "nope.pem"},
         secret,
         "open nope.pem: no such file or directory"},
        {"odd path", {"--cert", "/?this/file?"}, secret, "no such file or directory"},
        {"no certificate in it",
         {"--cert", path("key.pem")},
         secret,
         "data does not contain any valid RSA or ECDSA certificates"},
        {"expired",
         {"--cert", path("expired.pem")},
         secret,
         "failed to encrypt using an expired certificate on February 3, 2020"},
        {"scheme", {"--cert", "ftp://x/y"}, secret, "unsupported protocol scheme \"ftp\""},
    };
    for (const Mistake& mistake : mistakes) {
        SCOPED_TRACE(mistake.what);
        write("out.yaml", "kept");
        std::vector<std::string> flags = mistake.flags;
        const Ran on_stdout = seal(flags, mistake.input);
        EXPECT_EQ(on_stdout.exit_code, 1);
        EXPECT_THAT(on_stdout.err, StartsWith("error: "));
        EXPECT_THAT(on_stdout.err, HasSubstr(mistake.message));
        EXPECT_THAT(on_stdout.err, testing::Not(HasSubstr("canary"))) << "plaintext in an error";
        EXPECT_EQ(std::ranges::count(on_stdout.err, '\n'), 1);
        EXPECT_EQ(on_stdout.out, "");

        flags.insert(flags.end(), {"-w", path("out.yaml")});
        if (std::string_view(mistake.what) != "format") {
            EXPECT_EQ(seal(flags, mistake.input).exit_code, 1);
        }
        EXPECT_EQ(read("out.yaml"), "kept");
    }
}

TEST_F(Run, RecoveryNeedsAKeyThatFits) {
    const std::string sealed = seal({}, kSecret).out;
    const Ran without = run_cli({"--recovery-unseal", "--kubeconfig", "/nonexistent"}, sealed);
    EXPECT_EQ(without.exit_code, 1);
    EXPECT_EQ(without.err, "error: no key could decrypt secret (password)\n");

    // A backup as `kubectl get secret -o json` of several keys gives it, without a kind.
    write("backup.json", R"({"items":[{"metadata":{"name":"k"},"data":{"tls.key":")" +
                             crypto::base64_encode(read("key.pem")) + R"("}}]})");
    const Ran with =
        run_cli({"--recovery-unseal", "--recovery-private-key", path("backup.json")}, sealed);
    EXPECT_EQ(with.exit_code, 0) << with.err;
    EXPECT_THAT(with.out, HasSubstr("\"password\": \"czNjcmV0\""));
    EXPECT_THAT(with.out, testing::Not(HasSubstr("ownerReferences")));

    const Ran not_sealed =
        run_cli({"--recovery-unseal", "--recovery-private-key", path("key.pem")}, kSecret);
    EXPECT_EQ(not_sealed.err, "error: document 1: it is a Secret, not a SealedSecret\n");
}

TEST_F(Run, AWrongCommandLineEndsWith2) {
    const Ran ran = run_cli({"--bogus"}, kSecret);
    EXPECT_EQ(ran.exit_code, 2);
    EXPECT_EQ(ran.err, "error: unknown flag: --bogus\n");
    EXPECT_EQ(ran.out, "");
    const Ran as_kubeseal = run_cli({"--bogus"}, kSecret, {}, "/usr/bin/kubeseal");
    EXPECT_EQ(as_kubeseal.exit_code, 2);
    EXPECT_EQ(as_kubeseal.err, "Usage of /usr/bin/kubeseal:\n");
    EXPECT_THAT(as_kubeseal.out, StartsWith("unknown flag: --bogus\n"));
    EXPECT_THAT(as_kubeseal.out, HasSubstr("--controller-name"));
}

TEST_F(Run, HelpListsTheCommandsWhereThereAreAny) {
    const Ran help = run_cli({"--help"});
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_THAT(help.out, HasSubstr("  sealer fetch-cert "));
    const Ran as_kubeseal = run_cli({"--help"}, "", {}, "kubeseal");
    EXPECT_EQ(as_kubeseal.exit_code, 0);
    EXPECT_THAT(as_kubeseal.out, StartsWith("Usage of kubeseal:\n"));
    EXPECT_THAT(as_kubeseal.out, testing::Not(HasSubstr("fetch-cert -")));
}

TEST_F(Run, ACommandHasFlagsOfItsOwn) {
    const Ran ran = run_cli({"fetch-cert", "--cert", path("cert.pem"), "-w", path("copy.pem")});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(read("copy.pem"), read("cert.pem"));

    const Ran variable = run_cli({"fetch-cert"}, "", {{"SEALED_SECRETS_CERT", path("cert.pem")}});
    EXPECT_EQ(variable.out, read("cert.pem"));
    EXPECT_EQ(run_cli({"fetch-cert", "--raw"}).err, "error: unknown flag: --raw\n");
    const Ran operand = run_cli({"fetch-cert", "x"});
    EXPECT_EQ(operand.exit_code, 2);
    EXPECT_EQ(operand.err, "error: unexpected argument: x\n");
    EXPECT_THAT(run_cli({"fetch-cert", "-h"}).out, HasSubstr("Usage: sealer fetch-cert [flags]"));

    const Ran misspelt = run_cli({"fetch-crt"});
    EXPECT_EQ(misspelt.exit_code, 2);
    EXPECT_EQ(misspelt.err, "error: there is no command \"fetch-crt\": see sealer --help\n");

    // kubeseal takes it for a positional argument, and ignores those.
    EXPECT_EQ(
        run_cli({"fetch-cert", "--cert", path("cert.pem")}, kSecret, {}, "kubeseal").exit_code, 0);
}

}  // namespace
}  // namespace sealer::cli
