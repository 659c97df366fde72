// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_follow.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <unistd.h>

#include "sealer/app_feed.h"
#include "sealer/app_progress.h"
#include "sealer/live_frame.h"
#include "sealer/output.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

constexpr auto kTick = std::chrono::seconds(1);  // the elapsed time is shown in seconds

class Display {
  public:
    virtual ~Display() = default;
    [[nodiscard]] virtual Status show(const kube::ObjectPtr& application) = 0;
    // When to show the same again.
    [[nodiscard]] virtual Clock::time_point next() const { return Clock::time_point::max(); }
};

class Silence : public Display {
  public:
    Status show(const kube::ObjectPtr& /*application*/) override { return {}; }
};

class Lines : public Display {
  public:
    explicit Lines(const World& world) : world_(world) {}

    Status show(const kube::ObjectPtr& application) override {
        std::string text;
        for (const std::string& line :
             progress_lines(before_.get(), *application, std::chrono::system_clock::now())) {
            text += line + "\n";
        }
        before_ = application;
        return write_all(world_.standard_output, text);
    }

  private:
    const World& world_;
    kube::ObjectPtr before_;
};

class Picture : public Display {
  public:
    explicit Picture(const World& world)
        : in_colour_(wants_colour(world)), frame_(world.standard_output) {}

    Status show(const kube::ObjectPtr& application) override {
        shown_at_ = Clock::now();
        frame_.show(progress_frame(*application, std::chrono::system_clock::now(), frame_.size(),
                                   in_colour_));
        return {};
    }
    Clock::time_point next() const override { return shown_at_ + kTick; }

  private:
    const bool in_colour_;
    LiveFrame frame_;
    Clock::time_point shown_at_;
};

std::unique_ptr<Display> make_display(const World& world, bool silent) {
    if (silent) {
        return std::make_unique<Silence>();
    }
    if (::isatty(world.standard_output) == 1 && world.environment("TERM") != "dumb") {
        return std::make_unique<Picture>(world);
    }
    return std::make_unique<Lines>(world);
}

}  // namespace

Result<Followed> follow(const World& world, const AppClient& client, const AppName& name,
                        const FollowOptions& options,
                        const std::function<bool(const manifest::Value* application)>& is_done) {
    AppFeed feed(client, name);
    const std::unique_ptr<Display> display = make_display(world, options.silent);
    Followed result;
    while (true) {
        const auto state = feed.next(std::min(options.deadline, display->next()));
        if (state) {
            result.application = *state;
            result.in_time = is_done(result.application.get());
        }
        if (result.application) {
            TRY(display->show(result.application));
        }
        if (result.in_time || (!state && Clock::now() >= options.deadline)) {
            result.watch_error = feed.last_error();
            return result;
        }
    }
}

Clock::time_point deadline_after(std::chrono::milliseconds timeout) {
    return timeout.count() == 0 ? Clock::time_point::max() : Clock::now() + timeout;
}

}  // namespace sealer::cli
