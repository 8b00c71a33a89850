/**
 * @file common.hpp
 * What all losses for C++ have in common: arrays, options, results and errors. Included by the headers of the families
 * in this folder; loss.hpp says how losses are called.
 */

#ifndef LOSS_COMMON_HPP
#define LOSS_COMMON_HPP

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <type_traits>
#include <utility>
#if defined(__STDCPP_BFLOAT16_T__) || defined(__STDCPP_FLOAT16_T__)
#include <stdfloat>
#endif

#include "../loss.h"

#if !defined(LOSS_NO_EXCEPTIONS) && !defined(__cpp_exceptions) && !defined(_CPPUNWIND)
#define LOSS_NO_EXCEPTIONS
#endif

#ifdef LOSS_NO_EXCEPTIONS
#define LOSS_HPP_NOEXCEPT noexcept
#define LOSS_HPP_WAY returning
#else
#define LOSS_HPP_NOEXCEPT
#define LOSS_HPP_WAY throwing
#include <cstdio>
#include <exception>
#endif

namespace loss {

/**
 * The 16 bits of a bfloat16, as a type of its own, by which functions know the format: std::vector<loss::bf16>, or a
 * span over other memory, {reinterpret_cast<loss::bf16 *>(bits), n}. Arrays of std::bfloat16_t are taken as they are,
 * where <stdfloat> has it.
 */
enum class bf16 : std::uint16_t {};

/** The 16 bits of an IEEE 754 binary16, as a type of its own; arrays of std::float16_t are taken as they are. */
enum class f16 : std::uint16_t {};

namespace detail {

/** The type of the standard library with the bits of T, or T where there is none. */
template <class T>
struct standard {
    using type = T;
};

#ifdef __STDCPP_BFLOAT16_T__
template <>
struct standard<bf16> {
    using type = std::bfloat16_t;
};
template <>
struct standard<const bf16> {
    using type = const std::bfloat16_t;
};
#endif

#ifdef __STDCPP_FLOAT16_T__
template <>
struct standard<f16> {
    using type = std::float16_t;
};
template <>
struct standard<const f16> {
    using type = const std::float16_t;
};
#endif

template <class T>
using standard_t = typename standard<T>::type;

/** Half precision as the C functions take it. */
template <class T>
auto bits(T *half) noexcept
{
    using storage = std::conditional_t<std::is_const_v<T>, const std::uint16_t, std::uint16_t>;
    return reinterpret_cast<storage *>(half);
}

template <class T>
struct structs;

template <>
struct structs<float> {
    using options = loss_options_f32;
    using class_options = loss_class_options_f32;
};

template <>
struct structs<double> {
    using options = loss_options_f64;
    using class_options = loss_class_options_f64;
};

/** The type of data() of an array. A temporary array gives the type that it has as a constant array. */
template <class Array>
using pointer_of = decltype(std::data(std::declval<
    std::conditional_t<std::is_lvalue_reference_v<Array>, Array, const std::remove_reference_t<Array> &>>()));

/** Whether data() gives elements that are T, or become T by adding const; no other conversion is allowed. */
template <class Array, class T, class = void>
struct is_array_of : std::false_type {};

template <class Array, class T>
struct is_array_of<Array, T, std::void_t<pointer_of<Array>, decltype(std::size(std::declval<Array &>()))>>
    : std::is_convertible<std::remove_pointer_t<pointer_of<Array>> (*)[], T (*)[]> {};

} // namespace detail

/**
 * Contiguous elements that belong to the caller. It is made from anything that has data() and size() (std::vector,
 * std::array, std::span, another loss::span), from an array, or from a pointer and a size. Temporary containers can
 * only be read.
 */
template <class T>
class span {
public:
    using element_type = T;
    using value_type = std::remove_cv_t<T>;

    constexpr span() noexcept = default;

    constexpr span(T *data, std::size_t size) noexcept : data_(data), size_(size) {}

