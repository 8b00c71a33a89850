// loss.hpp: every function for float and double gives the bits of the C function that it is over, refuses arrays of
// wrong lengths by name, and passes on the library's errors. Compiled with and without exceptions, see ci/cpp.sh.
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#if __cplusplus >= 202002L
#include <span>
#endif

#include "loss.hpp"

namespace {

int passed = 0;
int failed = 0;

void check(bool condition, const std::string &name)
{
    ++(condition ? passed : failed);
    if (!condition)
        std::printf("FAILED: %s\n", name.c_str());
}

constexpr std::size_t ROWS = 6, CLASSES = 5, N = ROWS * CLASSES, BATCH = 2, LENGTH = 3;

// What a call came to, in either way of reporting errors. A body that throws is caught here; one that returns a status
// or a result converts.
struct outcome {
    loss_status code = LOSS_OK;
    std::string text;
    double value = 0.0;
};

#ifdef LOSS_NO_EXCEPTIONS
outcome plain(const loss::status &status)
{
    const char *argument = status.argument();
    return {status.code(), argument != nullptr ? argument : status.message(), 0.0};
}
outcome plain(const loss::result &result)
{
    outcome found = plain(static_cast<const loss::status &>(result));
    found.value = result.value();
    return found;
}
#define OUTCOME(call) plain(call)
#else
template <class Call>
outcome plain(Call call)
{
    try {
        if constexpr (std::is_void_v<decltype(call())>) {
            call();
            return {};
        } else {
            return {LOSS_OK, "", call()};
        }
    } catch (const loss::error &error) {
        return {error.status(), error.what(), std::numeric_limits<double>::quiet_NaN()};
    }
}
#define OUTCOME(call) plain([&] { return call; })
#endif

// Chooses the C function of a type.
#define C(T, name)                                                                                                     \
    [] {                                                                                                               \
        if constexpr (std::is_same_v<T, float>)                                                                        \
            return loss_##name##_f32;                                                                                  \
        else                                                                                                           \
            return loss_##name##_f64;                                                                                  \
    }()

template <class T>
std::vector<T> numbers(std::size_t n, unsigned state)
{
    // In (0, 1), good for all losses: a probability, and near enough to one for the binary targets.
    std::vector<T> all(n);
    for (T &number : all) {
        state = state * 1664525u + 1013904223u;
        number = static_cast<T>((state >> 8) + 1) / static_cast<T>(16777218);
    }
    return all;
}

template <class T>
bool same(const std::vector<T> &a, const std::vector<T> &b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

// NaN is NaN: the odds of a preference have no number for what is no log-probability.
bool same(double a, double b)
{
    return a == b || (a != a && b != b);
}

template <class E>
std::vector<E> shorter(std::vector<E> array)
{
    array.pop_back();
    return array;
}

// One option set, in the structs of C and of C++ alike, each with output arrays of its own.
enum feature {
    NOTHING, SUM, UNKNOWN_REDUCTION, ACCUMULATE, BINARY, THREADS, UPSTREAM, WEIGHT, MASK, LOSSES, HESSIAN, SUMS,
    CLASS_WEIGHT, IGNORE, SMOOTHING, TEMPERATURE, SOFTCAP, Z_LOSS, INNER, LSE, ENTROPY, ARGMAX, CLASS_BIAS,
    FEATURES
};

// How many losses took a feature; each is taken by at least one.
int taken[FEATURES];

template <class T>
struct outputs {
    outputs(std::size_t rows, std::size_t layout) : losses(rows), hessian(layout), lse(rows), entropy(rows), argmax(rows)
    {
    }

    bool operator==(const outputs &other) const
    {
        return same(losses, other.losses) && same(hessian, other.hessian) && same(lse, other.lse) &&
               same(entropy, other.entropy) && same(argmax, other.argmax) && same(sums.loss, other.sums.loss) &&
               sums.weight == other.sums.weight && sums.rows == other.sums.rows;
    }

    std::vector<T> losses, hessian, lse, entropy;
    std::vector<std::int64_t> argmax;
    loss_sums sums{};
};

template <class T>
struct setting {
    setting(std::size_t rows, std::size_t layout)
        : weight(numbers<T>(rows, 9)), class_weight(numbers<T>(CLASSES, 10)), mask(rows, 1), of_c(rows, layout),
          of_cpp(rows, layout)
    {
        mask[1] = 0;
    }

    void set(feature which)
    {
        switch (which) {
        case SUM: options.reduction = c.reduction = LOSS_SUM; break;
        case UNKNOWN_REDUCTION: options.reduction = c.reduction = 7; break;
        case ACCUMULATE: options.flags = c.flags = LOSS_ACCUMULATE; break;
        case BINARY: options.flags = c.flags = LOSS_BINARY_TARGETS; break;
        case THREADS: options.threads = c.threads = 2; break;
        case UPSTREAM: options.upstream = upstream, c.upstream = &upstream; break;
        case WEIGHT: options.weight = weight, c.weight = weight.data(); break;
        case MASK: options.mask = mask, c.mask = mask.data(); break;
        case LOSSES: options.losses = of_cpp.losses, c.losses = of_c.losses.data(); break;
        case HESSIAN: options.hessian = of_cpp.hessian, c.hessian = of_c.hessian.data(); break;
        case SUMS: options.sums = &of_cpp.sums, c.sums = &of_c.sums; break;
        case CLASS_WEIGHT: class_options.class_weight = class_weight, c_class.class_weight = class_weight.data(); break;
        case IGNORE: class_options.ignore_index = ignored, c_class.ignore_index = &ignored; break;
        case SMOOTHING: class_options.label_smoothing = c_class.label_smoothing = 0.125; break;
        case TEMPERATURE: class_options.temperature = c_class.temperature = 2.0; break;
        case SOFTCAP: class_options.softcap = c_class.softcap = 3.0; break;
        case Z_LOSS: class_options.z_loss = c_class.z_loss = 0.25; break;
        case INNER: class_options.inner = c_class.inner = 2; break;
        case LSE: class_options.lse = of_cpp.lse, c_class.lse = of_c.lse.data(); break;
        case ENTROPY: class_options.entropy = of_cpp.entropy, c_class.entropy = of_c.entropy.data(); break;
        case CLASS_BIAS: class_options.class_bias = class_weight, c_class.class_bias = class_weight.data(); break;
        case ARGMAX: class_options.argmax = of_cpp.argmax, c_class.argmax = of_c.argmax.data(); break;
        case NOTHING:
        case FEATURES: break;
        }
    }

    double upstream = 0.75;
    std::int64_t ignored = 2;
    std::vector<T> weight, class_weight;
    std::vector<std::uint8_t> mask;
    outputs<T> of_c, of_cpp;
    loss::options<T> options;
    loss::class_options<T> class_options;
    typename loss::detail::structs<T>::options c{};
    typename loss::detail::structs<T>::class_options c_class{};
};

// What a function takes: features that it has no place for are not tried.
enum : unsigned { has_options = 1, has_class_options = 2, has_hessian = 4 };

bool has_place_for(unsigned has, int feature)
{
    if (feature == NOTHING)
        return true;
    return (has & (feature < CLASS_WEIGHT ? has_options : has_class_options)) != 0;
}

// Calls a loss through C, by c(class_options, options, value, grad), and through C++, by cpp(grad, class_options,
// options), with each option alone: the same status, sentence, value and arrays. Of several gradients, `grad` holds all.
template <class T, class InC, class InCpp>
void compare(const std::string &loss, std::size_t rows, std::size_t layout, unsigned has, InC in_c, InCpp in_cpp)
{
    constexpr T UNTOUCHED = T(0.4375);
    const std::string label = loss + (std::is_same_v<T, float> ? "_f32: " : "_f64: ");
    for (int index = NOTHING; index < FEATURES; index++) {
        if (!has_place_for(has, index))
            continue;
        const std::string with = label + "feature " + std::to_string(index) + ": ";
        setting<T> set(rows, layout);
        set.set(static_cast<feature>(index));
        std::vector<T> c_grad(layout, UNTOUCHED), grad(layout, UNTOUCHED);
        double value = std::numeric_limits<double>::quiet_NaN();
        // With nothing set, C gets NULL and C++ its default arguments.
        const bool none = index == NOTHING;
        const auto *c_class = none ? nullptr : &set.c_class;
        const auto *c_options = none ? nullptr : &set.c;
        const loss_status code = in_c(c_class, c_options, &value, c_grad.data());
        const std::string sentence = code == LOSS_OK ? "" : loss_last_error();
        const outcome found = none ? in_cpp(loss::span<T>(grad), loss::class_defaults<T>, loss::defaults<T>)
                                   : in_cpp(loss::span<T>(grad), set.class_options, set.options);
        check(found.code == code, with + "status: " + found.text + ", in C: " + sentence);
        check(found.text == sentence, with + "sentence: " + found.text + ", in C: " + sentence);
        check(code != LOSS_OK || same(found.value, value), with + "value");
        check(code == LOSS_OK || found.value != found.value, with + "a value in spite of an error");
        check(same(grad, c_grad), with + "gradient");
        check(set.of_cpp == set.of_c, with + "outputs of the options");
        check((code == LOSS_OK) != same(grad, std::vector<T>(layout, UNTOUCHED)), with + "a gradient was written");
        taken[index] += code == LOSS_OK;
        if (none) {
            check(code == LOSS_OK, with + sentence);
            const outcome alone = in_cpp(loss::span<T>(), loss::class_defaults<T>, loss::defaults<T>);
            check(alone.code == LOSS_OK && same(alone.value, value), with + "value without gradient");
        }
    }
}

void refused(const std::string &loss, const char *argument, const outcome &found)
{
    check(found.code == LOSS_ERROR_SIZE, loss + ", length of " + argument + ": " + found.text);
#ifdef LOSS_NO_EXCEPTIONS
    check(found.text == argument, loss + ", length of " + argument + ": names " + found.text);
#else
    check(found.text.compare(0, std::strlen(argument) + 5, std::string(argument) + " has ") == 0,
          loss + ", length of " + argument + ": " + found.text);
#endif
}

// Every array of the options that is too short is refused by its name.
template <class T, class InCpp>
void compare_lengths(const std::string &loss, std::size_t rows, std::size_t layout, unsigned has, InCpp in_cpp)
{
    const auto with = [&](const char *argument, auto change) {
        setting<T> set(rows, layout);
        std::vector<T> grad(layout);
        change(set);
        refused(loss, argument, in_cpp(loss::span<T>(grad), set.class_options, set.options));
        check(same(grad, std::vector<T>(layout)), loss + ": written in spite of an error");
    };
    using S = setting<T>;
    if (has & has_options) {
        with("options.weight", [&](S &set) { set.options.weight = {set.weight.data(), rows - 1}; });
        with("options.mask", [&](S &set) { set.options.mask = {set.mask.data(), rows - 1}; });
        with("options.losses", [&](S &set) { set.options.losses = {set.of_cpp.losses.data(), rows - 1}; });
    }
    if (has & has_hessian)
        with("options.hessian", [&](S &set) { set.options.hessian = {set.of_cpp.hessian.data(), layout - 1}; });
    if (!(has & has_class_options))
        return;
    with("class_options.class_weight",
         [&](S &set) { set.class_options.class_weight = {set.class_weight.data(), CLASSES - 1}; });
    with("class_options.class_bias",
         [&](S &set) { set.class_options.class_bias = {set.class_weight.data(), CLASSES - 1}; });
    with("class_options.lse", [&](S &set) { set.class_options.lse = {set.of_cpp.lse.data(), rows - 1}; });
    with("class_options.entropy", [&](S &set) { set.class_options.entropy = {set.of_cpp.entropy.data(), rows - 1}; });
    with("class_options.argmax", [&](S &set) { set.class_options.argmax = {set.of_cpp.argmax.data(), rows - 1}; });
}

// The lambdas of a loss: what C and C++ are given in addition to the options.
#define IN_C(...)                                                                                                      \
    [&](auto *class_options, auto *options, double *value, T *grad) {                                                  \
        (void)class_options, (void)options;                                                                            \
        return __VA_ARGS__;                                                                                            \
    }
#define IN_CPP(...)                                                                                                    \
    [&](loss::span<T> grad, const loss::class_options<T> &class_options, const loss::options<T> &options) {            \
        (void)class_options, (void)options;                                                                            \
        return OUTCOME(__VA_ARGS__);                                                                                   \
    }
// Of a function with an output in place of value and gradient.
#define IN_C_OF_OUTPUT(...)                                                                                            \
    [&](auto *class_options, auto *options, double *value, T *out) {                                                   \
        (void)class_options, (void)options;                                                                            \
        *value = 0.0;                                                                                                  \
        return __VA_ARGS__;                                                                                            \
    }
#define IN_CPP_OF_OUTPUT(...)                                                                                          \
    [&](loss::span<T> grad, const loss::class_options<T> &class_options, const loss::options<T> &options) {            \
        (void)class_options, (void)options;                                                                            \
        const loss::span<T> out = grad.empty() ? loss::span<T>(own) : grad;                                            \
        outcome found = OUTCOME(__VA_ARGS__);                                                                          \
        if (found.code != LOSS_OK)                                                                                     \
            found.value = std::numeric_limits<double>::quiet_NaN();                                                    \
        return found;                                                                                                  \
    }

// One of several gradients that lie one behind another, or nothing of nothing.
template <class T>
loss::span<T> part(loss::span<T> all, std::size_t index, std::size_t count)
{
    const std::size_t length = all.size() / count;
    return {all.data() + index * length, length};
}

template <class E>
loss::span<const E> if_given(bool given, const std::vector<E> &array)
{
    return given ? loss::span<const E>(array) : loss::span<const E>();
}

// Two classes a row, then the end.
inline std::vector<std::int64_t> lists()
{
    std::vector<std::int64_t> entries(N, -1);
    for (std::size_t row = 0; row < ROWS; row++) {
        entries[row * CLASSES] = static_cast<std::int64_t>(row % CLASSES);
        entries[row * CLASSES + 1] = static_cast<std::int64_t>((row + 2) % CLASSES);
    }
    return entries;
}

template <class E>
std::vector<E> signs_of(std::vector<E> numbers)
{
    for (E &number : numbers)
        number = number < E(0.5) ? E(-1) : E(1);
    return numbers;
}

// Each row of CLASSES elements rises.
template <class E>
std::vector<E> rising_of(std::vector<E> numbers)
{
    for (std::size_t i = 0; i < numbers.size(); i++)
        numbers[i] += static_cast<E>(i % CLASSES);
    return numbers;
}

// The arrays that calls are given, a test of each loss, and all() of them.
template <class T>
struct each_loss {
    const std::vector<T> inputs[3]{numbers<T>(N, 1), numbers<T>(N, 3), numbers<T>(N, 5)};
    const std::vector<double> doubles[3]{numbers<double>(N, 4), numbers<double>(N, 6), numbers<double>(N, 7)};
    const std::vector<T> targets = numbers<T>(N, 2), row_targets = numbers<T>(ROWS, 8);
    const std::vector<T> rising = rising_of(targets);
    const std::vector<T> class_targets = numbers<T>(CLASSES, 12);
    const std::vector<T> signs = signs_of(targets), row_signs = signs_of(row_targets);
    const std::vector<std::int64_t> index{4, 0, 1, 2, 3, 2}, list = lists();
    const std::vector<std::uint8_t> bytes = std::vector<std::uint8_t>(N, 1);
    std::vector<T> own = std::vector<T>(N);
    std::vector<double> own_doubles = std::vector<double>(N);

#include "each_loss.hpp"
};

// What counts as an array, and of what.
template <class From, class T>
constexpr bool makes = std::is_convertible_v<From, loss::span<T>>;
static_assert(makes<std::vector<float> &, float> && makes<std::vector<float> &, const float>);
static_assert(makes<const std::vector<float> &, const float> && !makes<const std::vector<float> &, float>);
static_assert(makes<std::vector<float>, const float> && !makes<std::vector<float>, float>);
static_assert(makes<std::array<float, 3> &, float> && makes<float (&)[3], float> && makes<const float (&)[3], const float>);
static_assert(makes<loss::span<float>, float> && makes<loss::span<float>, const float>);
static_assert(!makes<loss::span<const float>, float>);
static_assert(!makes<std::vector<double> &, float> && !makes<std::vector<float> &, double>);
static_assert(!makes<std::vector<bool> &, const std::uint8_t> && !makes<std::string &, float> && !makes<int, float>);
static_assert(std::is_trivially_copyable_v<loss::span<float>>);
#if __cplusplus >= 202002L
static_assert(makes<std::span<float>, float> && makes<std::span<const float, 3>, const float>);
static_assert(!makes<std::span<const float>, float>);
#endif

// Functions of half precision give the bits of the C function: with gradients of their type, of float, and without.
template <class Half, class Function, class OfFloat>
void half_of(const char *name, Function function, OfFloat of_float)
{
    const std::vector<std::uint16_t> bits{0x3C00, 0x3E00, 0xBC00, 0x0001, 0x4200, 0x0000};
    std::vector<Half> pred(bits.size()), target(bits.size(), Half{0x3800}), grad(bits.size());
    std::memcpy(pred.data(), bits.data(), bits.size() * sizeof(Half));
    const std::vector<std::uint16_t> targets(bits.size(), 0x3800);
    std::vector<std::uint16_t> c_grad(bits.size());
    std::vector<float> c_float_grad(bits.size()), float_grad(bits.size()), c_losses(bits.size()), losses(bits.size());

    loss_options_f32 c_options{};
    c_options.reduction = LOSS_SUM;
    c_options.losses = c_losses.data();
    loss::options<float> options;
    options.reduction = LOSS_SUM;
    options.losses = losses;
    double mean = 0.0, sum = 0.0;
    check(function(bits.data(), targets.data(), bits.size(), nullptr, &mean, c_grad.data()) == LOSS_OK, name);
    check(of_float(bits.data(), targets.data(), bits.size(), &c_options, &sum, c_float_grad.data()) == LOSS_OK, name);

    outcome found = OUTCOME(loss::mse(pred, target));
    check(found.code == LOSS_OK && found.value == mean, std::string(name) + ": value");
    found = OUTCOME(loss::mse(pred, target, grad));
    check(found.value == mean && std::memcmp(grad.data(), c_grad.data(), grad.size() * sizeof(Half)) == 0,
          std::string(name) + ": gradient");
    found = OUTCOME(loss::mse(pred, target, {}, options));
    check(found.value == sum && same(losses, c_losses), std::string(name) + ": options");
    found = OUTCOME(loss::mse(pred, target, float_grad, options));
    check(found.value == sum && same(float_grad, c_float_grad), std::string(name) + ": gradient of float");
    found = OUTCOME(loss::mse({pred.data(), 2}, {target.data(), 2}, {grad.data(), 2}));
    check(found.code == LOSS_OK, std::string(name) + ": pointers");
    found = OUTCOME(loss::mse(pred, target, loss::span<float>(float_grad.data(), 2)));
    check(found.code == LOSS_ERROR_SIZE && found.text.find("grad") != std::string::npos, std::string(name) + ": length");
    found = OUTCOME(loss::mse(pred, target, pred));
    check(found.code == LOSS_OK && std::memcmp(pred.data(), c_grad.data(), pred.size() * sizeof(Half)) == 0,
          std::string(name) + ": in place");
}

void half_precision()
{
    static_assert(sizeof(loss::bf16) == sizeof(loss_bf16) && sizeof(loss::f16) == sizeof(loss_f16));
    half_of<loss::bf16>("bf16", loss_mse_bf16, loss_mse_bf16_f32);
    half_of<loss::f16>("f16", loss_mse_f16, loss_mse_f16_f32);
#ifdef __STDCPP_BFLOAT16_T__
    std::vector<std::bfloat16_t> pred(N), target(N), grad(N);
    check(OUTCOME(loss::mse(pred, target, grad)).code == LOSS_OK, "std::bfloat16_t");
    check(OUTCOME(loss::mse({pred.data(), N}, {target.data(), N})).code == LOSS_OK, "pointers to std::bfloat16_t");
#endif
#ifdef __STDCPP_FLOAT16_T__
    std::vector<std::float16_t> x(N), t(N);
    std::vector<float> of_float(N);
    check(OUTCOME(loss::mse(x, t, of_float)).code == LOSS_OK, "std::float16_t");
#endif
}

void spans_and_calls()
{
    const float c_array[3] = {1, 2, 4};
    const std::array<float, 3> array{0, 2, 1};
    std::vector<float> grad(3);
    check(OUTCOME(loss::mse(c_array, array, grad)).value == 10.0 / 3, "arrays");
    check(grad == std::vector<float>{2.0f / 3, 0, 2}, "gradient of arrays");
    check(OUTCOME(loss::mse({c_array, 2}, {array.data(), 2})).value == 0.5, "pointers and sizes");
    check(OUTCOME(loss::mse(std::vector<double>{3}, std::vector<double>{1})).value == 4.0, "temporaries");
    // A container without elements may have memory, which is not to be written to.
    grad.assign(3, 9.0f);
    grad.clear();
    check(OUTCOME(loss::mse(c_array, array, grad)).code == LOSS_OK && grad.data()[0] == 9.0f, "an empty gradient");
    std::vector<float> in_place(c_array, c_array + 3);
    check(OUTCOME(loss::mse(in_place, array, in_place)).code == LOSS_OK && in_place[2] == 2.0f, "in place");
#if __cplusplus >= 202002L
    check(OUTCOME(loss::mse(c_array, array, {}, {.reduction = LOSS_SUM})).value == 10.0, "designated");
    check(OUTCOME(loss::mse(std::span(c_array), std::span(array))).value == 10.0 / 3, "std::span");
    const std::int64_t target[] = {2};
    check(OUTCOME(loss::cross_entropy(c_array, target, 1, 3, {}, {.temperature = 2.0}, {.upstream = 3.0})).code == LOSS_OK,
          "both options designated");
#endif
    check(OUTCOME(loss::mse({}, std::vector<float>{})).value == 0.0, "nothing");
}

// The types of what is in braces here, where it compiles at all. Literals, as 0 alone is a null pointer too.
template <class Span>
using span_of_zeros = decltype(Span{0, 0});
template <class Span>
using span_of_zero_and_size = decltype(Span{0, 2});
template <class Span>
using span_of_pointer_and_size = decltype(Span{static_cast<typename Span::element_type *>(nullptr), 2});
template <class Span>
using assigned_numbers = decltype(std::declval<Span &>() = {0, 2});
template <class Span>
using assigned_nothing = decltype(std::declval<Span &>() = {});
template <class X>
using call_with_numbers_as_grad = decltype(loss::mse(std::declval<X>(), std::declval<X>(), {0, 2}));
template <class X>
using call_without_grad = decltype(loss::mse(std::declval<X>(), std::declval<X>(), {}));
template <class X>
using call_with_number_as_grad = decltype(loss::mse(std::declval<X>(), std::declval<X>(), 0));
template <class X>
using call_with_numbers_as_both_inputs = decltype(loss::mse({0, 2}, {std::declval<X>(), 2}));
template <class X>
using call_with_array_and_size = decltype(loss::mse({std::declval<X>(), 3}, std::declval<X>()));
template <class T>
using options_with_numbers = decltype(loss::options<T>{LOSS_MEAN, 0, 0, 1.0, {0, 2}});
template <class T>
using options_with_mask_of_numbers = decltype(loss::options<T>{LOSS_MEAN, 0, 0, 1.0, {}, {0, 2}});
template <class T>
using options_with_losses_of_numbers = decltype(loss::options<T>{LOSS_MEAN, 0, 0, 1.0, {}, {}, {0, 2}});
template <class T>
using options_with_nothing = decltype(loss::options<T>{LOSS_MEAN, 0, 0, 1.0, {}, {}, {}, {}});
template <class T>
using class_options_with_numbers = decltype(loss::class_options<T>{{0, 2}});
template <class X>
using call_with_numbers_in_class_options =
    decltype(loss::softmax(std::declval<X>(), 2, 3, std::declval<X>(), {{0, 2}}));

template <template <class> class Expression, class T, class = void>
struct compiles : std::false_type {};
template <template <class> class Expression, class T>
struct compiles<Expression, T, std::void_t<Expression<T>>> : std::true_type {};

// {0, 2} is two elements or it does not compile: never a null pointer and a size.
template <class Span>
constexpr bool refuses_numbers = !compiles<span_of_zeros, Span>::value && !compiles<span_of_zero_and_size, Span>::value &&
                                 !compiles<assigned_numbers, Span>::value && compiles<assigned_nothing, Span>::value &&
                                 compiles<span_of_pointer_and_size, Span>::value;

template <class T>
constexpr void numbers_in_braces_of()
{
    static_assert(refuses_numbers<loss::span<T>> && refuses_numbers<loss::span<const T>>);
    static_assert(!compiles<options_with_numbers, T>::value && !compiles<options_with_mask_of_numbers, T>::value);
    static_assert(!compiles<options_with_losses_of_numbers, T>::value && compiles<options_with_nothing, T>::value);
    static_assert(!compiles<class_options_with_numbers, T>::value);
    using X = std::vector<T> &;
    static_assert(!compiles<call_with_numbers_as_grad, X>::value && !compiles<call_with_number_as_grad, X>::value);
    static_assert(compiles<call_without_grad, X>::value && !compiles<call_with_array_and_size, X>::value);
    static_assert(!compiles<call_with_numbers_in_class_options, X>::value);
    static_assert(compiles<call_with_numbers_as_both_inputs, const T *>::value);
    // What a temporary may be read from, may not be written to.
    static_assert(!std::is_constructible_v<loss::span<T>, std::initializer_list<T>>);
}

void numbers_in_braces()
{
    numbers_in_braces_of<float>();
    numbers_in_braces_of<double>();
    static_assert(refuses_numbers<loss::span<const std::int64_t>> && refuses_numbers<loss::span<std::int64_t>>);
    static_assert(refuses_numbers<loss::span<const std::uint8_t>>);

    const std::vector<float> logits = numbers<float>(6, 8);
    const std::vector<std::int64_t> target{0, 2}, zeros{0, 0};
    const double value = OUTCOME(loss::cross_entropy(logits, target, 2, 3)).value;
    check(OUTCOME(loss::cross_entropy(logits, {0, 2}, 2, 3)).value == value, "a list of classes");
    check(OUTCOME(loss::cross_entropy(logits, {0, 0}, 2, 3)).value ==
              OUTCOME(loss::cross_entropy(logits, zeros, 2, 3)).value, "a list of zeros");
    refused("a list that is too long", "target", OUTCOME(loss::cross_entropy(logits, {0, 2, 1}, 2, 3)));
    refused("a list that is too short", "target", OUTCOME(loss::cross_entropy(logits, {0}, 2, 3)));
    refused("no list", "target", OUTCOME(loss::cross_entropy(logits, {}, 2, 3)));
    check(OUTCOME(loss::mse({logits.data(), 2}, {0, 2})).value ==
              OUTCOME(loss::mse({logits.data(), 2}, std::vector<float>{0, 2})).value, "a list of numbers");
    std::vector<float> grad(2);
    check(OUTCOME(loss::mse({logits.data(), 2}, {logits[0], 2.0f}, grad)).code == LOSS_OK && grad[0] == 0.0f && grad[1] != 0.0f,
          "a list of numbers that are not constants");
    check(OUTCOME(loss::combine({1.0, 2.0}, {0.5, 0.25})).value == 1.0, "two lists");
    check(OUTCOME(loss::mse({std::array<float, 2>{1, 2}}, {std::array<float, 2>{1, 4}})).value == 2.0, "arrays in braces");
    loss::options<float> options;
    const std::vector<float> weight{1, 3};
    options.weight = {weight.data(), 2};
    check(options.weight.data() == weight.data() && options.weight.size() == 2, "a pointer and a size in options");
    options.weight = {};
    check(options.weight.empty(), "nothing in options");
}

// Padding after the last row may be there or not.
void strides()
{
    const std::vector<float> logits = numbers<float>(2 * 4, 6);
    const std::vector<std::int64_t> target{0, 2};
    std::vector<float> out(8, -1.0f);
    loss::class_options<float> padded;
    padded.row_stride = 4;
    const auto call = [&](std::size_t length) {
        return OUTCOME(loss::cross_entropy({logits.data(), length}, target, 2, 3, {out.data(), length}, padded));
    };
    check(call(8).code == LOSS_OK && call(7).code == LOSS_OK && out[3] == -1.0f && out[7] == -1.0f, "padded rows");
    refused("padded rows", "logits", call(6));
    refused("padded rows", "logits", call(9));
#ifndef LOSS_NO_EXCEPTIONS
    check(call(6).text == "logits has 6 elements, not 7 to 8", "the range in the message: " + call(6).text);
    check(call(9).text == "logits has 9 elements, not 7 to 8", "the range in the message: " + call(9).text);
#endif
    padded.row_stride = 2;
    check(call(8).text.find("row_stride") != std::string::npos, "a stride that is too small");
    padded.row_stride = 0;
    padded.inner = 3;
    check(call(6).text.find("inner") != std::string::npos, "rows that inner does not divide");
    constexpr std::size_t HUGE_SIZE = std::numeric_limits<std::size_t>::max() / 2;
    check(OUTCOME(loss::softmax(logits, HUGE_SIZE, 3, out)).code == LOSS_ERROR_SIZE, "sizes that overflow");
    check(OUTCOME(loss::kl_div(logits, logits, HUGE_SIZE, 3)).code == LOSS_ERROR_SIZE, "sizes that overflow");
}

// Index targets of 32 bits, soft targets with a stride of their own, padding that is cleared.
void where_arrays_are()
{
    const std::vector<float> logits = numbers<float>(2 * 3, 6);
    const std::vector<std::int64_t> target{0, 2};
    const std::vector<std::int32_t> narrow{0, 2};
    loss::class_options<float> options;
    options.target_i32 = narrow;
    double expected = 0.0;
    check(loss_cross_entropy_f32(logits.data(), target.data(), 2, 3, nullptr, nullptr, &expected, nullptr) == LOSS_OK, "C");
    const outcome found = OUTCOME(loss::cross_entropy(logits, {}, 2, 3, {}, options));
    check(found.code == LOSS_OK && found.value == expected, "32 bits: " + found.text);
    const outcome both = OUTCOME(loss::cross_entropy(logits, target, 2, 3, {}, options));
    check(both.code == LOSS_ERROR_INVALID_ARGUMENT, "32 bits and 64: " + both.text);
    options.target_i32 = {narrow.data(), 1};
    refused("32 bits", "class_options.target_i32", OUTCOME(loss::cross_entropy(logits, {}, 2, 3, {}, options)));

    const std::vector<float> soft{1.0f, 0.0f, 0.0f, 7.0f, 0.0f, 0.0f, 1.0f, 7.0f};
    loss::class_options<float> wide;
    wide.target_stride = 4;
    const outcome strided = OUTCOME(loss::cross_entropy_soft(logits, soft, 2, 3, {}, wide));
    check(strided.code == LOSS_OK && std::fabs(strided.value - expected) < 1e-6, "a stride of targets: " + strided.text);
    refused("a stride of targets", "target_prob", OUTCOME(loss::cross_entropy_soft(logits, {soft.data(), 6}, 2, 3, {}, wide)));

    std::vector<float> grad(8, -1.0f);
    std::vector<float> padded(8, 0.5f);
    loss::class_options<float> padding;
    padding.row_stride = 4;
    loss::options<float> clear;
    clear.flags = LOSS_CLEAR_PADDING;
    check(OUTCOME(loss::cross_entropy(padded, target, 2, 3, grad, padding, clear)).code == LOSS_OK, "padding");
    check(grad[3] == 0.0f && grad[7] == 0.0f && grad[0] < 0.0f, "padding is cleared");
    refused("padding", "grad",
            OUTCOME(loss::cross_entropy(padded, target, 2, 3, {grad.data(), 7}, padding, clear)));
}

// Log-probabilities of tokens, which each_loss does not visit.
void tokens()
{
    const std::vector<float> logits = numbers<float>(2 * 3 * 4, 8);
    const std::vector<std::int64_t> tokens{0, 2, 1, 3, 3, 0};
    std::vector<float> log_prob(6), grad(24), d_log_prob(6, 1.0f);
    std::vector<double> sums(2);
    std::vector<std::int64_t> counts(2);
    check(OUTCOME(loss::token_log_prob(logits, tokens, 2, 3, 4, 1, log_prob, {}, {}, sums, counts)).code == LOSS_OK,
          "token_log_prob");
    check(std::fabs(sums[0] - log_prob[0] - log_prob[1]) < 1e-6 && counts[0] == 2 && log_prob[2] == 0.0f, "sums of sequences");
    check(OUTCOME(loss::token_log_prob_backward(logits, tokens, 2, 3, 4, 1, {}, {}, d_log_prob, {}, {}, grad)).code == LOSS_OK,
          "token_log_prob_backward");
    check(grad[2] > 0.0f && grad[8] == 0.0f, "the gradient at the next token, and none at the last position");
    refused("token_log_prob", "sequence_log_prob",
            OUTCOME(loss::token_log_prob(logits, tokens, 2, 3, 4, 1, log_prob, {}, {}, {sums.data(), 1})));
    refused("token_log_prob_backward", "lse",
            OUTCOME(loss::token_log_prob_backward(logits, tokens, 2, 3, 4, 1, {sums.data(), 2}, {}, d_log_prob, {}, {}, grad)));
}

// The linear layer with its loss, which each_loss does not visit either.
void linear()
{
    const std::vector<float> hidden{1, 0, 0, 1, 1, 1, -1, 2}, weight{1, 0, 0, 1, -1, -1}, bias{0.0f, 0.5f, 0.0f};
    const std::vector<std::int64_t> target{0, 1, 1, 2};
    std::vector<float> logits(12), grad_hidden(8), grad_weight(6), grad_bias(3);
    for (std::size_t at = 0; at < logits.size(); at++)
        logits[at] = hidden[at / 3 * 2] * weight[at % 3 * 2] + hidden[at / 3 * 2 + 1] * weight[at % 3 * 2 + 1] + bias[at % 3];
    std::vector<std::byte> memory(loss_linear_cross_entropy_workspace_f32(4, 2, 3, 1, nullptr));
    loss::options<float> options;
    options.workspace = memory;
    const outcome expected = OUTCOME(loss::cross_entropy(logits, target, 4, 3));
    const outcome found = OUTCOME(loss::linear_cross_entropy(hidden, weight, target, 4, 2, 3, bias, grad_hidden, grad_weight,
                                                             grad_bias, {}, options));
    check(found.code == LOSS_OK && std::fabs(found.value - expected.value) < 1e-6, "linear_cross_entropy: " + found.text);
    check(std::fabs(grad_bias[0] + grad_bias[1] + grad_bias[2]) < 1e-6 && grad_bias[0] != 0.0f, "gradients of logits add up to 0");
    options.workspace = {memory.data(), memory.size() - 1};
    const outcome less = OUTCOME(loss::linear_cross_entropy(hidden, weight, target, 4, 2, 3, bias, grad_hidden, {}, {}, {}, options));
    check(less.code == LOSS_ERROR_SIZE, "a byte less: " + less.text);
    options.workspace = memory;
    refused("linear_cross_entropy", "weight",
            OUTCOME(loss::linear_cross_entropy(hidden, {weight.data(), 5}, target, 4, 2, 3, bias, {}, {}, {}, {}, options)));
    refused("linear_cross_entropy", "grad_bias",
            OUTCOME(loss::linear_cross_entropy(hidden, weight, target, 4, 2, 3, bias, {}, {}, {grad_bias.data(), 2}, {}, options)));
}

// bfloat16 from numbers that it has.
std::vector<loss::bf16> of_bf16(const std::vector<float> &numbers)
{
    std::vector<loss::bf16> halves(numbers.size());
    for (std::size_t at = 0; at < numbers.size(); at++) {
        std::uint32_t bits;
        std::memcpy(&bits, &numbers[at], sizeof bits);
        const auto upper = static_cast<std::uint16_t>(bits >> 16);
        std::memcpy(&halves[at], &upper, sizeof upper);
    }
    return halves;
}

// Layer and tokens in half precision: of the same numbers the same results, and gradients of float, which tell functions apart.
void half_layer()
{
    const std::vector<float> hidden{1, 0, 0, 1, 1, 1, -1, 2}, weight{1, 0, 0, 1, -1, -1}, bias{0.0f, 0.5f, 0.0f};
    const std::vector<std::int64_t> target{0, 1, 1, 2};
    std::vector<float> grad_hidden(8), grad_weight(6), grad_bias(3), float_hidden(8), float_weight(6), float_bias(3);
    const auto half_hidden = of_bf16(hidden), half_weight = of_bf16(weight), half_bias = of_bf16(bias);
    std::vector<loss::bf16> half(6);
    std::vector<std::byte> memory(loss_linear_cross_entropy_workspace_bf16(4, 2, 3, 1, nullptr));
    loss::options<float> options;
    options.workspace = memory;
    const outcome expected =
        OUTCOME(loss::linear_cross_entropy(hidden, weight, target, 4, 2, 3, bias, grad_hidden, grad_weight, grad_bias, {}, options));
    outcome found = OUTCOME(loss::linear_cross_entropy(half_hidden, half_weight, target, 4, 2, 3, half_bias, float_hidden,
                                                       float_weight, float_bias, {}, options));
    check(found.code == LOSS_OK && found.value == expected.value, "linear_cross_entropy of bf16: " + found.text);
    check(same(float_hidden, grad_hidden) && same(float_weight, grad_weight) && same(float_bias, grad_bias), "gradients of float");
    found = OUTCOME(loss::linear_cross_entropy(half_hidden, half_weight, target, 4, 2, 3, half_bias, {}, half, {}, {}, options));
    check(found.value == expected.value, "a gradient of bf16: " + found.text);
    std::uint16_t bits;
    std::memcpy(&bits, half.data(), sizeof bits);
    std::uint32_t wide;
    std::memcpy(&wide, grad_weight.data(), sizeof wide);
    // To nearest: at most half a unit of bf16 away.
    const auto apart = static_cast<std::int64_t>(wide) - (static_cast<std::int64_t>(bits) << 16);
    check(apart >= -0x8000 && apart <= 0x8000, "a gradient of bf16 is rounded");

    std::vector<float> log_prob(4), half_log_prob(4), grad(24), half_grad(24);
    const std::vector<float> logits = {1, 0, 2, -1, 0.5f, 3}, d_log_prob(2, 1.0f);
    const auto half_logits = of_bf16(logits);
    const std::vector<std::int64_t> tokens{2, 0};
    check(OUTCOME(loss::token_log_prob(logits, tokens, 1, 2, 3, 0, {log_prob.data(), 2})).code == LOSS_OK, "tokens");
    check(OUTCOME(loss::token_log_prob(half_logits, tokens, 1, 2, 3, 0, {half_log_prob.data(), 2})).code == LOSS_OK, "tokens of bf16");
    check(same(half_log_prob, log_prob), "log-probabilities of bf16");
    const loss::span<float> of_whole(grad.data(), 6), of_half(half_grad.data(), 6);
    check(OUTCOME(loss::token_log_prob_backward(logits, tokens, 1, 2, 3, 0, {}, {}, d_log_prob, {}, {}, of_whole)).code == LOSS_OK,
          "tokens backward");
    found = OUTCOME(loss::token_log_prob_backward(half_logits, tokens, 1, 2, 3, 0, {}, {}, d_log_prob, {}, {}, of_half));
    check(found.code == LOSS_OK && same(half_grad, grad), "tokens of bf16 backward: " + found.text);
}

// The linear layer with log-probabilities of tokens, which each_loss does not visit either.
void linear_tokens()
{
    const std::vector<float> hidden{1, 0, 0, 1, 1, 1, -1, 2}, weight{1, 0, 0, 1, -1, -1}, bias{0.0f, 0.5f, 0.0f};
    const std::vector<std::int64_t> tokens{0, 1, 1, 2};
    std::vector<float> logits(12), log_prob(4), of_logits(4), grad_hidden(8), grad_weight(6), grad_bias(3);
    for (std::size_t at = 0; at < logits.size(); at++)
        logits[at] = hidden[at / 3 * 2] * weight[at % 3 * 2] + hidden[at / 3 * 2 + 1] * weight[at % 3 * 2 + 1] + bias[at % 3];
    std::vector<std::byte> memory(loss_linear_token_log_prob_workspace_f32(2, 2, 2, 3, 1, nullptr));
    loss::options<float> options;
    options.workspace = memory;
    const outcome expected = OUTCOME(loss::token_log_prob(logits, tokens, 2, 2, 3, 1, of_logits));
    const outcome found = OUTCOME(loss::linear_token_log_prob(hidden, weight, tokens, 2, 2, 2, 3, 1, bias, log_prob, {}, {}, {},
                                                              {}, {}, options));
    check(expected.code == LOSS_OK && found.code == LOSS_OK && same(log_prob, of_logits) && log_prob[0] < 0.0f,
          "linear_token_log_prob: " + found.text);
    const std::vector<float> d_log_prob(4, 1.0f);
    const outcome back = OUTCOME(loss::linear_token_log_prob_backward(hidden, weight, tokens, 2, 2, 2, 3, 1, bias, {}, {},
                                                                      d_log_prob, {}, {}, grad_hidden, grad_weight, grad_bias,
                                                                      {}, options));
    check(back.code == LOSS_OK && grad_hidden[2] == 0.0f && grad_hidden[0] != 0.0f && grad_bias[0] < 0.0f,
          "linear_token_log_prob_backward: " + back.text);
    refused("linear_token_log_prob", "weight",
            OUTCOME(loss::linear_token_log_prob(hidden, {weight.data(), 5}, tokens, 2, 2, 2, 3, 1, bias, log_prob, {}, {}, {},
                                                {}, {}, options)));
    refused("linear_token_log_prob_backward", "grad_bias",
            OUTCOME(loss::linear_token_log_prob_backward(hidden, weight, tokens, 2, 2, 2, 3, 1, bias, {}, {}, d_log_prob, {}, {},
                                                         grad_hidden, grad_weight, {grad_bias.data(), 2}, {}, options)));
}

// Sequences, which each_loss does not visit either.
void sequences()
{
    const std::vector<float> logits = numbers<float>(2 * 4 * 3, 9);
    const std::vector<std::int64_t> labels{1, 2, 2}, padded{1, 2, 2, 7}, frames{4, 3}, lengths{2, 1};
    std::vector<float> grad(24), losses(2);
    std::vector<std::byte> memory(loss_ctc_workspace_f32(2, 4, 2, 3, 1, nullptr));
    loss::options<float> options;
    options.workspace = memory;
    options.losses = losses;
    loss_sequence_options sequences{};
    sequences.normalization = LOSS_LENGTH_MEAN;
    const outcome flat = OUTCOME(loss::ctc(logits, labels, 2, 4, 3, 0, frames, lengths, grad, sequences, options));
    check(flat.code == LOSS_OK && std::fabs(flat.value - (losses[0] + losses[1]) / 2) < 1e-6, "ctc: " + flat.text);
    check(grad[23] == 0.0f && std::fabs(grad[0] + grad[1] + grad[2]) < 1e-6, "frames add up to 0, those beyond the length are 0");
    sequences.target_stride = 2;
    const outcome other = OUTCOME(loss::ctc(logits, padded, 2, 4, 3, 0, frames, lengths, {}, sequences, options));
    check(other.code == LOSS_OK && other.value == flat.value, "padded labels: " + other.text);
    check(OUTCOME(loss::ctc(logits, {padded.data(), 3}, 2, 4, 3, 0, frames, lengths, {}, sequences, options)).code == LOSS_OK,
          "nothing behind the last labels");
    const outcome logarithms = OUTCOME(loss::ctc_log_prob(logits, padded, 2, 4, 3, 0, frames, lengths, grad, sequences, options));
    check(logarithms.code == LOSS_OK && std::fabs(grad[0] + grad[1] + grad[2] + 0.25f) < 1e-6, "ctc_log_prob: " + logarithms.text);
    refused("ctc", "logits",
            OUTCOME(loss::ctc({logits.data(), 23}, padded, 2, 4, 3, 0, frames, lengths, {}, sequences, options)));
    refused("ctc", "targets",
            OUTCOME(loss::ctc(logits, {padded.data(), 2}, 2, 4, 3, 0, frames, lengths, {}, sequences, options)));
    refused("ctc", "target_lengths",
            OUTCOME(loss::ctc(logits, padded, 2, 4, 3, 0, frames, {lengths.data(), 1}, {}, sequences, options)));
    refused("ctc", "grad",
            OUTCOME(loss::ctc(logits, padded, 2, 4, 3, 0, frames, lengths, {grad.data(), 23}, sequences, options)));
    sequences.time_stride = 6;
    sequences.batch_stride = 3;
    check(OUTCOME(loss::ctc(logits, padded, 2, 4, 3, 0, frames, lengths, grad, sequences, options)).code == LOSS_OK, "time first");
}

void errors()
{
    const std::vector<float> logits = numbers<float>(6, 7);
    const outcome target = OUTCOME(loss::cross_entropy(logits, std::vector<std::int64_t>{0, 3}, 2, 3));
    check(target.code == LOSS_ERROR_TARGET, "target: status");
    check(target.text == "target[1] = 3 is not in [0, 3) and is not ignore_index -100", "target: " + target.text);
    std::vector<float> three(3);
    check(OUTCOME(loss::mse({logits.data(), 3}, {logits.data() + 3, 3}, {three.data() + 1, 3})).code == LOSS_OK, "apart");
    std::vector<float> both(4, 1.0f);
    check(OUTCOME(loss::mse({both.data(), 3}, {logits.data(), 3}, {both.data() + 1, 3})).code == LOSS_ERROR_OVERLAP,
          "overlap");
    check(OUTCOME(loss::mse({static_cast<float *>(nullptr), 3}, {logits.data(), 3})).code == LOSS_ERROR_NULL_POINTER, "NULL");
    check(OUTCOME(loss::js_div(logits, logits, 2, 3, 1.5)).code == LOSS_ERROR_INVALID_ARGUMENT, "beta");
#ifdef LOSS_NO_EXCEPTIONS
    const loss::result wrong = loss::mse(logits, three);
    check(!wrong && !wrong.ok() && wrong.value() != wrong.value() && *wrong != *wrong, "a result that is an error");
    check(std::string(wrong.argument()) == "target" && wrong.message()[0] != '\0', "the argument of a wrong length");
    const loss::result right = loss::mse(logits, logits);
    check(right && right.value() == 0.0 && *right == 0.0 && right.message()[0] == '\0' && right.argument() == nullptr,
          "a result that is a value");
    static_assert(noexcept(loss::mse(logits, three)));
#else
    const outcome wrong = OUTCOME(loss::mse(logits, three));
    check(wrong.text == "target has 3 elements, not 6", "lengths in the message: " + wrong.text);
    static_assert(std::is_nothrow_copy_constructible_v<loss::error> && !noexcept(loss::mse(logits, three)));
#endif
}

void one_after_another(void *, std::size_t tasks, void (*task)(void *data, std::size_t index), void *data)
{
    for (std::size_t index = 0; index < tasks; index++)
        task(data, index);
}

void runtime()
{
    check(std::string(loss::version()) == loss_version() && std::string(loss::isa()) == loss_isa(), "version and isa");
    check(std::string(loss::status_string(LOSS_ERROR_SIZE)) == loss_status_string(LOSS_ERROR_SIZE), "words");
    check(OUTCOME(loss::set_num_threads(3)).code == LOSS_OK && loss::num_threads() == 3, "threads");
    check(OUTCOME(loss::set_num_threads(0)).code == LOSS_OK && loss::num_threads() >= 1, "default threads");
    check(OUTCOME(loss::set_executor(one_after_another, nullptr)).code == LOSS_OK, "executor");
    check(OUTCOME(loss::set_executor(nullptr, nullptr)).code == LOSS_OK, "no executor");
}

} // namespace

// Of the file that is compiled the other way, where there is one: both are linked into one program.
#ifdef OTHER_WAY
int wrappers_of_the_other_way();
#endif
#ifdef AS_OTHER_WAY
int wrappers_of_the_other_way()
#else
int main()
#endif
{
    half_precision();
    each_loss<float>().all();
    each_loss<double>().all();
    for (int index = 0; index < FEATURES; index++)
        check((taken[index] > 0) == (index != UNKNOWN_REDUCTION), "feature " + std::to_string(index) + " was never taken");
    spans_and_calls();
    numbers_in_braces();
    strides();
    where_arrays_are();
    tokens();
    linear();
    half_layer();
    linear_tokens();
    sequences();
    errors();
    runtime();
#ifdef OTHER_WAY
    failed += wrappers_of_the_other_way();
#endif
#ifdef LOSS_NO_EXCEPTIONS
    const char *way = "status";
#else
    const char *way = "exceptions";
#endif
    std::printf("C++%ld wrappers, %s: %d passed, %d failed\n", __cplusplus / 100 % 100, way, passed, failed);
    return failed == 0 ? 0 : 1;
}
