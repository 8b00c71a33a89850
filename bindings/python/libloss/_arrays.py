"""Arrays of others, taken as they are: no copy, no conversion, and a named refusal of the rest."""

from __future__ import annotations

import ctypes
import importlib
import math
import sys
from collections.abc import Sequence
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
    (2, 16): "<f2",
    (4, 16): "<u2",
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
        kind = f"{_DLPACK_KINDS.get(view.code, f'kind {view.code} of ')}{view.bits}"
        refuse_half(name, kind)
        raise TypeError(f"{name} has dtype {kind}, which no argument takes")
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
    array = np.asarray(_Memory(tensor, capsule, interface))
    return array.view(_bfloat16(name)) if view.code == 4 else array


def _bfloat16(name: str) -> np.dtype[Any]:
    """NumPy's dtype of bfloat16, which is in a package of its own."""
    try:
        ml_dtypes: Any = importlib.import_module("ml_dtypes")
    except ImportError:
        raise TypeError(
            f"{name} has dtype bfloat16, which NumPy knows by the package ml_dtypes alone: install it; "
            "tensors of PyTorch go through libloss.torch without it"
        ) from None
    dtype: np.dtype[Any] = np.dtype(ml_dtypes.bfloat16)
    return dtype


def as_array(name: str, given: Any) -> npt.NDArray[Any]:
    """`given` as a NumPy array over the same memory."""
    if isinstance(given, np.ndarray):
        if isinstance(given, np.ma.MaskedArray):
            raise TypeError(f"{name} is a masked array: pass its data, and its mask as `mask`")
        return given
    without_numbers = placeholder(given)
    if without_numbers is not None:
        raise TypeError(f"{name} is {without_numbers}")
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(given, torch.Tensor):
        return _from_torch(name, given, torch)
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


def placeholder(given: Any) -> Optional[str]:
    """What an object is that stands for an array while a program is recorded, and has no numbers."""
    for kind in type(given).__mro__:
        module = kind.__module__.partition(".")[0]
        if module == "jax" and kind.__name__ == "Tracer":
            return (
                "a JAX tracer, which has no numbers yet: libloss cannot be called inside jax.jit, grad or vmap; "
                "call it outside, or by jax.pure_callback"
            )
        if module == "torch" and kind.__name__ == "Proxy":
            return "a proxy of torch.fx, which has no numbers: libloss cannot be traced symbolically"
        if module == "torch" and kind.__name__ in ("FakeTensor", "FunctionalTensor"):
            return (
                f"a {kind.__name__}, which has no numbers: in programs that are compiled or exported "
                "call the functions of libloss.torch"
            )
        if kind.__name__ in ("KerasTensor", "SymbolicTensor"):
            return f"a {kind.__name__}, which has no numbers: libloss cannot be part of a graph of TensorFlow or Keras"
    return None


def _from_torch(name: str, tensor: Any, torch: Any) -> npt.NDArray[Any]:
    """A view of a tensor of PyTorch by the way that costs least."""
    if tensor.requires_grad:
        raise ValueError(
            f"{name} requires a gradient: libloss.torch has the losses for autograd; "
            "detach the tensor to compute without it"
        )
    transformed = getattr(getattr(torch._C, "_functorch", None), "is_functorch_wrapped_tensor", None)
    if transformed is not None and transformed(tensor):
        raise TypeError(f"{name} is inside a transform of torch.func (grad, vmap, jvp, …), and has no numbers yet")
    if tensor.is_neg():
        raise ValueError(f"{name} is negated lazily; its method resolve_neg() makes a copy that is not")
    if tensor.device.type == "cpu" and str(tensor.dtype) in TORCH_DTYPES:
        try:
            array: npt.NDArray[Any] = tensor.numpy()
            return array
        except RuntimeError:
            pass  # a wrapper without memory, or PyTorch was built for another NumPy: DLPack says more
    return _from_dlpack(name, tensor)


#: The dtypes that arguments have, by their names.
DTYPES: dict[str, np.dtype[Any]] = {
    name: np.dtype(name) for name in ("float32", "float64", "int64", "int32", "bool", "uint8")
}
TORCH_DTYPES = {f"torch.{name}": name for name in DTYPES}
_NAMES = {dtype: name for name, dtype in DTYPES.items()}


#: Half precision, in which some losses take inputs, targets and gradients.
HALF_DTYPES = ("float16", "bfloat16")


def real_dtype(dtype: str) -> str:
    """The dtype of arrays without a gradient beside inputs of this one."""
    return "float32" if dtype in HALF_DTYPES else dtype


def refuse_half(name: str, dtype: str) -> None:
    """Says of half precision that it is not there for this argument."""
    if dtype in HALF_DTYPES:
        raise TypeError(f"{name} has dtype {dtype}: half precision is not supported yet; convert to float32")


class Memory:
    """Where an array lies: what a call needs to know of it, read once.

    `array` is what the caller gets to see, a NumPy array or a tensor; it keeps the memory alive.
    """

    __slots__ = ("address", "array", "contiguous", "dtype", "shape")

    def __init__(self, array: Any, address: int, dtype: str, shape: tuple[int, ...], contiguous: bool) -> None:
        self.array = array
        self.address = address
        self.dtype = dtype
        self.shape = shape
        #: In C's order, without gaps.
        self.contiguous = contiguous

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    @property
    def itemsize(self) -> int:
        return 2 if self.dtype in HALF_DTYPES else DTYPES[self.dtype].itemsize

    @property
    def strides(self) -> tuple[int, ...]:
        """Bytes from one element to the next of each axis."""
        if isinstance(self.array, np.ndarray):
            return self.array.strides
        return tuple(step * self.itemsize for step in self.array.stride())

    def converted(self, dtype: str) -> Memory:
        """A copy of another dtype, in C's order."""
        if isinstance(self.array, np.ndarray):
            return memory_of(self.array.astype(DTYPES[dtype], order="C"))
        return memory_of(np.ascontiguousarray(self.array.numpy(), DTYPES[dtype]))