    /** A list of elements is refused: the literal 0 would be a null pointer, and {0, 2} two elements at address 0. */
    template <class Number, std::enable_if_t<std::is_integral_v<Number>, int> = 0>
    span(Number, std::size_t) = delete;

    template <class Array, std::enable_if_t<!std::is_same_v<std::decay_t<Array>, span> &&
                                                detail::is_array_of<Array, T>::value, int> = 0>
    constexpr span(Array &&array) noexcept(noexcept(std::data(array)) && noexcept(std::size(array)))
        : data_(std::data(array)), size_(static_cast<std::size_t>(std::size(array)))
    {
    }

    /** Half precision over arrays of the standard library's type of these bits. */
    template <class Array, std::enable_if_t<!std::is_same_v<detail::standard_t<T>, T> &&
                                                detail::is_array_of<Array, detail::standard_t<T>>::value, int> = 0>
    span(Array &&array) noexcept(noexcept(std::data(array)) && noexcept(std::size(array)))
        : data_(reinterpret_cast<T *>(std::data(array))), size_(static_cast<std::size_t>(std::size(array)))
    {
    }

    template <class Half, std::enable_if_t<!std::is_same_v<detail::standard_t<T>, T> &&
                                               std::is_convertible_v<Half (*)[], detail::standard_t<T> (*)[]>, int> = 0>
    span(Half *data, std::size_t size) noexcept : data_(reinterpret_cast<T *>(data)), size_(size)
    {
    }

    constexpr T *data() const noexcept { return data_; }
    constexpr std::size_t size() const noexcept { return size_; }
    constexpr bool empty() const noexcept { return size_ == 0; }
    constexpr T *begin() const noexcept { return data_; }
    constexpr T *end() const noexcept { return data_ + size_; }
    constexpr T &operator[](std::size_t index) const noexcept { return data_[index]; }

private:
    T *data_ = nullptr;
    std::size_t size_ = 0;
};

/**
 * An input of a function: a span for reading, or a list of elements in braces, which lives as long as the call. The
 * fields of options are spans: a list that is assigned to a field would end before the call, so it does not compile.
 */
template <class T>
class input : public span<const T> {
public:
    using span<const T>::span;

    constexpr input() noexcept = default;

    constexpr input(span<const T> array) noexcept : span<const T>(array) {}

    constexpr input(std::initializer_list<T> elements) noexcept : span<const T>(elements.begin(), elements.size()) {}
};

/**
 * A gradient of another type than the inputs, by which a function is told from that with a gradient of theirs: it is made
 * from an array, not from {}.
 */
template <class T>
class needed_span : public span<T> {
public:
    // Constructors are not inherited: that without arguments would be one of them.
    template <class Array, std::enable_if_t<!std::is_same_v<std::decay_t<Array>, needed_span> &&
                                                std::is_constructible_v<span<T>, Array>, int> = 0>
    constexpr needed_span(Array &&array) : span<T>(std::forward<Array>(array))
    {
    }

