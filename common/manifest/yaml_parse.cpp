// SPDX-License-Identifier: Apache-2.0
// yaml-cpp's event parser in front of YamlBuilder, for all that the short way of yaml_block.h
// leaves to it. What yaml-cpp lets pass and YAML does not is refused here.
#include <algorithm>
#include <istream>
#include <optional>
#include <string>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "common/manifest/utf8.h"
#include "common/manifest/view_buffer.h"
#include "common/manifest/yaml.h"
#include "common/manifest/yaml_block.h"
#include "common/manifest/yaml_builder.h"

namespace sealer::manifest {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

YamlMark to_mark(const YAML::Mark& mark) {
    return {.offset = mark.is_null() ? 0 : static_cast<std::size_t>(mark.pos),
            .line = mark.is_null() ? 0 : mark.line,
            .column = mark.is_null() ? 0 : mark.column};
}

Error error_at(const YamlMark& mark, std::string_view message) {
    return Error{Code::kInvalid, "line " + std::to_string(mark.line + 1) + ", column " +
                                     std::to_string(mark.column + 1) + ": " + std::string(message)};
}

// A line that parts documents ("---" or "...") is one wherever it stands, even inside a block
// scalar.
bool is_separator(std::string_view text, std::size_t at) {
    const bool starts_line = at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
    const std::string_view rest = text.substr(at);
    return starts_line && (rest.starts_with("---") || rest.starts_with("...")) &&
           (rest.size() == 3 ||
            std::string_view(" \t\r\n").find(rest[3]) != std::string_view::npos);
}

// The next separator at or after `from`; the text's size if there is none.
std::size_t find_separator(std::string_view text, std::size_t from) {
    std::size_t at = from;
    while (at < text.size() && !is_separator(text, at)) {
        const std::size_t line_end = text.find_first_of("\r\n", at);
        at = line_end == std::string_view::npos ? text.size() : line_end + 1;
    }
    return std::min(at, text.size());
}

// Whether `text` begins with a double-quoted scalar that has "\/" in it.
bool holds_slash_escape(std::string_view text) {
    if (!text.starts_with('"')) {
        return false;
    }
    for (std::size_t at = 1; at + 1 < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\' && text[++at] == '/') {
            return true;
        }
    }
    return false;
}

class Handler : public YAML::EventHandler {
  public:
    Handler(std::string_view text, const YamlOptions& options)
        : text_(text),
          options_(options),
          builder_(options),
          refuses_slash_escapes_(options.typing == YamlTyping::kKustomize &&
                                 text.find("\\/") != std::string_view::npos) {}

    std::vector<Document> take() { return std::move(documents_); }

    void OnDocumentStart(const YAML::Mark& at) override {
        const YamlMark mark = to_mark(at);
        if (++started_ > options_.limits.max_documents) {
            throw YamlFault{mark, "too many documents: more than " +
                                      std::to_string(options_.limits.max_documents)};
        }
        find_begin(mark);
        line_ = mark.line + 1;
        has_node_ = false;
        builder_.begin_document();
    }

    void OnDocumentEnd() override {
        end_ = find_separator(text_, begin_);
        Value value = builder_.end_document();
        if (!value.is_null()) {
            documents_.push_back(
                {.value = std::move(value), .line = line_, .begin = begin_, .end = end_});
        }
    }

    void OnNull(const YAML::Mark& at, YAML::anchor_t anchor) override {
        const YamlMark mark = node(at);
        // kustomize prints objects before it types them, and cannot print nothing between braces.
        const std::string_view next = text_.substr(std::min(mark.offset, text_.size()), 1);
        const bool is_text = options_.typing == YamlTyping::kKustomize && in_flow() &&
                             (next == "," || next == "}" || next == "]");
        builder_.scalar(mark, is_text ? "!" : "?", anchor, "");
    }
    void OnAlias(const YAML::Mark& at, YAML::anchor_t anchor) override {
        builder_.alias(node(at), anchor);
    }
    void OnScalar(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& text) override {
        const YamlMark mark = node(at);
        if (refuses_slash_escapes_ && holds_slash_escape(text_.substr(mark.offset))) {
            throw YamlFault{mark, "unknown escape character: write / for \\/"};
        }
        builder_.scalar(mark, tag, anchor, text);
    }
    void OnSequenceStart(const YAML::Mark& at, const std::string& /*tag*/, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        builder_.begin_sequence(node(at), anchor);
        is_flow_.push_back(style == YAML::EmitterStyle::Flow);
    }
    void OnSequenceEnd() override { end_collection(); }
    void OnMapStart(const YAML::Mark& at, const std::string& /*tag*/, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        builder_.begin_mapping(node(at), anchor);
        is_flow_.push_back(style == YAML::EmitterStyle::Flow);
    }
    void OnMapEnd() override { end_collection(); }

  private:
    void end_collection() {
        builder_.end_collection();
        is_flow_.pop_back();
    }

    [[nodiscard]] bool in_flow() const { return !is_flow_.empty() && is_flow_.back(); }

    YamlMark node(const YAML::Mark& at) {
        const YamlMark mark = to_mark(at);
        if (!has_node_) {
            has_node_ = true;
            line_ = mark.line + 1;
        }
        return mark;
    }

