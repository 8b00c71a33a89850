// First steps with libloss in C++: a loss is a function of arrays that returns its value and writes its gradient.
//
//   c++ -std=c++17 -Iinclude examples/quickstart.cpp -Ltarget/release -lloss -o quickstart
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "loss.hpp"

namespace {

// Prints a result; 1 if its value, at four digits, is not the expected one. Written so that NaN is a failure too.
int show(const char *name, double value, double expected, loss::span<const float> grad)
{
    std::printf("%-14s %.4f  gradient", name, value);
    for (const float number : grad)
        std::printf(" %7.4f", static_cast<double>(number));
    std::printf("\n");
    return std::fabs(value - expected) <= 0.5e-4 ? 0 : 1;
}

} // namespace

int main()
try {
    std::printf("libloss %s (%s)\n", loss::version(), loss::isa());
    int failures = 0;

    // Anything with data() and size() is an array, and so are arrays; an empty gradient is not wanted.
    const std::vector<float> y_pred{0.9f, 0.1f, 0.8f, 0.7f};
    const std::array<float, 4> y_true{1, 0, 1, 1};
    std::vector<float> grad(y_pred.size());
    failures += show("MSE", loss::mse(y_pred, y_true), 0.0375, {});
    failures += show("MSE", loss::mse(y_pred, y_true, grad), 0.0375, grad);

    // Options: what is not named is the default. With C++20, in the call: {.flags = LOSS_BINARY_TARGETS}.
    loss::options<float> binary;
    binary.flags = LOSS_BINARY_TARGETS;
    failures += show("Hinge", loss::hinge(y_pred, y_true, grad, binary), 0.4250, grad);

    // Rows of logits, and the class that is right for each; the lengths are checked against the sizes.
    const float logits[] = {0.2f, 0.8f, 0.9f, 0.1f, 0.3f, 0.7f, 0.4f, 0.6f};
    const std::int64_t target[] = {1, 0, 1, 1};
    std::array<float, 8> row_grad{};
    failures += show("Cross-entropy", loss::cross_entropy(logits, target, 4, 2, row_grad), 0.4799, row_grad);

    // Errors are thrown, and name the argument and the row. With LOSS_NO_EXCEPTIONS they are returned.
    try {
        const std::int64_t wrong[] = {1, 0, 1, 2};
        loss::cross_entropy(logits, wrong, 4, 2);
        failures++;
    } catch (const loss::error &error) {
        std::printf("%s: %s\n", loss::status_string(error.status()), error.what());
    }
    return failures == 0 ? 0 : 1;
} catch (const loss::error &error) {
    std::printf("%s\n", error.what());
    return 1;
}