_from_buffer: Any = ctypes.c_char.from_buffer
_address_of = ctypes.addressof


def _address(array: npt.NDArray[Any]) -> int:
    """Where an array begins: NumPy's own way, by `ctypes.data`, takes five times as long."""
    try:
        return _address_of(_from_buffer(array))
    except (TypeError, ValueError, BufferError):
        # Read-only, empty, with gaps, or of a dtype that buffers have no letter for.
        return int(array.ctypes.data)


def memory_of(array: npt.NDArray[Any]) -> Memory:
    """Of an array of NumPy."""
    dtype = array.dtype
    named = _NAMES.get(dtype) or (dtype.name if dtype.isnative else str(dtype))
    return Memory(array, _address(array), named, array.shape, array.flags.c_contiguous)


def memory(name: str, given: Any) -> Memory:
    """Of anything that a caller may give. Autograd gives the memory of a tensor.

    Callers whom a call more costs too much time look for an array of NumPy themselves.
    """
    if type(given) is np.ndarray:
        return memory_of(given)
    if type(given) is Memory:
        return given
    return memory_of(as_array(name, given))


def check_dtype(name: str, array: Memory, dtype: str, why: str) -> None:
    """Refuses another type; nothing is converted."""
    if array.dtype != dtype:
        refuse_half(name, array.dtype)
        raise TypeError(f"{name} has dtype {array.dtype}, expected {dtype}{why}")


def check_shape(name: str, array: Memory, shape: tuple[int, ...], why: str) -> None:
    """Refuses another shape; nothing is broadcast."""
    if array.shape != shape:
        raise ValueError(f"{name} has shape {tuple(array.shape)}, expected {tuple(shape)}{why}")


def a_copy(array: Memory) -> str:
    """What makes a copy in C's order."""
    return "numpy.ascontiguousarray" if isinstance(array.array, np.ndarray) else "its method contiguous()"


def check_contiguous(name: str, array: Memory) -> None:
    """Refuses gaps and other orders than C's."""
    if not array.contiguous:
        raise ValueError(f"{name} is not contiguous; {a_copy(array)} makes a copy that is")


def check_writable(name: str, array: Memory) -> None:
    """Refuses to write where the owner does not allow it. Tensors of PyTorch may be written."""
    if isinstance(array.array, np.ndarray) and not array.array.flags.writeable:
        raise ValueError(f"{name} is read-only and cannot be written")


def differentiated(name: str, given: Any, half: bool = False) -> Memory:
    """An input that decides the dtype of the call, which some losses have for half precision as well."""
    array = memory_of(given) if type(given) is np.ndarray else memory(name, given)
    if array.dtype != "float32" and array.dtype != "float64" and not (half and array.dtype in HALF_DTYPES):
        refuse_half(name, array.dtype)
        raise TypeError(f"{name} has dtype {array.dtype}, expected float32 or float64")
    return array


def contiguous_input(
    name: str, given: Any, dtype: str, shape: Optional[tuple[int, ...]], why: str = ""
) -> Memory:
    """An input of one dtype and shape (None: any), without gaps."""
    array = memory_of(given) if type(given) is np.ndarray else memory(name, given)
    if array.dtype != dtype:
        check_dtype(name, array, dtype, why)
    if shape is not None and array.shape != shape:
        check_shape(name, array, shape, why)
    if not array.contiguous:
        check_contiguous(name, array)
    return array


def _half(name: str, dtype: str) -> np.dtype[Any]:
    return np.dtype(np.float16) if dtype == "float16" else _bfloat16(name)


def gradient_dtype(name: str, wanted: Any, dtype: str) -> tuple[Any, str]:
    """The dtype of a gradient by an input of this one, and what was given for it: beside half precision it may be float32."""
    if dtype not in HALF_DTYPES or wanted is None or isinstance(wanted, bool):
        return wanted, dtype
    given = memory(name, wanted)
    return given, "float32" if given.dtype == "float32" else dtype


def gradients_dtype(named: Sequence[tuple[str, Any]], dtype: str) -> tuple[list[Any], str]:
    """The dtype of several gradients, which is one, and what was given for them."""
    found = [gradient_dtype(name, wanted, dtype) for name, wanted in named]
    given = [array.dtype for array, _ in found if isinstance(array, Memory)]
    chosen = "float32" if "float32" in given and dtype in HALF_DTYPES else dtype
    for (name, _), (array, _) in zip(named, found):
        if isinstance(array, Memory) and array.dtype in HALF_DTYPES and array.dtype != chosen:
            raise TypeError(f"{name} has dtype {array.dtype}, expected {chosen}: gradients have one dtype")
    return [array for array, _ in found], chosen


def dtype_of(dtype: str, name: str = "grad") -> np.dtype[Any]:
    """NumPy's dtype of this name."""
    return DTYPES.get(dtype) or _half(name, dtype)


def output(name: str, wanted: Any, dtype: str, shape: tuple[int, ...]) -> Optional[Memory]:
    """A new array, the one given, or None."""
    if wanted is None or wanted is False:
        return None
    if wanted is True:
        array = np.empty(shape, dtype_of(dtype, name))
        return Memory(array, _address(array), dtype, shape, True)
    given = contiguous_input(name, wanted, dtype, shape)
    check_writable(name, given)
    return given


def address(array: Optional[Memory]) -> Optional[int]:
    """What ctypes passes: an address, or None for NULL."""
    return None if array is None else array.address


def shown(array: Optional[Memory]) -> Any:
    """What a result has of an output."""
    return None if array is None else array.array
