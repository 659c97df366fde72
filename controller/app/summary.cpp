// SPDX-License-Identifier: Apache-2.0
#include "controller/app/summary.h"

#include <algorithm>

#include "common/app/application.h"
#include "common/manifest/object.h"

namespace sealer::app {
namespace {

using manifest::elements;
using manifest::Value;

constexpr std::string_view kLink = "link.argocd.argoproj.io/";
constexpr std::string_view kNoLinks = "argocd.argoproj.io/ignore-default-links";

void add_images(const Value& containers, std::set<std::string>& images) {
    for (const Value& container : elements(&containers)) {
        if (const std::string_view image = container.text("image"); !image.empty()) {
            images.emplace(image);
        }
    }
}

// Wherever containers are, whatever the kind.
void collect_images(const Value& value, std::set<std::string>& images) {
    for (const manifest::Member& member : manifest::members(&value)) {
        if (member.key == "containers" || member.key == "initContainers") {
            add_images(member.value, images);
        } else if (member.key == "spec" || member.key == "template" ||
                   member.key == "jobTemplate") {
            collect_images(member.value, images);
        }
    }
}

// Of a load balancer: its names or addresses.
std::vector<std::string> addresses(const Value& object) {
    std::vector<std::string> found;
    for (const Value& entry : elements(object.get("status", "loadBalancer", "ingress"))) {
        const std::string_view name = entry.text("hostname");
        found.emplace_back(name.empty() ? entry.text("ip") : name);
    }
    std::erase(found, "");
    return found;
}

// Whether the Ingress has a certificate for the host; one that names no host is for all.
bool has_tls(const Value& ingress, std::string_view host) {
    return std::ranges::any_of(elements(ingress.get("spec", "tls")), [&](const Value& tls) {
        const manifest::Array& hosts = elements(tls.get("hosts"));
        return hosts.empty() || std::ranges::any_of(hosts, [&](const Value& one) {
                   return one.is_string() && one.as_string() == host;
               });
    });
}

void add_ingress(const Value& ingress, std::set<std::string>& urls) {
    for (const Value& rule : elements(ingress.get("spec", "rules"))) {
        const std::string host(rule.text("host"));
        for (const std::string& name :
             host.empty() ? addresses(ingress) : std::vector<std::string>{host}) {
            const std::string root = (has_tls(ingress, name) ? "https://" : "http://") + name;
            for (const Value& path : elements(rule.get("http", "paths"))) {
                std::string_view below = path.text("path");
                below.remove_suffix(below.ends_with('*') ? 1 : 0);
                urls.insert(root + std::string(below));
            }
        }
    }
}

void add_service(const Value& service, std::set<std::string>& urls) {
    for (const Value& port : elements(service.get("spec", "ports"))) {
        const std::int64_t number = port.integer_or(0, "port");
        if (number != 80 && number != 443) {
            continue;
        }
        for (const std::string& name : addresses(service)) {
            urls.insert((number == 443 ? "https://" : "http://") + name);
        }
    }
}

void add_links(const Value& object, std::set<std::string>& urls) {
    for (const manifest::Member& member :
         manifest::members(object.get("metadata", "annotations"))) {
        if (!member.key.starts_with(kLink) || !member.value.is_string()) {
            continue;
        }
        const std::string& link = member.value.as_string();
        const std::size_t bar = link.find('|');
        const std::string_view url =
            std::string_view(link).substr(bar == std::string::npos ? 0 : bar + 1);
        if (url.starts_with("https://") || url.starts_with("http://")) {
            urls.insert(link);
        }
    }
}

manifest::Array to_array(const std::set<std::string>& texts) {
    return manifest::Array(texts.begin(), texts.end());
}

}  // namespace

std::set<std::string> images_of(const Value& object) {
    std::set<std::string> images;
    collect_images(object, images);
    return images;
}

std::set<std::string> external_urls(const Value& object) {
    std::set<std::string> urls;
    add_links(object, urls);
    if (manifest::annotation(object, kNoLinks) == "true") {
        return urls;
    }
    const manifest::GroupVersionKind type = manifest::type_of(object);
    if (type.kind == "Ingress" &&
        (type.group == "networking.k8s.io" || type.group == "extensions")) {
        add_ingress(object, urls);
    } else if (type.kind == "Service" && type.group.empty()) {
        add_service(object, urls);
    }
    return urls;
}

Value summary_value(const Comparison& comparison) {
    std::set<std::string> images;
    std::set<std::string> urls;
    bool has_applications = false;
    for (const Item& item : comparison.items) {
        if (item.live) {
            images.merge(images_of(*item.live));
            urls.merge(external_urls(*item.live));
        }
        has_applications |= is_application(item.key);
    }
    Value value = manifest::Object();
    if (!urls.empty()) {
        value["externalURLs"] = to_array(urls);
    }
    if (!images.empty()) {
        value["images"] = to_array(images);
    }
    if (has_applications) {
        value["isAppOfApps"] = true;
    }
    return value;
}

}  // namespace sealer::app