    constexpr needed_span(T *data, std::size_t size) noexcept : span<T>(data, size) {}
};

/** Options of every loss: the fields of loss_options_f32 and _f64. A field that is not set has its default. */
template <class T>
struct options {
    /** LOSS_MEAN, LOSS_SUM or LOSS_MEAN_ROWS. */
    std::uint32_t reduction = LOSS_MEAN;
    /** LOSS_ACCUMULATE, LOSS_BINARY_TARGETS, LOSS_FULL, LOSS_SWAP, LOSS_ZERO_INFINITY, LOSS_CLEAR_PADDING, their sum, or 0. */
    std::uint32_t flags = 0;
    /** The largest number of threads to use; 0 means the setting of set_num_threads. */
    std::uint32_t threads = 0;
    /** dJ/dvalue: multiplies gradient and Hessian, not the value. */
    double upstream = 1.0;
    /** One weight per row; empty means that all weights are 1. */
    span<const T> weight = {};
    /** One byte per row, 0 for a row that does not count; empty means that all rows count. */
    span<const std::uint8_t> mask = {};
    /** Output, per row: the loss before reduction. */
    span<T> losses = {};
    /** Output, in the input's layout: second derivatives. */
    span<T> hessian = {};
    /** Output: the sums from which the value is computed; NULL if not wanted. */
    loss_sums *sums = nullptr;
    /** Memory for functions that need more than their arrays; empty: none. */
    span<std::byte> workspace = {};
};

/** Options of losses over classes: the fields of loss_class_options_f32 and _f64. A field not set has its default. */
template <class T>
struct class_options {
    /** One weight per class; empty means that all weights are 1. */
    span<const T> class_weight = {};
    /** Rows with this target do not count. */
    std::int64_t ignore_index = -100;
    /** Label smoothing in [0, 1]; 0 means none. */
    double label_smoothing = 0.0;
    /** The logits are divided by the temperature; 0 means 1. */
    double temperature = 0.0;
    /** After the temperature, the logits become softcap * tanh(logits / softcap); 0 means no cap. */
    double softcap = 0.0;
    /** Adds z_loss * lse^2 to the loss of a row; 0 means none. */
    double z_loss = 0.0;
    /** The distance from one row (or outer index) to the next in every matrix, in elements; 0: classes (* inner). */
    std::size_t row_stride = 0;
    /** The layout is (rows / inner, classes, inner); 0 means 1. */
    std::size_t inner = 0;
    /** Outputs, per row. */
    span<T> lse = {};
    span<T> entropy = {};
    span<std::int64_t> argmax = {};
    /** One number per class, added after temperature and softcap; -INFINITY leaves the class out. Empty: none. */
    span<const T> class_bias = {};
    /** The index targets as 32-bit numbers; the argument that has them as 64-bit numbers is then empty. */
    span<const std::int32_t> target_i32 = {};
    /** The distance from one row (or outer index) of soft targets or a teacher to the next; 0: row_stride. */
    std::size_t target_stride = 0;
};

/** The options of a call that names none. */
template <class T>
inline constexpr options<T> defaults{};

template <class T>
inline constexpr class_options<T> class_defaults{};

namespace detail {

/** The pointer of an optional array: NULL if the array is empty, even if a container without elements has memory. */
template <class T>
constexpr T *or_null(span<T> array) noexcept
{
    return array.empty() ? nullptr : array.data();
}

/** Options as the C functions take them: NULL for the defaults. It points into the options from which it was made. */
template <class T>
class c_options {
public:
    constexpr explicit c_options(const options<T> &from) noexcept : absent_(&from == &defaults<T>)
    {
        if (absent_)
            return;
        struct_.reduction = from.reduction;
        struct_.flags = from.flags;
        struct_.threads = from.threads;
        struct_.upstream = &from.upstream;
        struct_.weight = or_null(from.weight);
        struct_.mask = or_null(from.mask);
        struct_.losses = or_null(from.losses);
        struct_.hessian = or_null(from.hessian);
        struct_.sums = from.sums;
        struct_.workspace = or_null(from.workspace);
        struct_.workspace_size = from.workspace.size();
    }

    constexpr const typename structs<T>::options *get() const noexcept { return absent_ ? nullptr : &struct_; }

private:
    typename structs<T>::options struct_{};
    bool absent_;
};

/** Class options as the C functions take them: NULL for the defaults. */
template <class T>
class c_class_options {
public:
    constexpr explicit c_class_options(const class_options<T> &from) noexcept : absent_(&from == &class_defaults<T>)
    {
        if (absent_)
            return;
        struct_.class_weight = or_null(from.class_weight);
        // Functions without index targets refuse it, so it is passed only if it was set.
        struct_.ignore_index = from.ignore_index == class_defaults<T>.ignore_index ? nullptr : &from.ignore_index;
        struct_.label_smoothing = from.label_smoothing;
        struct_.temperature = from.temperature;
        struct_.softcap = from.softcap;
        struct_.z_loss = from.z_loss;
        struct_.row_stride = from.row_stride;
        struct_.inner = from.inner;
        struct_.lse = or_null(from.lse);
        struct_.entropy = or_null(from.entropy);
        struct_.argmax = or_null(from.argmax);
        struct_.class_bias = or_null(from.class_bias);
        struct_.target_i32 = or_null(from.target_i32);
        struct_.target_stride = from.target_stride;
    }

