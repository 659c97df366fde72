// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/pem.h"

#include <string>

#include "common/base/text.h"
#include "common/crypto/base64.h"

namespace sealer::crypto {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kDashes = "-----";
constexpr std::size_t kLineLength = 64;

// A block whose BEGIN stands at `begin`, a line's start.
std::optional<PemBlock> block_at(std::string_view text, std::size_t begin) {
    const std::size_t label_begin = begin + kBegin.size();
    const std::size_t line_end = text.find('\n', label_begin);
    if (line_end == std::string_view::npos) {
        return std::nullopt;
    }
    std::string_view label = trim(text.substr(label_begin, line_end - label_begin));
    if (!label.ends_with(kDashes)) {
        return std::nullopt;
    }
    label.remove_suffix(kDashes.size());

    const std::string end_line = "\n-----END " + std::string(label) + "-----";
    const std::size_t end = text.find(end_line, line_end);
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    std::size_t after = end + end_line.size();
    const std::size_t next_line = text.find('\n', after);
    after = next_line == std::string_view::npos ? text.size() : next_line + 1;
    return PemBlock{.label = label,
                    .body = text.substr(line_end, end - line_end),
                    .whole = text.substr(begin, after - begin)};
}

}  // namespace

std::optional<PemBlock> next_pem_block(std::string_view& text) {
    std::size_t from = 0;
    while (true) {
        const std::size_t begin = text.find(kBegin, from);
        if (begin == std::string_view::npos) {
            return std::nullopt;
        }
        const bool starts_line = begin == 0 || text[begin - 1] == '\n';
        if (const auto block = starts_line ? block_at(text, begin) : std::nullopt) {
            text.remove_prefix(begin + block->whole.size());
            return block;
        }
        from = begin + kBegin.size();
    }
}

Result<SecretBytes> decode_pem(const PemBlock& block) {
    auto der = base64_decode_secret(block.body);
    if (!der) {
        return fail(der.error().with("PEM block " + std::string(block.label)));
    }
    return der;
}

SecretBytes encode_pem(std::string_view label, std::string_view der) {
    SecretBytes base64;
    base64_encode_to(der, base64);
    const std::string name(label);
    SecretBytes pem;
    pem.reserve(2 * (name.size() + 18) + base64.size() + base64.size() / kLineLength + 1);
    pem.append("-----BEGIN " + name + "-----\n");
    std::string_view rest = base64.expose();
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, kLineLength);
        pem.append(line);
        pem.push_back('\n');
        rest.remove_prefix(line.size());
    }
    pem.append("-----END " + name + "-----\n");
    return pem;
}

}  // namespace sealer::crypto
