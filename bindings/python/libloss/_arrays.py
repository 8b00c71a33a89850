"""Arrays of others, taken as they are: no copy, no conversion, and a named refusal of the rest."""

from __future__ import annotations

import ctypes
from typing import Any, Literal, Optional, Protocol, Union

import numpy as np
import numpy.typing as npt


class SupportsDLPack(Protocol):
    """A tensor that exports its memory by DLPack: PyTorch, JAX, TensorFlow, CuPy, …"""

    def __dlpack__(self, *args: Any, **kwargs: Any) -> Any: ...

    def __dlpack_device__(self) -> Any: ...


class SupportsArrayInterface(Protocol):
    """An object with NumPy's array interface."""

    @property
    def __array_interface__(self) -> Any: ...


#: An array that a function reads: NumPy, DLPack on the CPU, the array interface or the buffer protocol.
Array = Union[
    npt.NDArray[Any], SupportsDLPack, SupportsArrayInterface, memoryview, bytearray, bytes
]
#: An output: True for a new NumPy array, or an array to write into; None or False: not wanted.
Output = Union[bool, None, Array]
#: An output that the caller asks for.
Wanted = Union[Literal[True], Array]

_CPU_DEVICES = (1, 3)  # kDLCPU, and kDLCUDAHost: pinned memory
_READ_ONLY = 1  # DLPACK_FLAG_BITMASK_READ_ONLY
# DLPack's type codes and widths that some argument has. Whoever does not export one is told its name.
_DLPACK_DTYPES = {
    (2, 32): "<f4",
    (2, 64): "<f8",
    (0, 64): "<i8",
    (0, 32): "<i4",
    (0, 8): "|i1",
    (1, 8): "|u1",
    (6, 8): "|b1",
}
_DLPACK_KINDS = {0: "int", 1: "uint", 2: "float", 4: "bfloat", 5: "complex", 6: "bool"}


class _Tensor(ctypes.Structure):
    """DLTensor of dlpack.h."""

    _fields_ = [
        ("data", ctypes.c_void_p),
        ("device_type", ctypes.c_int32),
        ("device_id", ctypes.c_int32),
        ("ndim", ctypes.c_int32),
        ("code", ctypes.c_uint8),
        ("bits", ctypes.c_uint8),
        ("lanes", ctypes.c_uint16),
        ("shape", ctypes.POINTER(ctypes.c_int64)),
        ("strides", ctypes.POINTER(ctypes.c_int64)),
        ("byte_offset", ctypes.c_uint64),
    ]


class _Versioned(ctypes.Structure):
    """DLManagedTensorVersioned of dlpack.h."""

    _fields_ = [
        ("major", ctypes.c_uint32),
        ("minor", ctypes.c_uint32),
        ("manager_ctx", ctypes.c_void_p),
        ("deleter", ctypes.c_void_p),
        ("flags", ctypes.c_uint64),
        ("tensor", _Tensor),
    ]


_capsule_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_capsule_pointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
_capsule_pointer.restype = ctypes.c_void_p
_capsule_is = ctypes.pythonapi.PyCapsule_IsValid
_capsule_is.argtypes = [ctypes.py_object, ctypes.c_char_p]
_capsule_is.restype = ctypes.c_int


class _Memory:
    """Lets NumPy see the memory of a tensor, which lives as long as this does."""

    def __init__(self, owner: Any, capsule: Any, interface: dict[str, Any]) -> None:
        self.owner = owner
        self.capsule = capsule  # unused, so that its own destructor gives the tensor back
        self.__array_interface__ = interface


def _export(name: str, tensor: Any) -> Any:
    """The capsule of a tensor, with a word about being read-only where it knows one."""
    try:
        try:
            return tensor.__dlpack__(max_version=(1, 0))
        except TypeError:
            return tensor.__dlpack__()
    except (BufferError, RuntimeError, TypeError, ValueError) as error:
        raise ValueError(f"{name}: {type(tensor).__name__} is not exported: {error}") from error


