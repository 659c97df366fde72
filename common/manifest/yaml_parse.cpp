// SPDX-License-Identifier: Apache-2.0
// yaml-cpp's event parser in front of YamlBuilder. What yaml-cpp lets pass and YAML does not is
// refused here.
#include <istream>
#include <optional>
#include <string>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "common/base/text.h"
#include "common/manifest/utf8.h"
#include "common/manifest/view_buffer.h"
#include "common/manifest/yaml.h"
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

// yaml-cpp makes the single bytes 85 and A0 of the escapes \N and \_. As the text's own characters
// have been checked, no other byte can be no UTF-8.
std::string with_whole_escapes(std::string_view text) {
    std::string whole;
    while (!text.empty()) {
        const Rune rune = first_rune(text);
        whole += rune.valid ? "" : "\xC2";
        whole += text.substr(0, rune.size);
        text.remove_prefix(rune.size);
    }
    return whole;
}

class Handler : public YAML::EventHandler {
  public:
    Handler(std::string_view text, DuplicateKeys duplicates, const YamlLimits& limits)
        : text_(text), limits_(limits), builder_(duplicates, limits) {}

    std::vector<Document> take() { return std::move(documents_); }

    void OnDocumentStart(const YAML::Mark& at) override {
        const YamlMark mark = to_mark(at);
        if (++started_ > limits_.max_documents) {
            throw YamlFault{
                mark, "too many documents: more than " + std::to_string(limits_.max_documents)};
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
        builder_.scalar(node(at), "?", anchor, "");
    }
    void OnAlias(const YAML::Mark& at, YAML::anchor_t anchor) override {
        builder_.alias(node(at), anchor);
    }
    void OnScalar(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& text) override {
        builder_.scalar(node(at), tag, anchor, is_utf8(text) ? text : with_whole_escapes(text));
    }
    void OnSequenceStart(const YAML::Mark& at, const std::string& /*tag*/, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        builder_.begin_sequence(node(at), anchor);
    }
    void OnSequenceEnd() override { builder_.end_collection(); }
    void OnMapStart(const YAML::Mark& at, const std::string& /*tag*/, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        builder_.begin_mapping(node(at), anchor);
    }
    void OnMapEnd() override { builder_.end_collection(); }

  private:
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
    YamlLimits limits_;
    YamlBuilder builder_;
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

// yaml-cpp guesses at encodings and takes what is no UTF-8 and control characters as they come;
// YAML forbids both.
Status check_characters(std::string_view text) {
    YamlMark mark;
    while (mark.offset < text.size()) {
        const Rune rune = first_rune(text.substr(mark.offset));
        if (!rune.valid || !is_printable(rune)) {
            return fail(error_at(
                mark, rune.valid ? "control characters are not allowed" : "invalid UTF-8"));
        }
        mark.offset += rune.size;
        ++mark.column;
        if (rune.code == '\n') {
            ++mark.line;
            mark.column = 0;
        }
    }
    return {};
}

// Some of yaml-cpp's messages end in a piece of the text.
std::string_view without_quote(std::string_view message) {
    return message.substr(0, message.find(": "));
}

Result<std::vector<Document>> parse_stream(std::string_view text, DuplicateKeys duplicates,
                                           const YamlLimits& limits) {
    ViewBuffer buffer(text);
    std::istream stream(&buffer);
    Handler handler(text, duplicates, limits);
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

Result<std::vector<Document>> parse_yaml(std::string_view text, DuplicateKeys duplicates,
                                         const YamlLimits& limits) {
    if (text.size() > limits.max_bytes) {
        return fail(Code::kInvalid,
                    "YAML of more than " + std::to_string(limits.max_bytes) + " bytes");
    }
    const std::size_t skipped = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    text.remove_prefix(skipped);
    TRY(check_characters(text));
    TRY_ASSIGN(std::vector<Document> documents, parse_stream(text, duplicates, limits));
    for (Document& document : documents) {
        document.begin += skipped;
        document.end += skipped;
    }
    return documents;
}

Result<Value> parse_yaml_document(std::string_view text, DuplicateKeys duplicates) {
    TRY_ASSIGN(std::vector<Document> documents, parse_yaml(text, duplicates));
    if (documents.size() != 1) {
        return fail(Code::kInvalid, documents.empty() ? "the YAML holds no document"
                                                      : "the YAML holds more than one document");
    }
    return std::move(documents[0].value);
}

}  // namespace sealer::manifest