    constexpr const typename structs<T>::class_options *get() const noexcept { return absent_ ? nullptr : &struct_; }

private:
    typename structs<T>::class_options struct_{};
    bool absent_;
};

/** a * b, or if that overflows a number that no array can have as its length. */
constexpr std::size_t product(std::size_t a, std::size_t b) noexcept
{
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    return b != 0 && a > most / b ? most : a * b;
}

/** a + b, in the same way. */
constexpr std::size_t sum(std::size_t a, std::size_t b) noexcept
{
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    return a > most - b ? most : a + b;
}

/** Remembers the first array whose length does not fit. */
class length_check {
public:
    /** An array that must have this number of elements. */
    constexpr void of(const char *name, std::size_t found, std::size_t wanted) noexcept
    {
        between(name, found, wanted, wanted);
    }

    /** An array that may be empty, which means that it is absent. */
    constexpr void of_optional(const char *name, std::size_t found, std::size_t wanted) noexcept
    {
        if (found != 0)
            of(name, found, wanted);
    }

    /**
     * An (outer, classes, inner) matrix as the options say; padding after its last row may be there or not, except that of
     * a gradient where flags have LOSS_CLEAR_PADDING.
     */
    template <class T>
    constexpr void of_matrix(const char *name, std::size_t found, std::size_t rows, std::size_t classes,
                             const class_options<T> &options, std::uint32_t flags = 0) noexcept
    {
        of_strided(name, found, rows, classes, options, options.row_stride, (flags & LOSS_CLEAR_PADDING) != 0);
    }

    /** Soft targets or a teacher, which may have a stride of their own. */
    template <class T>
    constexpr void of_target_matrix(const char *name, std::size_t found, std::size_t rows, std::size_t classes,
                                    const class_options<T> &options) noexcept
    {
        const std::size_t stride = options.target_stride == 0 ? options.row_stride : options.target_stride;
        of_strided(name, found, rows, classes, options, stride, false);
    }

    /** Index targets, which the options may have as 32-bit numbers. */
    template <class T>
    constexpr void of_indices(const char *name, std::size_t found, std::size_t wanted,
                              const class_options<T> &options) noexcept
    {
        if (options.target_i32.empty())
            of(name, found, wanted);
        else
            of("class_options.target_i32", options.target_i32.size(), wanted);
    }

    template <class T>
    constexpr void of_optional_matrix(const char *name, std::size_t found, std::size_t rows, std::size_t classes,
                                      const class_options<T> &options, std::uint32_t flags = 0) noexcept
    {
        if (found != 0)
            of_matrix(name, found, rows, classes, options, flags);
    }

    /** Frames of sequences, as the options say. */
    constexpr void of_frames(const char *name, std::size_t found, std::size_t batch, std::size_t max_time,
                             std::size_t classes, const loss_sequence_options &options) noexcept
    {
        const std::size_t time = options.time_stride == 0 ? classes : options.time_stride;
        const std::size_t sequence = options.batch_stride == 0 ? product(max_time, time) : options.batch_stride;
        const bool any = batch != 0 && max_time != 0;
        const std::size_t last = any ? sum(product(batch - 1, sequence), product(max_time - 1, time)) : 0;
        const std::size_t whole = product(batch, product(max_time, classes));
        const std::size_t least = any ? sum(last, classes) : 0;
        between(name, found, least, least > whole ? least : whole);
    }

