// SPDX-License-Identifier: Apache-2.0
// Whether plaintext of a Secret is left in ordinary memory that is given back: every block that
// this program frees while a HeapWatch lives is searched.
#include <array>
#include <atomic>
#include <cstdlib>
#include <new>
#include <string_view>

#include <gtest/gtest.h>
#include <malloc.h>
#include <string.h>

#include "common/crypto/base64.h"
#include "common/manifest/secret.h"

namespace {

constexpr std::string_view kPlaintext = "correct horse battery staple";
constexpr std::string_view kBase64 = "Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ==";

std::atomic<bool> watching = false;
std::atomic<int> freed_with_plaintext = 0;

void search_and_free(void* block) noexcept {
    if (block != nullptr && watching) {
        for (const std::string_view needle : {kPlaintext, kBase64.substr(0, 24)}) {
            if (memmem(block, malloc_usable_size(block), needle.data(), needle.size()) != nullptr) {
                ++freed_with_plaintext;
            }
        }
    }
    std::free(block);
}

void* allocate(std::size_t size) {
    void* block = std::calloc(1, size == 0 ? 1 : size);
    if (block == nullptr) {
        throw std::bad_alloc();
    }
    return block;
}

class HeapWatch {
  public:
    HeapWatch() {
        freed_with_plaintext = 0;
        watching = true;
    }
    ~HeapWatch() { watching = false; }
    HeapWatch(const HeapWatch&) = delete;
    HeapWatch& operator=(const HeapWatch&) = delete;

    [[nodiscard]] int found() const { return freed_with_plaintext; }
};

}  // namespace

void* operator new(std::size_t size) {
    return allocate(size);
}
void* operator new[](std::size_t size) {
    return allocate(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return std::calloc(1, size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return std::calloc(1, size == 0 ? 1 : size);
}
void operator delete(void* block) noexcept {
    search_and_free(block);
}
void operator delete[](void* block) noexcept {
    search_and_free(block);
}
void operator delete(void* block, std::size_t) noexcept {
    search_and_free(block);
}
void operator delete[](void* block, std::size_t) noexcept {
    search_and_free(block);
}

namespace sealer::manifest {
namespace {

constexpr std::string_view kPlaintextSecret =
    R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"a","annotations":{
        "kubectl.kubernetes.io/last-applied-configuration":"{\"stringData\":{\"p\":\"correct horse battery staple\"}}"}},
        "stringData":{"p":"correct horse battery staple"},
        "data":{"q":"Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ=="}})";

TEST(SecretMemory, TheWatchSees) {
    const HeapWatch watch;
    { const std::string leak(kPlaintext); }
    EXPECT_EQ(watch.found(), 1);
}

TEST(SecretMemory, NoPlaintextIsLeftBehind) {
    const HeapWatch watch;
    {
        const auto secret = parse_secret_json(kPlaintextSecret);
        ASSERT_TRUE(secret.has_value());
        ASSERT_EQ(secret->find("q")->value.expose(), kPlaintext);
        const auto written = write_secret_json(*secret);
        EXPECT_EQ(secret_mac(*secret, "key").size(), 64U);
        EXPECT_TRUE(parse_secret_json(written.expose()).has_value());
    }
    EXPECT_EQ(watch.found(), 0);
}

TEST(SecretMemory, NorByWhatIsRefused) {
    for (const std::string_view end : {"", "}}", "\"}}", "\", \"q\": 3}}", "!\"}}"}) {
        SCOPED_TRACE(end);
        std::string text = R"({"apiVersion":"v1","kind":"Secret","data":{"p":")";
        text += kBase64;
        text += end;
        const HeapWatch watch;
        { (void)parse_secret_json(text); }
        EXPECT_EQ(watch.found(), 0);
    }
}

// A second attempt at the text is made for them.
TEST(SecretMemory, NorBesideIntegersBeyond64Bits) {
    for (const std::string_view metadata :
         {R"({"n":50000000010000000000})", "20000000000000000000"}) {
        SCOPED_TRACE(metadata);
        std::string text = R"({"apiVersion":"v1","kind":"Secret","data":{"p":")";
        text += kBase64;
        text += R"("},"metadata":)";
        text += metadata;
        text += "}";
        const HeapWatch watch;
        {
            const auto secret = parse_secret_json(text);
            ASSERT_TRUE(secret.has_value());
            EXPECT_EQ(secret->find("p")->value.expose(), kPlaintext);
        }
        EXPECT_EQ(watch.found(), 0);
    }
}

}  // namespace
}  // namespace sealer::manifest