    // yaml-cpp begins a new document where an old one cannot go on, separator or not.
    void find_begin(const YamlMark& mark) {
        std::size_t separator = started_ == 1 ? find_separator(text_, 0) : end_;
        if (separator > mark.offset || separator == text_.size()) {
            if (started_ > 1) {
                throw YamlFault{mark,
                                "text after the end of the document: \"---\" must part documents"};
            }
            begin_ = 0;
            return;
        }
        for (std::size_t next = separator; next <= mark.offset && next < text_.size();
             next = find_separator(text_, next + 3)) {
            separator = next;
        }
        begin_ = separator + 3;
    }

    std::string_view text_;
    YamlOptions options_;
    YamlBuilder builder_;
    bool refuses_slash_escapes_;
    std::vector<bool> is_flow_;  // the collections that are open
    std::vector<Document> documents_;
    // The document at hand; of the end, the last one's.
    int line_ = 1;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t started_ = 0;
    bool has_node_ = false;
};

bool is_printable(const Rune& rune) {
    const char32_t code = rune.code;
    if (code < 0x20) {
        return code == '\t' || code == '\n' || code == '\r';
    }
    return code < 0x7F || code == 0x85 ||
           (code >= 0xA0 && code != 0xFEFF && code != 0xFFFE && code != 0xFFFF);
}

// Columns are code points.
YamlMark mark_of(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const std::size_t line_begin = before.rfind('\n') + 1;  // none: wraps to 0
    const auto is_rune = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; };
    return {.offset = offset,
            .line = static_cast<int>(std::count(before.begin(), before.end(), '\n')),
            .column = static_cast<int>(std::count_if(
                before.begin() + static_cast<std::ptrdiff_t>(line_begin), before.end(), is_rune))};
}

// yaml-cpp guesses at encodings and takes what is no UTF-8 and control characters as they come;
// YAML forbids both.
Status check_characters(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const char c = text[at];
        if ((c >= 0x20 && c < 0x7F) || c == '\n') {
            ++at;
            continue;
        }
        const Rune rune = first_rune(text.substr(at));
        if (!rune.valid || !is_printable(rune)) {
            return fail(error_at(mark_of(text, at), rune.valid
                                                        ? "control characters are not allowed"
                                                        : "invalid UTF-8"));
        }
        at += rune.size;
    }
    return {};
}

// Some of yaml-cpp's messages end in a piece of the text.
std::string_view without_quote(std::string_view message) {
    return message.substr(0, message.find(": "));
}

// What kustomize says of documents' separators before it reads any: they stand alone on their line,
// but for comments, and there are no directives.
Status check_separators(std::string_view text) {
    YamlMark mark;
    while (mark.offset < text.size()) {
        const std::size_t end = std::min(text.find('\n', mark.offset), text.size());
        const std::string_view line = text.substr(mark.offset, end - mark.offset);
        if (line.starts_with('%')) {
            return fail(error_at(mark, "directives are not supported"));
        }
        const std::size_t rest = line.find_first_not_of(" \t\r", 3);
        if (mark.line > 0 && line.starts_with("---") && rest != std::string_view::npos &&
            line[rest] != '#') {
            return fail(error_at(mark, "nothing but a comment may follow \"---\""));
        }
        mark.offset = end + 1;
        ++mark.line;
    }
    return {};
}

Result<std::vector<Document>> parse_stream(std::string_view text, const YamlOptions& options) {
    ViewBuffer buffer(text);
    std::istream stream(&buffer);
    Handler handler(text, options);
    try {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(handler)) {
        }
    } catch (const YamlFault& fault) {
        return fail(error_at(fault.mark, fault.message));
    } catch (const YAML::DeepRecursion& error) {
        return fail(error_at(to_mark(error.mark), "nested too deep"));
    } catch (const YAML::Exception& error) {
        return fail(error_at(to_mark(error.mark), without_quote(error.msg)));
    }
    return handler.take();
}

}  // namespace

Result<std::vector<Document>> parse_yaml(std::string_view text, const YamlOptions& options) {
    if (text.size() > options.limits.max_bytes) {
        return fail(Code::kInvalid,
                    "YAML of more than " + std::to_string(options.limits.max_bytes) + " bytes");
    }
    const std::size_t skipped = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    text.remove_prefix(skipped);
    TRY(check_characters(text));
    if (options.typing == YamlTyping::kKustomize) {
        TRY(check_separators(text));
    }
    std::optional<std::vector<Document>> documents = parse_block_yaml(text, options);
    if (!documents) {
        TRY_ASSIGN(documents, parse_stream(text, options));
    }
    for (Document& document : *documents) {
        document.begin += skipped;
        document.end += skipped;
    }
    return *std::move(documents);
}

Result<Value> parse_yaml_document(std::string_view text, const YamlOptions& options) {
    TRY_ASSIGN(std::vector<Document> documents, parse_yaml(text, options));
    if (documents.size() != 1) {
        return fail(Code::kInvalid, documents.empty() ? "the YAML holds no document"
                                                      : "the YAML holds more than one document");
    }
    return std::move(documents[0].value);
}

}  // namespace sealer::manifest
