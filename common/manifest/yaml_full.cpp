// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_full.h"

#include <algorithm>
#include <istream>
#include <optional>
#include <string>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "common/manifest/json_pairs.h"
#include "common/manifest/view_buffer.h"
#include "common/manifest/yaml_builder.h"
#include "common/manifest/yaml_folded.h"
#include "common/manifest/yaml_repair.h"

namespace sealer::manifest {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";

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
           (rest.size() == 3 || kBlanks.find(rest[3]) != std::string_view::npos);
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

// `source` behind the anchor and the tag that a scalar may begin with; nothing where one runs into
// what follows, which yaml-cpp lets pass.
std::optional<std::string_view> without_properties(std::string_view source) {
    const auto skip_to = [&source](std::size_t at) {
        source.remove_prefix(std::min(at, source.size()));
    };
    while (source.starts_with('&') || source.starts_with('!')) {
        const std::string_view property = source.substr(0, source.find_first_of(kBlanks));
        const std::string_view begins_scalar = property.starts_with("!<") ? "\"|" : "\"|>";
        if (property.find_first_of(begins_scalar) != std::string_view::npos) {
            return std::nullopt;
        }
        skip_to(property.size());
        skip_to(source.find_first_not_of(kBlanks));
        while (source.starts_with('#')) {
            skip_to(source.find_first_of("\r\n"));
            skip_to(source.find_first_not_of(kBlanks));
        }
    }
    return source;
}

// Whether a null is written at the beginning of `source`, behind its anchor and tag. yaml-cpp does
// not tell; where none is, there is the next token, a key called "null" perhaps.
bool is_null_at(std::string_view source) {
    source = without_properties(source).value_or(std::string_view());
    const std::string_view word = source.substr(0, source.find_first_of(" \t\r\n,]}:"));
    return (word == "~" || word == "null" || word == "Null" || word == "NULL") &&
           !source.substr(word.size()).starts_with(':');
}

class Handler : public YAML::EventHandler {
  public:
    Handler(std::string_view text, const YamlOptions& options)
        : text_(text),
          options_(options),
          is_kustomize_(options.typing == YamlTyping::kKustomize),
          builder_(options) {}

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
        const Collection within = open_.empty() ? Collection::kBlock : open_.back();
        const std::string_view source = text_.substr(std::min(mark.offset, text_.size()));
        const std::string_view next = source.substr(0, 1);
        const bool is_nothing = next == "," || next == "}" || next == "]";
        if (is_nothing && (within == Collection::kFlowSequence || builder_.expects_key())) {
            throw YamlFault{mark, "there is nothing before the comma"};
        }
        // kustomize prints objects before it types them, and cannot print nothing between braces.
        const bool is_text = is_nothing && within == Collection::kFlowMapping && is_kustomize_;
        const bool is_written = !builder_.expects_key() && is_null_at(source);
        builder_.scalar(mark, is_text ? "!" : "?", anchor, is_written ? "null" : "");
    }
    void OnAlias(const YAML::Mark& at, YAML::anchor_t anchor) override {
        builder_.alias(node(at), anchor);
    }
    void OnScalar(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& text) override {
        const YamlMark mark = node(at);
        builder_.scalar(mark, tag, anchor, tag == "?" ? text : marked_text(mark, text));
    }
    void OnSequenceStart(const YAML::Mark& at, const std::string& /*tag*/, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        builder_.begin_sequence(node(at), anchor);
        open_.push_back(style == YAML::EmitterStyle::Flow ? Collection::kFlowSequence
                                                          : Collection::kBlock);
    }
    void OnSequenceEnd() override { end_collection(); }
    void OnMapStart(const YAML::Mark& at, const std::string& /*tag*/, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        builder_.begin_mapping(node(at), anchor);
        open_.push_back(style == YAML::EmitterStyle::Flow ? Collection::kFlowMapping
                                                          : Collection::kBlock);
    }
    void OnMapEnd() override { end_collection(); }

  private:
    enum class Collection { kBlock, kFlowSequence, kFlowMapping };

    void end_collection() {
        builder_.end_collection();
        open_.pop_back();
    }

    // What a scalar with quotes or a block scalar says, given what yaml-cpp makes of it.
    [[nodiscard]] std::string marked_text(const YamlMark& mark, const std::string& text) const {
        const auto source = without_properties(text_.substr(mark.offset));
        if (!source) {
            throw YamlFault{mark, "a blank must follow an anchor or a tag"};
        }
        Result<std::string> repaired = repair_scalar(*source, text);
        if (!repaired) {
            throw YamlFault{mark, repaired.error().message};
        }
        if (is_kustomize_ && holds_slash_escape(*source)) {
            throw YamlFault{mark, "unknown escape character: write / for \\/"};
        }
        return is_kustomize_ && source->starts_with('>') ? refold(*repaired) : *repaired;
    }

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
    bool is_kustomize_;
    YamlBuilder builder_;
    std::vector<Collection> open_;
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

Result<std::vector<Document>> parse_events(std::string_view text, const YamlOptions& options) {
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

Result<std::vector<Document>> parse_full_yaml(std::string_view text, const YamlOptions& options) {
    // Kubernetes' tools read what is JSON as JSON, kustomize reads it as YAML.
    const std::optional<std::string> escaped =
        options.typing == YamlTyping::kKubernetes ? with_yaml_escapes(text) : std::nullopt;
    TRY_ASSIGN(std::vector<Document> documents, parse_events(escaped ? *escaped : text, options));
    if (escaped && !documents.empty()) {
        documents.front().end = text.size();
    }
    return documents;
}

}  // namespace sealer::manifest
