// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_full.h"

#include <algorithm>
#include <istream>
#include <string>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "common/base/text.h"
#include "common/manifest/utf8.h"
#include "common/manifest/view_buffer.h"
#include "common/manifest/yaml_builder.h"

namespace sealer::manifest {

namespace {

YamlMark to_mark(const YAML::Mark& mark) {
    return {.offset = mark.is_null() ? 0 : static_cast<std::size_t>(mark.pos),
            .line = mark.is_null() ? 0 : mark.line,
            .column = mark.is_null() ? 0 : mark.column};
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

// yaml-cpp makes one byte, which is no UTF-8, of "\\N" and "\\_".
std::string with_whole_runes(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const Rune rune = first_rune(text);
        result += rune.valid ? "" : "\xC2";
        result += text.substr(0, rune.size);
        text.remove_prefix(rune.size);
    }
    return result;
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
        builder_.scalar(mark, tag, anchor, is_utf8(text) ? text : with_whole_runes(text));
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

// Some of yaml-cpp's messages end in a piece of the text.
std::string_view without_quote(std::string_view message) {
    return message.substr(0, message.find(": "));
}

}  // namespace

Result<std::vector<Document>> parse_full_yaml(std::string_view text, const YamlOptions& options) {
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

}  // namespace sealer::manifest
