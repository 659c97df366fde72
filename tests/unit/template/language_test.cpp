// SPDX-License-Identifier: Apache-2.0
// The language itself: what Go makes of the same templates.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Language, TextAndComments) {
    expect_all({
        {"", ""},
        {"just text $VAR ${x} }} no template", "just text $VAR ${x} }} no template"},
        {"a{{/* c */}}b", "ab"},
        {"a {{- /* c */ -}} b", "ab"},
        {"{{- .username -}}  \n {{- /* c */ -}} end", "adminend"},
        {"  {{- 3 -}}  x", "3x"},
        {"{{-3}}", "-3"},
        {"{{`raw\\n`}} {{\"\\u00e9\\x41\\101\"}}", "raw\\n \u00e9AA"},
    });
}

TEST(Language, Constants) {
    expect_all({
        {"{{ 1.5 }} {{ 1e3 }} {{ 0x1f }} {{ 'a' }} {{ 1_000 }} {{ -5 }} {{ .5 }}",
         "1.5 1000 31 97 1000 -5 0.5"},
        {"{{ 1e100 }} {{ 123456789.0 }} {{ 0.00001 }}", "1e+100 1.23456789e+08 1e-05"},
        {"{{ true }}", "true"},
        {"{{ nil }}", "error: template: k:1:3: executing \"k\" at <nil>: nil is not a command"},
        {"{{ 99999999999999999999 }}",
         "error: template: k:1: integer overflow: \"99999999999999999999\""},
        {"{{ 1i }}", "error: template: k:1: complex numbers are not supported: 1i"},
    });
}

TEST(Language, FieldsAndVariables) {
    expect_all({
        {"{{ .username }} [{{ .nosuch }}] [{{ .nosuch.more }}]", "admin [<no value>] [<no value>]"},
        {"{{ $x := .username }}{{ $x }}{{ $x = \"y\" }}{{ $x }} {{ $.n }}", "adminy 42"},
        {"{{ (dict \"a\" (dict \"b\" 3)).a.b }}", "3"},
        {"{{ $d := dict \"a\" (dict \"b\" 3) }}{{ $d.a.b }}", "3"},
        {"{{ .username.x.y }}",
         "error: template: k:1:12: executing \"k\" at <.username.x.y>: can't evaluate field x in "
         "type string"},
        {"{{ $x }}", "error: template: k:1: undefined variable \"$x\""},
        {"{{ .username 3 }}",
         "error: template: k:1:3: executing \"k\" at <.username>: username is not a method but has "
         "arguments"},
    });
}

TEST(Language, Pipelines) {
    expect_all({
        {"{{ \"x\" | printf \"%s-%s\" \"a\" }}", "a-x"},
        {"{{ printf \"%s\" \"a\" | upper | len }}", "1"},
        {"{{ 5 | int64 | add 1 | toString | len }}", "1"},
        {"{{ \"a\" | \"b\" }}", "error: template: k:1: non executable command in pipeline stage 2"},
        {"{{ 3 4 }}",
         "error: template: k:1:3: executing \"k\" at <3>: can't give argument to non-function 3"},
        {"{{ replace \"a\" \"b\" }}",
         "error: template: k:1:3: executing \"k\" at <replace>: wrong number of args for replace: "
         "want 3 got 2"},
        {"{{ floor }}",
         "error: template: k:1:3: executing \"k\" at <floor>: wrong number of args "
         "for floor: want 1 got 0"},
        {"{{ repeat \"a\" 3 }}",
         "error: template: k:1:10: executing \"k\" at <\"a\">: expected integer; found \"a\""},
        {"{{ repeat 2.0 \"a\" }}", "aa"},
        {"{{ $x := 5 }}{{ upper $x }}",
         "error: template: k:1:22: executing \"k\" at <$x>: wrong type for value; expected string; "
         "got int"},
        {"{{ upper .nosuch }}",
         "error: template: k:1:9: executing \"k\" at <.nosuch>: invalid value; expected string"},
        {"{{ upper nil }}",
         "error: template: k:1:9: executing \"k\" at <nil>: cannot assign nil to string"},
        {"{{ get . \"username\" }}",
         "error: template: k:1:7: executing \"k\" at <.>: wrong type for value; expected "
         "map[string]interface {}; got map[string]string"},
    });
}

