// SPDX-License-Identifier: Apache-2.0
#include "common/app/secret_mask.h"

#include <charconv>
#include <vector>

#include "common/app/ownership.h"
#include "common/base/text.h"
#include "common/crypto/base64.h"
#include "common/crypto/digest.h"
#include "common/crypto/secret_bytes.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"

namespace sealer::app {
namespace {

std::string mask(std::string_view value) {
    static const std::string kKey = crypto::random_bytes(32);
    return "masked:" + to_hex(crypto::hmac_sha256(kKey, value));
}

void append_code_point(unsigned point, crypto::SecretBytes& out) {
    if (point < 0x80) {
        out.push_back(static_cast<char>(point));
    } else if (point < 0x800) {
        out.push_back(static_cast<char>(0xC0U | (point >> 6)));
        out.push_back(static_cast<char>(0x80U | (point & 0x3FU)));
    } else {
        out.push_back(static_cast<char>(0xE0U | (point >> 12)));
        out.push_back(static_cast<char>(0x80U | ((point >> 6) & 0x3FU)));
        out.push_back(static_cast<char>(0x80U | (point & 0x3FU)));
    }
}

// The text that a JSON string stands for. Halves of surrogate pairs come out one by one: the text
// is only looked at for its structure.
crypto::SecretBytes unescape(std::string_view text) {
    constexpr std::string_view kLetters = "bfnrt";
    constexpr std::string_view kMeanings = "\b\f\n\r\t";
    crypto::SecretBytes out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out.push_back(text[i]);
            continue;
        }
        const char letter = text[++i];
        unsigned point = 0;
        if (const std::size_t known = kLetters.find(letter); known != kLetters.npos) {
            out.push_back(kMeanings[known]);
        } else if (letter == 'u' && i + 4 < text.size()) {
            std::from_chars(text.data() + i + 1, text.data() + i + 5, point, 16);
            append_code_point(point, out);
            i += 4;
        } else {
            out.push_back(letter);
        }
    }
    return out;
}

// Copies JSON text, token by token, and puts masks where secret values stand. It relies on nothing
// but the nesting being right; whether the rest is JSON, the parser that follows finds out.
class Masker {
  public:
    explicit Masker(std::string_view json) : json_(json) {}

    Result<std::string> run() {
        while (at_ < json_.size()) {
            const char c = json_[at_];
            if (c == '"') {
                if (!string()) {
                    return fail(Code::kInvalid, "a Secret's JSON ends inside a string");
                }
                continue;
            }
            structure(c);
            out_.push_back(c);
            ++at_;
        }
        return std::move(out_);
    }

  private:
    struct Level {
        bool is_object = false;
        bool expects_key = false;
        std::string key;  // of the member that is being read
    };

    void structure(char c) {
        if (c == '{' || c == '[') {
            levels_.push_back({c == '{', c == '{', {}});
        } else if ((c == '}' || c == ']') && !levels_.empty()) {
            levels_.pop_back();
        } else if (c == ',' && !levels_.empty()) {
            levels_.back().expects_key = levels_.back().is_object;
        }
    }

    bool string() {
        const std::size_t begin = at_ + 1;
        std::size_t end = begin;
        while (end < json_.size() && json_[end] != '"') {
            end += json_[end] == '\\' ? 2 : 1;
        }
        if (end >= json_.size()) {
            return false;
        }
        at_ = end + 1;
        const std::string_view text = json_.substr(begin, end - begin);
        if (!levels_.empty() && levels_.back().expects_key) {
            levels_.back().key = text;
            levels_.back().expects_key = false;
        } else if (is_secret_value()) {
            out_ += '"' + mask(text) + '"';
            return true;
        } else if (is_last_applied()) {
            // It is the Secret once more, as it was applied.
            const crypto::SecretBytes applied = unescape(text);
            out_ += manifest::write_json(Masker(applied.expose()).run().value_or(""));
            return true;
        }
        out_.append(json_, begin - 1, text.size() + 2);
        return true;
    }

    [[nodiscard]] bool is_secret_value() const {
        return levels_.size() >= 2 && (levels_[0].key == "data" || levels_[0].key == "stringData");
    }
    [[nodiscard]] bool is_last_applied() const {
        return levels_.size() == 3 && levels_[0].key == "metadata" &&
               levels_[1].key == "annotations" && levels_[2].key == kLastApplied;
    }

    std::string_view json_;
    std::size_t at_ = 0;
    std::string out_;
    std::vector<Level> levels_;
};

}  // namespace

Result<std::string> mask_secret_json(std::string_view json) {
    return Masker(json).run();
}

void mask_secret(manifest::Value& secret) {
    canonicalize_secret(secret);
    manifest::Value* data = secret.get("data");
    if (data == nullptr || !data->is_object()) {
        return;
    }
    for (manifest::Member& item : data->as_object()) {
        if (item.value.is_string()) {
            item.value = mask(item.value.as_string());
        }
    }
}

void canonicalize_secret(manifest::Value& secret) {
    if (manifest::Value* data = secret.get("data"); data != nullptr && data->is_object()) {
        for (manifest::Member& item : data->as_object()) {
            if (item.value.is_null()) {
                item.value = "";
            } else if (item.value.is_string()) {
                const auto bytes = crypto::base64_decode(item.value.as_string());
                item.value = bytes ? crypto::base64_encode(*bytes) : item.value.as_string();
            }
        }
    }
    const manifest::Value* plain = secret.get("stringData");
    if (plain == nullptr || !plain->is_object()) {
        return;
    }
    const manifest::Object values = plain->as_object();
    for (const manifest::Member& item : values) {
        if (item.value.is_string()) {
            secret["data"][item.key] = crypto::base64_encode(item.value.as_string());
        }
    }
    secret.as_object().erase("stringData");
}

void mask_annotations(const std::set<std::string>& keys, manifest::Value& before,
                      manifest::Value& after) {
    for (const std::string& key : keys) {
        const auto find = [&key](manifest::Value& object) {
            return object.get("metadata", "annotations", key);
        };
        manifest::Value* const a = find(before);
        manifest::Value* const b = find(after);
        const bool are_two = a != nullptr && b != nullptr && !(*a == *b);
        if (a != nullptr) {
            *a = "++++++++";
        }
        if (b != nullptr) {
            *b = are_two ? "++++++++++++" : "++++++++";
        }
    }
}

std::string without_values(std::string message, const manifest::Value& secret) {
    const auto quotes = [&](std::string_view text) {
        return !text.empty() && message.find(text) != std::string::npos;
    };
    for (const char* field : {"data", "stringData"}) {
        for (const manifest::Member& item : manifest::members(secret.get(field))) {
            const bool is_text = item.value.is_string();
            const std::string text =
                is_text ? item.value.as_string() : manifest::write_json(item.value);
            const auto bytes = crypto::base64_decode(text);
            if (quotes(text) || (bytes && quotes(*bytes))) {
                return "the API server refused the Secret, and quoted its values";
            }
        }
    }
    return message;
}

bool is_secret(const manifest::Value& object) {
    return object.text("kind") == "Secret" && object.text("apiVersion") == "v1";
}

}  // namespace sealer::app