def _from_dlpack(name: str, tensor: Any) -> npt.NDArray[Any]:
    """A view of a tensor. NumPy's own `from_dlpack` makes every one of PyTorch read-only."""
    try:
        device = int(tensor.__dlpack_device__()[0])
    except (BufferError, RuntimeError, ValueError):
        device = 0  # one that DLPack has no number for
    if device not in _CPU_DEVICES:
        raise TypeError(f"{name}: the tensor is not in the memory of the CPU")
    capsule = _export(name, tensor)
    if _capsule_is(capsule, b"dltensor_versioned"):
        managed = _Versioned.from_address(_capsule_pointer(capsule, b"dltensor_versioned"))
        if managed.major != 1:
            raise TypeError(f"{name}: DLPack {managed.major}.{managed.minor} is not known")
        view, read_only = managed.tensor, bool(managed.flags & _READ_ONLY)
    else:
        view = _Tensor.from_address(_capsule_pointer(capsule, b"dltensor"))
        # That kind of capsule cannot tell. PyTorch's tensors may be written, JAX's arrays never.
        read_only = type(tensor).__module__.partition(".")[0] != "torch"
    dtype = _DLPACK_DTYPES.get((view.code, view.bits)) if view.lanes == 1 else None
    if dtype is None:
        kind = _DLPACK_KINDS.get(view.code, f"kind {view.code} of ")
        raise TypeError(f"{name} has dtype {kind}{view.bits}, which no argument has")
    size = view.bits // 8
    shape = tuple(view.shape[axis] for axis in range(view.ndim))
    strides = None
    if view.strides:
        strides = tuple(view.strides[axis] * size for axis in range(view.ndim))
    interface = {
        "version": 3,
        "shape": shape,
        "typestr": dtype,
        # NumPy wants an address even where there is nothing.
        "data": ((view.data or 0) + view.byte_offset or size, read_only),
        "strides": strides,
    }
    return np.asarray(_Memory(tensor, capsule, interface))


def as_array(name: str, given: Any) -> npt.NDArray[Any]:
    """`given` as a NumPy array over the same memory."""
    if isinstance(given, np.ndarray):
        if isinstance(given, np.ma.MaskedArray):
            raise TypeError(f"{name} is a masked array: pass its data, and its mask as `mask`")
        return given
    if hasattr(given, "__dlpack__") and hasattr(given, "__dlpack_device__"):
        return _from_dlpack(name, given)
    if hasattr(given, "__array_interface__"):
        return np.asarray(given)
    try:
        return np.asarray(memoryview(given))
    except (TypeError, ValueError):
        pass
    advice = "; numpy.asarray makes one" if hasattr(given, "__array__") or isinstance(given, (list, tuple)) else ""
    raise TypeError(f"{name}: expected an array, got {type(given).__name__}{advice}")


def check_dtype(name: str, array: npt.NDArray[Any], dtype: npt.DTypeLike, why: str) -> None:
    """Refuses another type; nothing is converted."""
    if array.dtype != dtype:
        raise TypeError(f"{name} has dtype {array.dtype}, expected {np.dtype(dtype)}{why}")


def check_shape(name: str, array: npt.NDArray[Any], shape: tuple[int, ...], why: str) -> None:
    """Refuses another shape; nothing is broadcast."""
    if array.shape != shape:
        raise ValueError(f"{name} has shape {array.shape}, expected {shape}{why}")


def check_contiguous(name: str, array: npt.NDArray[Any]) -> None:
    """Refuses gaps and other orders than C's."""
    if not array.flags.c_contiguous:
        raise ValueError(f"{name} is not contiguous; numpy.ascontiguousarray makes a copy that is")


def check_writable(name: str, array: npt.NDArray[Any]) -> None:
    """Refuses to write where the owner does not allow it."""
    if not array.flags.writeable:
        raise ValueError(f"{name} is read-only and cannot be written")


def differentiated(name: str, given: Any) -> tuple[npt.NDArray[Any], str]:
    """An input that decides the dtype of the call, and that dtype's name in C."""
    array = as_array(name, given)
    if array.dtype == np.float32:
        return array, "f32"
    if array.dtype == np.float64:
        return array, "f64"
    raise TypeError(f"{name} has dtype {array.dtype}, expected float32 or float64")


def contiguous_input(
    name: str, given: Any, dtype: npt.DTypeLike, shape: Optional[tuple[int, ...]], why: str = ""
) -> npt.NDArray[Any]:
    """An input of one dtype and shape (None: any), without gaps."""
    array = as_array(name, given)
    check_dtype(name, array, dtype, why)
    if shape is not None:
        check_shape(name, array, shape, why)
    check_contiguous(name, array)
    return array


def output(
    name: str, wanted: Any, dtype: npt.DTypeLike, shape: tuple[int, ...]
) -> Optional[npt.NDArray[Any]]:
    """A new array, the one given, or None."""
    if wanted is None or wanted is False:
        return None
    if wanted is True:
        return np.empty(shape, dtype)
    array = contiguous_input(name, wanted, dtype, shape)
    check_writable(name, array)
    return array


def address(array: Optional[npt.NDArray[Any]]) -> Optional[int]:
    """What ctypes passes: an address, or None for NULL."""
    return None if array is None else array.ctypes.data
