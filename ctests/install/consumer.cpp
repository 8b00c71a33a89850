// A program of someone who has installed libloss: built by ci/install.sh with CMake against nothing but the installed
// files.
#include <array>
#include <cstdio>

#include "loss.hpp"

int main()
{
    const std::array<double, 4> pred{1, 2, 3, 4};
    const std::array<double, 4> target{0, 2, 5, 4};
    std::array<double, 4> grad{};
    const double value = loss::mse(pred, target, grad);
    // (1 + 0 + 4 + 0) / 4 and 2 (x - t) / 4: exact in binary.
    const bool right = value == 1.25 && grad == std::array<double, 4>{0.5, 0, -1, 0};
    std::printf("C++ program, libloss %s: %s\n", loss::version(), right ? "right" : "WRONG");
    return right ? 0 : 1;
}