    /** Labels of sequences, one after the other or padded. */
    constexpr void of_labels(const char *name, std::size_t found, std::size_t batch, span<const std::int64_t> lengths,
                             const loss_sequence_options &options) noexcept
    {
        const std::size_t stride = options.target_stride;
        std::size_t least = 0;
        for (std::size_t i = 0; i < batch; ++i) {
            // What is wrong with a length the library says.
            const std::int64_t length = i < lengths.size() ? lengths.data()[i] : 0;
            const std::size_t labels = lengths.empty() ? stride : length < 0 ? 0 : static_cast<std::size_t>(length);
            least = sum(stride == 0 ? least : product(i, stride), labels);
        }
        const std::size_t most = stride == 0 ? least : product(batch, stride);
        between(name, found, least, most > least ? most : least);
    }

    /** The arrays of the options that have one entry per row. */
    template <class T>
    constexpr void of_options(const options<T> &options, std::size_t rows) noexcept
    {
        of_optional("options.weight", options.weight.size(), rows);
        of_optional("options.mask", options.mask.size(), rows);
        of_optional("options.losses", options.losses.size(), rows);
    }

    template <class T>
    constexpr void of_class_options(const class_options<T> &options, std::size_t rows, std::size_t classes) noexcept
    {
        of_optional("class_options.class_weight", options.class_weight.size(), classes);
        of_optional("class_options.lse", options.lse.size(), rows);
        of_optional("class_options.entropy", options.entropy.size(), rows);
        of_optional("class_options.argmax", options.argmax.size(), rows);
        of_optional("class_options.class_bias", options.class_bias.size(), classes);
    }

    constexpr bool fit() const noexcept { return name_ == nullptr; }
    constexpr const char *name() const noexcept { return name_; }
    constexpr std::size_t found() const noexcept { return found_; }
    /** The number of elements that it may have: between least() and most(), which are mostly equal. */
    constexpr std::size_t least() const noexcept { return least_; }
    constexpr std::size_t most() const noexcept { return most_; }

private:
    template <class T>
    constexpr void of_strided(const char *name, std::size_t found, std::size_t rows, std::size_t classes,
                              const class_options<T> &options, std::size_t row_stride, bool whole) noexcept
    {
        const std::size_t inner = options.inner == 0 ? 1 : options.inner;
        const std::size_t block = product(classes, inner);
        const std::size_t stride = row_stride == 0 ? block : row_stride;
        if (stride < block || rows % inner != 0)
            return; // The library refuses these with a better message.
        const std::size_t most = product(rows / inner, stride);
        between(name, found, rows == 0 || whole ? most : most - (stride - block), most);
    }

    constexpr void between(const char *name, std::size_t found, std::size_t least, std::size_t most) noexcept
    {
        if (name_ == nullptr && (found < least || found > most)) {
            name_ = name;
            found_ = found;
            least_ = least;
            most_ = most;
        }
    }

