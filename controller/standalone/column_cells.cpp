// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/column_cells.h"

#include <algorithm>
#include <map>
#include <vector>

#include "common/base/text.h"
#include "controller/standalone/table.h"

namespace sealer::standalone {

using manifest::elements;
using manifest::members;

namespace {

constexpr std::size_t kMaxEndpointsShown = 3;

Value joined_or(const std::vector<std::string>& parts, std::string_view fallback) {
    return parts.empty() ? Value(fallback) : Value(join(parts, ","));
}

bool has_condition(const Value& object, std::string_view type) {
    return std::ranges::any_of(
        elements(object.get("status", "conditions")), [&](const Value& condition) {
            return condition.text("type") == type && condition.text("status") == "True";
        });
}

std::string of(std::int64_t part, std::int64_t whole) {
    return std::to_string(part) + "/" + std::to_string(whole);
}

// The first that is set, of an event's ways to say when.
Value first_age(const Value& event, std::initializer_list<const Value*> times, WallTime now) {
    for (const Value* time : times) {
        if (time != nullptr && time->is_string()) {
            return age(time->as_string(), now);
        }
    }
    return age(event.text("metadata", "creationTimestamp"), now);
}

}  // namespace

Value container_fields(const Value& object, std::string_view field) {
    std::vector<std::string> parts;
    for (const Value& container : elements(object.get("spec", "template", "spec", "containers"))) {
        parts.emplace_back(container.text(field));
    }
    return join(parts, ",");
}

Value selector_cell(const Value* selector) {
    std::vector<std::string> parts;
    const bool plain = selector != nullptr && selector->get("matchLabels") == nullptr &&
                       selector->get("matchExpressions") == nullptr;
    for (const auto& [key, value] :
         members(selector == nullptr || plain ? selector : selector->get("matchLabels"))) {
        parts.push_back(key + "=" + (value.is_string() ? value.as_string() : ""));
    }
    for (const Value& term :
         elements(plain || selector == nullptr ? nullptr : selector->get("matchExpressions"))) {
        std::vector<std::string> values;
        for (const Value& value : elements(term.get("values"))) {
            values.push_back(value.is_string() ? value.as_string() : "");
        }
        const std::string op = to_lower(term.text("operator"));
        const std::string key(term.text("key"));
        if (op == "exists" || op == "doesnotexist") {
            parts.push_back((op == "exists" ? "" : "!") + key);
        } else {
            std::string text = key;
            parts.push_back(text.append(" ").append(op).append(" (").append(join(values, ",")) +
                            ")");
        }
    }
    return joined_or(parts, kNoneCell);
}

Value ready_of_desired(const Value& object) {
    return of(object.integer_or(0, "status", "readyReplicas"),
              object.integer_or(0, "spec", "replicas"));
}

Value pod_ready(const Value& pod) {
    const auto& statuses = elements(pod.get("status", "containerStatuses"));
    const auto ready =
        std::ranges::count_if(statuses, [](const Value& status) { return status.flag("ready"); });
    return of(ready, static_cast<std::int64_t>(elements(pod.get("spec", "containers")).size()));
}

Value pod_status(const Value& pod) {
    if (pod.get("metadata", "deletionTimestamp") != nullptr) {
        return "Terminating";
    }
    if (const std::string_view reason = pod.text("status", "reason"); !reason.empty()) {
        return reason;
    }
    for (const Value& status : elements(pod.get("status", "containerStatuses"))) {
        for (const char* state : {"waiting", "terminated"}) {
            if (const std::string_view reason = status.text("state", state, "reason");
                !reason.empty()) {
                return reason;
            }
        }
    }
    return pod.text("status", "phase");
}

Value pod_restarts(const Value& pod) {
    std::int64_t restarts = 0;
    for (const Value& status : elements(pod.get("status", "containerStatuses"))) {
        restarts += status.integer_or(0, "restartCount");
    }
    return std::to_string(restarts);
}

Value job_status(const Value& job) {
    for (const char* type : {"Complete", "Failed", "Suspended"}) {
        if (has_condition(job, type)) {
            return type;
        }
    }
    return job.get("metadata", "deletionTimestamp") != nullptr ? "Terminating" : "Running";
}

Value job_completions(const Value& job) {
    const std::int64_t succeeded = job.integer_or(0, "status", "succeeded");
    if (job.get("spec", "completions") != nullptr) {
        return of(succeeded, job.integer_or(0, "spec", "completions"));
    }
    const std::int64_t parallelism = job.integer_or(0, "spec", "parallelism");
    return std::to_string(succeeded) +
           (parallelism > 1 ? "/1 of " + std::to_string(parallelism) : "/1");
}

Value job_duration(const Value& job, WallTime now) {
    const std::string_view begin = job.text("status", "startTime");
    if (begin.empty()) {
        return "";
    }
    const auto end = parse_time(job.text("status", "completionTime"));
    return age(begin, end ? *end : now);
}

std::string balancer_addresses(const Value& object) {
    std::vector<std::string> addresses;
    for (const Value& ingress : elements(object.get("status", "loadBalancer", "ingress"))) {
        const std::string_view ip = ingress.text("ip");
        addresses.emplace_back(ip.empty() ? ingress.text("hostname") : ip);
    }
    return join(addresses, ",");
}

Value service_external_ip(const Value& service) {
    const std::string_view type = service.text("spec", "type");
    if (type == "ExternalName") {
        return service.text("spec", "externalName");
    }
    std::vector<std::string> addresses;
    if (const std::string balancer = balancer_addresses(service);
        type == "LoadBalancer" && !balancer.empty()) {
        addresses.push_back(balancer);
    }
    for (const Value& ip : elements(service.get("spec", "externalIPs"))) {
        addresses.push_back(ip.is_string() ? ip.as_string() : "");
    }
    return joined_or(addresses, type == "LoadBalancer" ? "<pending>" : kNoneCell);
}

Value service_ports(const Value& service) {
    std::vector<std::string> ports;
    for (const Value& port : elements(service.get("spec", "ports"))) {
        std::string text = std::to_string(port.integer_or(0, "port"));
        if (const std::int64_t node_port = port.integer_or(0, "nodePort"); node_port != 0) {
            text += ":" + std::to_string(node_port);
        }
        const std::string_view protocol = port.text("protocol");
        ports.push_back(text + "/" + std::string(protocol.empty() ? "TCP" : protocol));
    }
    return joined_or(ports, kNoneCell);
}

Value endpoints_cell(const Value& endpoints) {
    std::vector<std::string> all;
    for (const Value& subset : elements(endpoints.get("subsets"))) {
        for (const Value& address : elements(subset.get("addresses"))) {
            const std::string ip(address.text("ip"));
            for (const Value& port : elements(subset.get("ports"))) {
                all.push_back(ip + ":" + std::to_string(port.integer_or(0, "port")));
            }
            if (elements(subset.get("ports")).empty()) {
                all.push_back(ip);
            }
        }
    }
    if (all.size() <= kMaxEndpointsShown) {
        return joined_or(all, kNoneCell);
    }
    const std::size_t more = all.size() - kMaxEndpointsShown;
    all.resize(kMaxEndpointsShown);
    return join(all, ",") + " + " + std::to_string(more) + " more...";
}

Value ingress_hosts(const Value& ingress) {
    std::vector<std::string> hosts;
    for (const Value& rule : elements(ingress.get("spec", "rules"))) {
        if (const std::string_view host = rule.text("host"); !host.empty()) {
            hosts.emplace_back(host);
        }
    }
    return joined_or(hosts, "*");
}

Value access_modes(const Value* modes) {
    static const std::map<std::string_view, const char*> kShort = {{"ReadWriteOnce", "RWO"},
                                                                   {"ReadOnlyMany", "ROX"},
                                                                   {"ReadWriteMany", "RWX"},
                                                                   {"ReadWriteOncePod", "RWOP"}};
    std::vector<std::string> parts;
    for (const Value& mode : elements(modes)) {
        const auto found = mode.is_string() ? kShort.find(mode.as_string()) : kShort.end();
        if (found != kShort.end()) {
            parts.emplace_back(found->second);
        }
    }
    return join(parts, ",");
}

Value phase_cell(const Value& object) {
    return object.get("metadata", "deletionTimestamp") != nullptr
               ? Value("Terminating")
               : Value(object.text("status", "phase"));
}

Value volume_claim(const Value& volume) {
    const Value* claim = volume.get("spec", "claimRef");
    return claim == nullptr ? Value("")
                            : Value(std::string(claim->text("namespace")) + "/" +
                                    std::string(claim->text("name")));
}

Value data_count(const Value& object) {
    return static_cast<std::int64_t>(members(object.get("data")).size() +
                                     members(object.get("binaryData")).size());
}

Value node_status(const Value& node) {
    const std::string ready = has_condition(node, "Ready") ? "Ready" : "NotReady";
    return ready + (node.flag("spec", "unschedulable") ? ",SchedulingDisabled" : "");
}

Value event_last_seen(const Value& event, WallTime now) {
    return first_age(event,
                     {event.get("series", "lastObservedTime"), event.get("lastTimestamp"),
                      event.get("eventTime")},
                     now);
}

Value event_first_seen(const Value& event, WallTime now) {
    return first_age(event, {event.get("firstTimestamp"), event.get("eventTime")}, now);
}

Value event_object(const Value& event) {
    return to_lower(event.text("involvedObject", "kind")) + "/" +
           std::string(event.text("involvedObject", "name"));
}

Value bound_role(const Value& binding) {
    return std::string(binding.text("roleRef", "kind")) + "/" +
           std::string(binding.text("roleRef", "name"));
}

Value bound_subjects(const Value& binding, std::string_view kind) {
    std::vector<std::string> names;
    for (const Value& subject : elements(binding.get("subjects"))) {
        if (subject.text("kind") == kind) {
            std::string name(subject.text("namespace"));
            name.append(name.empty() ? "" : "/").append(subject.text("name"));
            names.push_back(std::move(name));
        }
    }
    return Value(join(names, ", "));
}

Value scale_target(const Value& autoscaler) {
    return std::string(autoscaler.text("spec", "scaleTargetRef", "kind")) + "/" +
           std::string(autoscaler.text("spec", "scaleTargetRef", "name"));
}

Value number_or_text(const Value* value) {
    if (value == nullptr) {
        return "N/A";
    }
    return value->kind() == Value::Kind::kInt ? Value(std::to_string(value->as_int())) : *value;
}

}  // namespace sealer::standalone