TEST(Language, Branches) {
    expect_all({
        {"{{ if eq .username \"x\" }}a{{ else if false }}b{{ else }}c{{ end }}", "c"},
        {"{{ if .empty }}a{{ else if .n }}b{{ end }}", "b"},
        {"{{ if $x := .username }}{{ $x }}{{ end }}", "admin"},
        {"{{ with .username }}<{{ . }}>{{ else }}no{{ end }}", "<admin>"},
        {"{{ with .empty }}x{{ else with .n }}<{{ . }}>{{ else }}no{{ end }}", "<42>"},
        {"{{ with $y := 5 }}{{ $y }}{{ . }}{{ end }}", "55"},
        {"{{ and 0 (fail \"x\") }} {{ or 1 (fail \"x\") }} {{ .username | and true }}",
         "0 1 admin"},
        {"{{ if .x }}", "error: template: k:1: unexpected EOF"},
        {"{{ if }}x{{ end }}", "error: template: k:1: missing value for if"},
        {"{{ end }}", "error: template: k:1: unexpected {{end}}"},
        {"{{ else }}", "error: template: k:1: unexpected {{else}}"},
        {"{{ if true }}{{ else }}{{ else }}{{ end }}",
         "error: template: k:1: expected end; found {{else}}"},
    });
}

TEST(Language, Ranges) {
    expect_all({
        {"{{ range $k, $v := dict \"b\" 1 \"a\" 2 }}{{ $k }}{{ $v }}{{ end }}", "a2b1"},
        {"{{ range $i, $e := list 1 2 3 }}{{ if eq $e 2 }}{{ continue }}{{ end }}{{ $i }}{{ end }}",
         "02"},
        {"{{ range list 1 2 3 }}{{ if eq . 2 }}{{ break }}{{ end }}{{ . }}{{ end }}", "1"},
        {"{{ range list }}x{{ else }}none{{ end }}", "none"},
        {"{{ range 3 }}{{ . }}{{ end }}", "012"},
        {"{{ range $i := until 2 }}{{ range $j := until 2 }}{{ $i }}{{ $j }} {{ end }}{{ end }}",
         "00 01 10 11 "},
        {"{{ $d := dict \"a\" 1 }}{{ range $k, $v := $d }}{{ $_ := set $d \"b\" 2 }}{{ $k }}{{ end "
         "}}",
         "a"},
        {"{{ range 1.5 }}x{{ end }}",
         "error: template: k:1:9: executing \"k\" at <1.5>: range can't iterate over 1.5"},
        {"{{ break }}", "error: template: k:1: {{break}} outside {{range}}"},
        {"{{ range $a, $b, $c := . }}{{ end }}",
         "error: template: k:1: too many declarations in range"},
    });
}

TEST(Language, Templates) {
    expect_all({
        {"{{ define \"t\" }}[{{ . }}]{{ end }}{{ template \"t\" .username }}", "[admin]"},
        {"{{ block \"b\" .username }}<{{ . }}>{{ end }}", "<admin>"},
        {"{{ define \"r\" }}{{ if gt . 0 }}{{ . }}{{ template \"r\" (sub . 1) }}{{ end }}{{ end }}"
         "{{ template \"r\" (int64 3) }}",
         "321"},
        {"{{ template \"nope\" }}",
         "error: template: k:1:12: executing \"k\" at <{{template "
         "\"nope\"}}>: template \"nope\" not defined"},
        {"{{ define \"x\" }}a{{ end }}{{ define \"x\" }}b{{ end }}",
         "error: template: k:1: template: multiple definition of template \"x\""},
        {"{{ define \"t\" }}{{ fail \"in t\" }}{{ end }}{{ template \"t\" }}",
         "error: template: k:1:19: executing \"t\" at <fail \"in t\">: error calling fail: in t"},
    });
}

TEST(Language, SyntaxErrors) {
    expect_all({
        {"{{ .x", "error: template: k:1: unclosed action"},
        {"a\n{{ .x\n", "error: template: k:3: unclosed action started at k:2"},
        {"{{ \"abc }}", "error: template: k:1: unterminated quoted string"},
        {"{{ /* x }}", "error: template: k:1: unexpected \"/\" in command"},
        {"{{/* x }}", "error: template: k:1: unclosed comment"},
        {"{{ (1 }}", "error: template: k:1: unclosed left paren"},
        {"{{ 1) }}", "error: template: k:1: unexpected \")\" in command"},
        {"{{ # }}", "error: template: k:1: unexpected \"#\" in command"},
        {"{{ 1x }}", "error: template: k:1: bad number syntax: \"1x\""},
        {"{{ env \"HOME\" }}", "error: template: k:1: function \"env\" not defined"},
        {"{{ . | toYaml }}", "error: template: k:1: function \"toYaml\" not defined"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
