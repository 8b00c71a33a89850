/*
 * Where the fields of the option structs are, and how large these are, with 64-bit pointers: part of the
 * ABI, which other languages spell out by hand. ctests/harness.c asserts it of include/loss.h and
 * tests/abi.rs of the Rust structs. A line here changes only when the ABI does: see CONTRIBUTING.md.
 */

#define LOSS_OPTIONS_LAYOUT(FIELD, SIZE, type) \
    FIELD(type, reduction, 0)                  \
    FIELD(type, flags, 4)                      \
    FIELD(type, threads, 8)                    \
    FIELD(type, reserved0, 12)                 \
    FIELD(type, upstream, 16)                  \
    FIELD(type, weight, 24)                    \
    FIELD(type, mask, 32)                      \
    FIELD(type, losses, 40)                    \
    FIELD(type, hessian, 48)                   \
    FIELD(type, sums, 56)                      \
    FIELD(type, workspace, 64)                 \
    FIELD(type, workspace_size, 72)            \
    FIELD(type, reserved, 80)                  \
    SIZE(type, 96)

#define LOSS_CLASS_OPTIONS_LAYOUT(FIELD, SIZE, type) \
    FIELD(type, class_weight, 0)                     \
    FIELD(type, ignore_index, 8)                     \
    FIELD(type, label_smoothing, 16)                 \
    FIELD(type, temperature, 24)                     \
    FIELD(type, softcap, 32)                         \
    FIELD(type, z_loss, 40)                          \
    FIELD(type, row_stride, 48)                      \
    FIELD(type, inner, 56)                           \
    FIELD(type, lse, 64)                             \
    FIELD(type, entropy, 72)                         \
    FIELD(type, argmax, 80)                          \
    FIELD(type, class_bias, 88)                      \
    FIELD(type, target_i32, 96)                      \
    FIELD(type, target_stride, 104)                  \
    FIELD(type, reserved, 112)                       \
    SIZE(type, 128)

#define LOSS_SEQUENCE_OPTIONS_LAYOUT(FIELD, SIZE, type) \
    FIELD(type, normalization, 0)                       \
    FIELD(type, reserved0, 4)                           \
    FIELD(type, length, 8)                              \
    FIELD(type, batch_stride, 16)                       \
    FIELD(type, time_stride, 24)                        \
    FIELD(type, target_stride, 32)                      \
    FIELD(type, reserved, 40)                           \
    SIZE(type, 72)

#define LOSS_SUMS_LAYOUT(FIELD, SIZE, type) \
    FIELD(type, loss, 0)                    \
    FIELD(type, weight, 8)                  \
    FIELD(type, rows, 16)                   \
    SIZE(type, 24)

#define LOSS_STATUS_LAYOUT(FIELD, SIZE, type) \
    SIZE(type, 4)
