// SPDX-License-Identifier: Apache-2.0
// fmt.Sprintf: flags, width and precision as https://pkg.go.dev/fmt says.
#include <cstdlib>
#include <optional>
#include <string>

#include "common/manifest/utf8.h"
#include "common/template/literal.h"
#include "common/template/print.h"
#include "common/template/print_verb.h"

namespace sealer::tmpl {
namespace {

// Goes through a format.
class Formatter {
  public:
    Formatter(std::string_view format, std::span<const Value> values, Sink& sink)
        : rest_(format), values_(values), sink_(sink) {}

    void run() {
        while (!rest_.empty() && !sink_.full()) {
            const std::size_t percent = rest_.find('%');
            sink_.append(rest_.substr(0, percent));
            if (percent == std::string_view::npos) {
                break;
            }
            rest_.remove_prefix(percent + 1);
            directive();
        }
        if (!reordered_ && next_ < values_.size()) {
            print_extra();
        }
    }

  private:
    void print_extra() {
        sink_.append("%!(EXTRA ");
        for (std::size_t i = next_; i < values_.size(); ++i) {
            sink_.append(i == next_ ? "" : ", ");
            if (values_[i].is_nil()) {
                sink_.append("<nil>");
                continue;
            }
            sink_.append(type_name(values_[i].type()));
            sink_.append("=");
            print_value(values_[i], sink_);
        }
        sink_.append(")");
    }

    void directive() {
        Directive directive;
        good_index_ = true;
        take_flags(directive);
        take_index();
        take_width(directive);
        if (rest_.starts_with('.')) {
            rest_.remove_prefix(1);
            take_index();
            take_precision(directive);
        }
        take_index();
        if (rest_.empty()) {
            return sink_.append("%!(NOVERB)");
        }
        const manifest::Rune rune = manifest::first_rune(rest_);
        directive.verb = rune.valid ? rune.code : U'\ufffd';
        rest_.remove_prefix(rune.size);
        // Here, they ask for the names of fields, and values have none.
        directive.plus = directive.plus && directive.verb != U'v';
        if (directive.verb == U'%') {
            sink_.append("%");
        } else if (!good_index_) {
            sink_.append("%!" + encode_rune(directive.verb) + "(BADINDEX)");
        } else if (next_ >= values_.size()) {
            sink_.append("%!" + encode_rune(directive.verb) + "(MISSING)");
        } else {
            print_by(values_[next_++], directive, sink_);
        }
    }

    void take_flags(Directive& directive) {
        for (; !rest_.empty(); rest_.remove_prefix(1)) {
            switch (rest_.front()) {
                case '#':
                    directive.sharp = true;
                    break;
                case '0':
                    directive.zero = true;
                    break;
                case '+':
                    directive.plus = true;
                    break;
                case '-':
                    directive.minus = true;
                    break;
                case ' ':
                    directive.space = true;
                    break;
                default:
                    return;
            }
        }
    }

    std::optional<std::int64_t> take_number() {
        std::size_t size = 0;
        while (size < rest_.size() && rest_[size] >= '0' && rest_[size] <= '9') {
            ++size;
        }
        const auto number = parse_integer(rest_.substr(0, size), 10);
        rest_.remove_prefix(size);
        return number && *number <= kMaxWidth ? number : std::nullopt;
    }

    // "[2]": the argument that comes next.
    void take_index() {
        if (!rest_.starts_with('[')) {
            return;
        }
        reordered_ = true;
        const std::size_t end = rest_.find(']');
        if (end == std::string_view::npos) {
            good_index_ = false;
            rest_.remove_prefix(1);
            return;
        }
        const auto index = parse_integer(rest_.substr(1, end - 1), 10);
        rest_.remove_prefix(end + 1);
        good_index_ = index && *index >= 1 && *index <= static_cast<std::int64_t>(values_.size());
        if (good_index_) {
            next_ = static_cast<std::size_t>(*index - 1);
        }
    }

    // The next argument, as `*` asks for it.
    std::optional<std::int64_t> take_star() {
        rest_.remove_prefix(1);
        if (next_ >= values_.size() || values_[next_].type() != Type::kInt) {
            next_ += next_ < values_.size() ? 1 : 0;
            return std::nullopt;
        }
        const std::int64_t number = values_[next_++].as_integer();
        return std::abs(number) <= kMaxWidth ? std::optional(number) : std::nullopt;
    }

    void take_width(Directive& directive) {
        if (!rest_.starts_with('*')) {
            directive.width = take_number();
            return;
        }
        directive.width = take_star();
        if (!directive.width) {
            sink_.append("%!(BADWIDTH)");
        } else if (*directive.width < 0) {
            directive.width = -*directive.width;
            directive.minus = true;
        }
    }

    void take_precision(Directive& directive) {
        if (!rest_.starts_with('*')) {
            directive.precision = take_number().value_or(0);
            return;
        }
        directive.precision = take_star();
        if (!directive.precision || *directive.precision < 0) {
            directive.precision.reset();
            sink_.append("%!(BADPREC)");
        }
    }

    std::string_view rest_;
    std::span<const Value> values_;
    Sink& sink_;
    std::size_t next_ = 0;
    bool reordered_ = false;
    bool good_index_ = true;
};

}  // namespace

void print_format(std::string_view format, std::span<const Value> values, Sink& sink) {
    Formatter(format, values, sink).run();
}

}  // namespace sealer::tmpl
