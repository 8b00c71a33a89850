// The header from C++17: linkage, zero-initialised options, a few calls. How the functions behave is
// tested by harness.c.
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <type_traits>
#include <vector>

#include "loss.h"

static_assert(std::is_standard_layout_v<loss_options_f32> && std::is_trivial_v<loss_options_f32>);
static_assert(std::is_standard_layout_v<loss_class_options_f64> &&
              std::is_trivial_v<loss_class_options_f64>);
static_assert(std::is_same_v<std::underlying_type_t<loss_status>, std::int32_t>);

// extern "C" is what gives the functions their names; a second declaration of other linkage would
// not compile.
extern "C" LOSS_API const char *loss_version(void);

namespace {

int passed = 0;
int failed = 0;

void check(bool condition, const char *name)
{
    ++(condition ? passed : failed);
    if (!condition)
        std::printf("FAILED: %s\n", name);
}

bool near(double actual, double expected)
{
    return std::abs(actual - expected) <= 1e-6;
}

// Expected by hand: ((0.1)^2 + (0.1)^2 + (0.2)^2 + (0.3)^2) / 4 = 0.0375, and 2 (x - t) / 4.
void mean_squared_error()
{
    const std::vector<float> pred{0.9f, 0.1f, 0.8f, 0.7f};
    const std::vector<float> target{1.0f, 0.0f, 1.0f, 1.0f};
    std::vector<float> grad(pred.size());
    double value = 0.0;
    loss_status status =
        loss_mse_f32(pred.data(), target.data(), pred.size(), nullptr, &value, grad.data());
    check(status == LOSS_OK, "mse: status");
    check(near(value, 0.0375), "mse: value");
    check(near(grad[0], -0.05) && near(grad[1], 0.05) && near(grad[2], -0.1) && near(grad[3], -0.15),
          "mse: gradient");

    loss_options_f32 options{};
    options.reduction = LOSS_SUM;
    status = loss_mse_f32(pred.data(), target.data(), pred.size(), &options, &value, nullptr);
    check(status == LOSS_OK && near(value, 0.15), "mse: sum");
}

// Expected by hand: equal logits of K classes give log K and a gradient of 1/K - [c = y].
void cross_entropy()
{
    const std::array<double, 4> logits{};
    const std::int64_t target = 2;
    std::array<double, 4> grad{};
    double entropy = 0.0;
    double value = 0.0;
    loss_class_options_f64 class_options{};
    class_options.entropy = &entropy;
    const loss_options_f64 options{};
    loss_status status = loss_cross_entropy_f64(logits.data(), &target, 1, logits.size(),
                                                &class_options, &options, &value, grad.data());
    check(status == LOSS_OK, "cross_entropy: status");
    check(near(value, std::log(4.0)) && near(entropy, std::log(4.0)), "cross_entropy: value");
    check(near(grad[0], 0.25) && near(grad[2], -0.75), "cross_entropy: gradient");
}

void errors()
{
    double value = 7.0;
    loss_status status = loss_mse_f32(nullptr, nullptr, 1, nullptr, &value, nullptr);
    check(status == LOSS_ERROR_NULL_POINTER, "NULL: status");
    check(value == 7.0, "NULL: value untouched");
    check(std::string(loss_last_error()).find("pred") != std::string::npos, "NULL: message");
    check(!std::string(loss_status_string(status)).empty(), "NULL: words");
}

void version()
{
    const std::string header = std::to_string(LOSS_VERSION_MAJOR) + "." +
                               std::to_string(LOSS_VERSION_MINOR) + "." +
                               std::to_string(LOSS_VERSION_PATCH);
    check(header == loss_version(), "version of header and library");
}

} // namespace

int main()
{
    mean_squared_error();
    cross_entropy();
    errors();
    version();
    std::printf("C++ harness, libloss %s, %s: %d passed, %d failed\n", loss_version(), loss_isa(),
                passed, failed);
    return failed == 0 ? 0 : 1;
}