    const char *name_ = nullptr;
    std::size_t found_ = 0;
    std::size_t least_ = 0;
    std::size_t most_ = 0;
};

} // namespace detail

/* The two ways are in namespaces of their own: the same function in two files would be one to the linker. */
#ifdef LOSS_NO_EXCEPTIONS
inline namespace LOSS_HPP_WAY {

/** LOSS_OK, or an error. */
class [[nodiscard]] status {
public:
    constexpr status(loss_status code, const char *message, const char *argument = nullptr) noexcept
        : message_(message), argument_(argument), code_(code)
    {
    }

    constexpr loss_status code() const noexcept { return code_; }
    constexpr bool ok() const noexcept { return code_ == LOSS_OK; }
    constexpr explicit operator bool() const noexcept { return ok(); }

    /** A sentence about the error, empty for LOSS_OK. It is valid until the next error on this thread. */
    constexpr const char *message() const noexcept { return message_; }

    /** If the error is the length of an array: the name of that array; otherwise NULL. */
    constexpr const char *argument() const noexcept { return argument_; }

private:
    const char *message_;
    const char *argument_;
    loss_status code_;
};

/** A value, or an error. */
class [[nodiscard]] result : public status {
public:
    constexpr result(const status &outcome, double value) noexcept
        : status(outcome), value_(outcome.ok() ? value : std::numeric_limits<double>::quiet_NaN())
    {
    }

    /** The value; NaN after an error. */
    constexpr double value() const noexcept { return value_; }
    constexpr double operator*() const noexcept { return value_; }

private:
    double value_;
};

namespace internal {

inline status finish(loss_status code, const detail::length_check &lengths) noexcept
{
    if (code == LOSS_OK)
        return {code, ""};
    if (!lengths.fit())
        return {code, "the length of an array does not fit the others", lengths.name()};
    return {code, loss_last_error()};
}

inline result finish(loss_status code, const detail::length_check &lengths, double value) noexcept
{
    return {finish(code, lengths), value};
}

} // namespace internal

} // namespace returning
#else
inline namespace LOSS_HPP_WAY {

/** The exception: a status and a sentence about it. Copying it allocates nothing. */
class error : public std::exception {
public:
    explicit error(loss_status code, const char *message) noexcept : status_(code)
    {
        std::snprintf(text_, sizeof text_, "%s", message);
    }

    /** For an array of the wrong length. */
    explicit error(const detail::length_check &lengths) noexcept : status_(LOSS_ERROR_SIZE)
    {
        const int begun = std::snprintf(text_, sizeof text_, "%s has %zu elements, not %zu", lengths.name(),
                                        lengths.found(), lengths.least());
        const auto length = static_cast<std::size_t>(begun);
        if (lengths.most() != lengths.least() && begun > 0 && length < sizeof text_)
            std::snprintf(text_ + length, sizeof text_ - length, " to %zu", lengths.most());
    }

    loss_status status() const noexcept { return status_; }
    const char *what() const noexcept override { return text_; }

private:
    loss_status status_;
    char text_[256];
};

/** The result of functions that return a value. */
using result = double;
/** The result of functions that return no value. */
using status = void;

namespace internal {

[[noreturn]] inline void raise(loss_status code, const detail::length_check &lengths)
{
    if (!lengths.fit())
        throw error(lengths);
    throw error(code, loss_last_error());
}

inline void finish(loss_status code, const detail::length_check &lengths)
{
    if (code != LOSS_OK)
        raise(code, lengths);
}

inline double finish(loss_status code, const detail::length_check &lengths, double value)
{
    finish(code, lengths);
    return value;
}

} // namespace internal

} // namespace throwing
#endif

/** A short text for a status. */
inline const char *status_string(loss_status code) noexcept
{
    return loss_status_string(code);
}

/** The version of the library, "major.minor.patch"; the version of the headers is in LOSS_VERSION_MAJOR and so on. */
inline const char *version() noexcept
{
    return loss_version();
}

/** The instruction set in use: "avx512", "avx2", "neon" or "scalar". */
inline const char *isa() noexcept
{
    return loss_isa();
}

/** The largest number of threads for calls whose options do not set it. */
inline std::uint32_t num_threads() noexcept
{
    return loss_num_threads();
}

inline namespace LOSS_HPP_WAY {

/** Sets the largest number of threads for calls whose options do not set it; 0 means the default. See loss.h. */
inline status set_num_threads(std::uint32_t threads) LOSS_HPP_NOEXCEPT
{
    return internal::finish(loss_set_num_threads(threads), {});
}

/** Lends the host's threads to the library; NULL takes them back. See loss.h. */
inline status set_executor(loss_parallel_for *function, void *context) LOSS_HPP_NOEXCEPT
{
    return internal::finish(loss_set_executor(function, context), {});
}

} // namespace LOSS_HPP_WAY

} // namespace loss

#endif
