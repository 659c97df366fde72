// SPDX-License-Identifier: Apache-2.0
#include "common/kube/credentials.h"

#include <system_error>
#include <utility>

#include "common/base/file.h"
#include "common/base/mutex.h"
#include "common/base/text.h"
#include "common/crypto/base64.h"

namespace sealer::kube {
namespace {

constexpr std::size_t kMaxTokenBytes = std::size_t{1} << 20;

class FixedHeader final : public Credentials {
  public:
    explicit FixedHeader(std::string value) : value_(std::move(value)) {}
    Result<std::string> authorization(bool /*rejected*/) override { return value_; }

  private:
    const std::string value_;
};

class TokenFile final : public Credentials {
  public:
    explicit TokenFile(std::filesystem::path path) : path_(std::move(path)) {}

    Result<std::string> authorization(bool rejected) override {
        const MutexLock lock(mutex_);
        std::error_code error;
        const auto written = std::filesystem::last_write_time(path_, error);
        if (error || rejected || header_.empty() || written != written_) {
            auto text = read_file(path_, kMaxTokenBytes);
            if (!text.has_value()) {
                return fail(Code::kDenied, "bearer token: " + text.error().message);
            }
            const std::string_view token = trim(*text);
            if (token.empty()) {
                return fail(Code::kDenied, "bearer token: " + path_.string() + " is empty");
            }
            header_ = "Bearer " + std::string(token);
            written_ = written;
        }
        return header_;
    }

  private:
    const std::filesystem::path path_;
    Mutex mutex_;
    std::string header_ GUARDED_BY(mutex_);
    std::filesystem::file_time_type written_ GUARDED_BY(mutex_);
};

}  // namespace

std::shared_ptr<Credentials> bearer_token(const std::string& token) {
    return std::make_shared<FixedHeader>("Bearer " + token);
}

std::shared_ptr<Credentials> basic_auth(const std::string& username, const std::string& password) {
    return std::make_shared<FixedHeader>("Basic " +
                                         crypto::base64_encode(username + ":" + password));
}

std::shared_ptr<Credentials> token_file(std::filesystem::path path) {
    return std::make_shared<TokenFile>(std::move(path));
}

}  // namespace sealer::kube
