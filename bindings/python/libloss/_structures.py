"""The structs of include/loss.h, for ctypes.

Needs nothing but Python and loads nothing: accuracy/losses.py, bench/peers.py and docs/tools/curves.py read this file by
its path, without the package, which wants NumPy and a library of its own.
"""

import ctypes


class SumsStructure(ctypes.Structure):
    _fields_ = [("loss", ctypes.c_double), ("weight", ctypes.c_double), ("rows", ctypes.c_uint64)]


class Options(ctypes.Structure):
    """loss_options_f32 and _f64, which differ in what their pointers point to alone."""

    _fields_ = [
        ("reduction", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("threads", ctypes.c_uint32),
        ("reserved0", ctypes.c_uint32),
        ("upstream", ctypes.c_void_p),
        ("weight", ctypes.c_void_p),
        ("mask", ctypes.c_void_p),
        ("losses", ctypes.c_void_p),
        ("hessian", ctypes.c_void_p),
        ("sums", ctypes.c_void_p),
        ("workspace", ctypes.c_void_p),
        ("workspace_size", ctypes.c_size_t),
        ("reserved", ctypes.c_uint64 * 2),
    ]


class ClassOptions(ctypes.Structure):
    """loss_class_options_f32 and _f64."""

    _fields_ = [
        ("class_weight", ctypes.c_void_p),
        ("ignore_index", ctypes.c_void_p),
        ("label_smoothing", ctypes.c_double),
        ("temperature", ctypes.c_double),
        ("softcap", ctypes.c_double),
        ("z_loss", ctypes.c_double),
        ("row_stride", ctypes.c_size_t),
        ("inner", ctypes.c_size_t),
        ("lse", ctypes.c_void_p),
        ("entropy", ctypes.c_void_p),
        ("argmax", ctypes.c_void_p),
        ("class_bias", ctypes.c_void_p),
        ("target_i32", ctypes.c_void_p),
        ("target_stride", ctypes.c_size_t),
        ("reserved", ctypes.c_uint64 * 2),
    ]


class SequenceOptions(ctypes.Structure):
    """loss_sequence_options."""

    _fields_ = [
        ("normalization", ctypes.c_uint32),
        ("reserved0", ctypes.c_uint32),
        ("length", ctypes.c_double),
        ("batch_stride", ctypes.c_size_t),
        ("time_stride", ctypes.c_size_t),
        ("target_stride", ctypes.c_size_t),
        ("reserved", ctypes.c_uint64 * 4),
    ]


class Frame(ctypes.Structure):
    """What the pointers of a call lead to: a struct of zeros has the defaults."""

    _fields_ = [
        ("options", Options),
        ("classes", ClassOptions),
        ("value", ctypes.c_double),
        ("sums", SumsStructure),
        ("upstream", ctypes.c_double),
        ("ignore_index", ctypes.c_int64),
    ]
